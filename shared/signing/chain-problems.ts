/** Why a certificate is not trusted; a closed list, the gravest first. */
export const CHAIN_PROBLEMS = [
  'unreadable',
  'signature-wrong',
  'revoked',
  'issuer-revoked',
  'not-allowed-to-sign',
  'issuer-not-allowed',
  'not-understood',
  'algorithm-weak',
  'issuer-missing',
  'root-unknown',
  'expired',
  'not-yet-valid',
  'issuer-expired',
  'revocation-unknown',
] as const;

/** What a person reads for each problem: what is wrong and what to do. */
export const CHAIN_PROBLEM_TEXTS: Readonly<Record<(typeof CHAIN_PROBLEMS)[number], string>> = {
  unreadable: 'Không đọc được chứng thư số: tệp hoặc USB ký số có thể bị hỏng. Lấy lại chứng thư từ nơi cấp.',
  'signature-wrong':
    'Chữ ký của nơi cấp trên chứng thư số không đúng: chứng thư có thể bị giả hoặc bị sửa. Không dùng chứng thư này, báo nơi cấp.',
  revoked: 'Chứng thư số đã bị thu hồi: không dùng để ký nữa, liên hệ nơi cấp để được cấp lại.',
  'issuer-revoked':
    'Chứng thư của nơi cấp đã bị thu hồi: không dùng chứng thư này, liên hệ nơi cấp để được cấp lại.',
  'not-allowed-to-sign':
    'Chứng thư số này không được cấp để ký văn bản: chọn chứng thư khác, hoặc đề nghị nơi cấp cấp chứng thư để ký.',
  'issuer-not-allowed':
    'Nơi đứng tên cấp không có quyền cấp chứng thư số này: không dùng chứng thư này, báo nơi cấp.',
  'not-understood':
    'Chứng thư số có điều kiện bắt buộc mà chương trình không hiểu nên không dám tin: gửi chứng thư cho bộ phận hỗ trợ.',
  'algorithm-weak':
    'Chứng thư số được ký bằng thuật toán không còn an toàn: đề nghị nơi cấp cấp lại chứng thư.',
  'issuer-missing':
    'Thiếu chứng thư của nơi cấp nên chưa kiểm tra được: cài đủ chứng thư trung gian của nơi cấp, hoặc nối mạng rồi kiểm tra lại.',
  'root-unknown':
    'Chưa tin được nơi cấp: chứng thư gốc này chưa có trong danh sách tin cậy. Quản trị đối chiếu mã kiểm tra với nơi cấp rồi thêm chứng thư gốc.',
  expired: 'Chứng thư số đã hết hạn ở thời điểm này: gia hạn với nơi cấp rồi cập nhật vào USB ký số.',
  'not-yet-valid':
    'Chứng thư số chưa đến ngày có hiệu lực ở thời điểm này: kiểm tra đồng hồ máy tính, hoặc chờ đến ngày có hiệu lực.',
  'issuer-expired':
    'Chứng thư của nơi cấp không còn hiệu lực ở thời điểm này: kiểm tra đồng hồ máy tính, rồi hỏi nơi cấp về chứng thư mới.',
  'revocation-unknown':
    'Chưa hỏi được nơi cấp xem chứng thư số có bị thu hồi không: kiểm tra lại khi có mạng.',
};
