/** Kiểm tra chữ ký: what was found in a signed PDF, in plain words. */
export const verify = {
  title: 'Kiểm tra chữ ký số',
  of: 'Kiểm tra chữ ký: {{title}}',
  choose: 'Chọn tệp PDF…',
  dropText: 'hoặc kéo một hay nhiều tệp thả vào đây.',
  empty:
    'Mỗi chữ ký được đọc ra bằng lời: ai ký, lúc nào, nội dung có còn nguyên, có tin được nơi cấp không. Tệp chỉ được đọc tại máy của văn phòng, không gửi ra ngoài và không lưu lại.',
  forget: 'Xóa danh sách',
  waiting: 'Đang chờ',
  sending: 'Đang đọc tệp: {{percent}} %',
  checking: 'Đang kiểm tra…',
  none: 'Không có chữ ký số',
  noneText:
    'Tệp này không có chữ ký số nào. Hình chữ ký hoặc con dấu trong tệp, nếu có, không phải là chữ ký số.',
  unreadable: 'Không kiểm tra được',
  unknownSigner: 'không rõ người ký',
  kinds: { signature: 'Chữ ký {{number}}:', timestamp: 'Dấu thời gian {{number}}:' },
  organisation: 'Cơ quan',
  issuer: 'Nơi cấp chứng thư',
  when: 'Thời điểm',
  content: 'Nội dung đã ký',
  after: 'Sau khi ký',
  trust: 'Tin cậy',
  timestampTrust: 'Dấu thời gian',
  details: 'Chi tiết kỹ thuật',
  validity: 'Hiệu lực',
  serial: 'Số sê-ri',
  fingerprint: 'Mã kiểm tra',
  algorithm: 'Thuật toán',
  field: 'Vị trí',
  page: 'trang {{page}}',
  invisible: 'không hiện trên trang',
  claimed: '{{when}} theo máy của người ký',
  stamped: '{{when}} theo dấu thời gian của {{by}}',
  stampBroken: 'Dấu thời gian không dùng được',
  noTime: 'Không ghi thời điểm ký',
  whole: 'Còn nguyên như khi ký',
  notWhole: 'Không còn như khi ký',
  nothingAfter: 'Không có gì thêm hay đổi',
  trusted: 'Tin được nơi cấp (xét tại {{at}}).',
  rootMissing:
    'Chữ ký toàn vẹn nhưng chưa tin được nơi cấp: {{name}}. Quản trị viên có thể thêm chứng thư gốc của nơi này ở Quản trị → USB ký số.',
  longTerm: 'Tệp có sẵn dữ liệu để kiểm tra lâu dài.',
  count: '{{count}} × {{verdict}}',
  verdicts: {
    valid: 'Chữ ký hợp lệ',
    'valid-untrusted': 'Nguyên vẹn, chưa tin được nơi cấp',
    training: 'Chữ ký tập huấn',
    'completed-after': 'Nguyên vẹn, có điền thêm sau khi ký',
    'changed-after': 'Đã bị sửa sau khi ký',
    broken: 'Chữ ký hỏng',
    'not-checked': 'Chưa kiểm tra được',
  },
  verdictTexts: {
    valid: 'Đúng người ký, nội dung không đổi, chứng thư tin được.',
    'valid-untrusted': 'Nội dung không đổi từ khi ký, nhưng chưa xác nhận được chứng thư của người ký.',
    training: 'Nội dung không đổi, nhưng đây là chữ ký tập huấn, không có giá trị pháp lý.',
    'completed-after':
      'Phần đã ký vẫn còn đó; sau khi ký có thêm nội dung điền vào hoặc ghi chú. Hãy xem phần thêm có che phần đã ký không.',
    'changed-after':
      'Những gì người đọc thấy không còn là những gì đã ký. Đừng dùng tệp này; hãy xin lại bản gốc.',
    broken: 'Tệp đã bị đổi hoặc chữ ký bị làm giả. Đừng dùng tệp này; hãy xin lại bản gốc.',
    'not-checked':
      'Chữ ký làm theo cách mà chương trình này không đọc được. Hãy kiểm tra bằng phần mềm của nơi cấp.',
  },
  problems: {
    'bytes-changed': 'Nội dung đã bị thay đổi sau khi ký',
    'signature-wrong': 'Chữ ký không khớp với chứng thư của người ký',
    'range-forged': 'Chữ ký không bao trùm hết nội dung: dấu hiệu của tệp giả',
    'range-incomplete': 'Chữ ký không bao trùm một bản trọn vẹn của tệp',
    unreadable: 'Không đọc được dữ liệu của chữ ký',
    'format-unknown': 'Kiểu chữ ký mà chương trình này không đọc được',
    'algorithm-unknown': 'Thuật toán ký quá yếu hoặc không biết',
    'certificate-missing': 'Trong chữ ký không có chứng thư của người ký',
    'certificate-swapped': 'Chứng thư kèm theo không phải chứng thư đã dùng để ký',
    'signers-count': 'Số người ký trong chữ ký không phải là một',
  },
  trustProblems: {
    training: 'Chứng thư tập huấn, không có giá trị pháp lý.',
    unreadable:
      'Không đọc được chứng thư số: tệp hoặc USB ký số có thể bị hỏng. Lấy lại chứng thư từ nơi cấp.',
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
  },
  revocation: {
    good: 'Nơi cấp cho biết chứng thư không bị thu hồi.',
    revoked: 'Nơi cấp cho biết chứng thư đã bị thu hồi.',
    unknown: 'Chưa hỏi được nơi cấp xem chứng thư có bị thu hồi không.',
  },
  changes: {
    'signatures-added': 'thêm chữ ký khác (bình thường)',
    'timestamps-added': 'thêm dấu thời gian (bình thường)',
    'validation-data-added': 'thêm dữ liệu kiểm tra lâu dài (bình thường)',
    metadata: 'đổi thông tin mô tả tệp',
    'form-filled': 'điền ô trong biểu mẫu',
    'form-fields-added': 'thêm ô biểu mẫu',
    annotations: 'thêm ghi chú hoặc hình đè lên trang',
    'signature-altered': 'sửa một chữ ký đã có',
    'signature-removed': 'xóa một chữ ký đã có',
    'page-content': 'sửa nội dung trang',
    pages: 'thêm, bớt hoặc đổi thứ tự trang',
    'document-structure': 'sửa cấu trúc của tệp',
    unreadable: 'phần thêm sau không đọc được',
  },
  fileProblems: {
    'not-pdf': 'Đây không phải tệp PDF. Hãy chọn tệp có đuôi .pdf.',
    'too-large': 'Tệp lớn quá 16 MB. Hãy chia nhỏ hoặc giảm dung lượng tệp.',
    encrypted: 'Tệp đặt mật khẩu nên không đọc được. Hãy bỏ mật khẩu rồi thử lại.',
    broken: 'Tệp PDF bị hỏng. Hãy lấy lại tệp từ nơi gửi.',
    'active-content': 'Tệp có mã chạy kèm (JavaScript hoặc lệnh mở chương trình). Hãy in tệp ra PDF thường.',
    'dynamic-form': 'Tệp là biểu mẫu động (XFA) chỉ phần mềm của hãng đọc được. Hãy in tệp ra PDF thường.',
    'no-changes-allowed': 'Tác giả đã khóa tệp, không cho thay đổi gì nữa.',
    'field-taken': 'Trong tệp đã có chỗ ký cùng tên.',
    'no-room': 'Trang không còn chỗ cho dấu chữ ký.',
  },
};
