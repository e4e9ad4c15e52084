/** Why this Node cannot run the program, in words for who typed the command; null when it can. */
export function refusalOfNode(versions: {
  readonly node: string;
  readonly napi?: string | undefined;
}): string | null {
  const major = Number(versions.node.split('.')[0]);
  if (major >= 24 && Number(versions.napi) >= 10) return null;
  return `Trạm Một Cửa cần Node.js 24; máy này vừa chạy bằng Node.js ${versions.node}.
Hãy khởi động bằng lệnh:  npm start
Lệnh đó tự dùng bản Node.js 24 đi kèm (đã có sau khi chạy "npm ci" trên Linux và Windows 64-bit).
Trên máy khác, hãy cài Node.js 24 từ https://nodejs.org rồi chạy lại.

This program needs Node.js 24, and was run by ${versions.node}. Start it with "npm start": npm brings the right Node.
`;
}
