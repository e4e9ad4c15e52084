/** What the person who starts a server must know before anybody relies on it; empty when nothing is to be said. */
export function startWarnings(asked: {
  demo: boolean;
  host: string;
  secure: boolean;
  trustProxy: string | null;
  isSealed: boolean;
}): string[] {
  const warnings: string[] = [];
  const isHere = /^(?:localhost|127(?:\.\d+){3}|::1)$/.test(asked.host);
  if (!isHere && !asked.secure) {
    warnings.push(
      `Chú ý: máy chủ đang nghe ở ${asked.host} bằng http://, không mã hóa: dữ liệu của công dân và mật khẩu quản trị đi qua mạng cho ai cũng đọc được, và các trạm không nhận địa chỉ http:// nào ngoài chính máy của chúng. ${
        asked.trustProxy === null
          ? 'Hãy thêm --tls-cert và --tls-key, hoặc đặt sau một proxy có TLS rồi thêm --trust-proxy ĐỊA-CHỈ-PROXY.'
          : 'Hãy để tường lửa chỉ cho proxy đã khai ở --trust-proxy vào cổng này.'
      } / Plain http beyond this machine: workstations refuse such addresses; use --tls-cert/--tls-key or a proxy with TLS.`,
    );
  }
  if (!asked.isSealed && !asked.demo) {
    warnings.push(
      'Chú ý: khóa bí mật của tỉnh nằm trong cơ sở dữ liệu mà không mã hóa; ai đọc được cơ sở dữ liệu hoặc bản sao lưu thì nói thay tỉnh được. Hãy đặt PROVINCE_SECRET_FILE (xem docs/province-server.md). / The keys of the province lie in the database unencrypted; set PROVINCE_SECRET_FILE.',
    );
  }
  return warnings;
}
