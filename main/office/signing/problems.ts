import type { SigningProblem, TokenProblem } from '#shared/contract/index.ts';

/** What a person reads for each problem: what is wrong and what to do. */
const SENTENCES: Readonly<Record<SigningProblem, string>> = {
  token: 'USB ký số báo lỗi. Kiểm tra USB ký số rồi bấm Ký tiếp.',
  stopped: 'Đã dừng theo yêu cầu. Bấm Ký tiếp để ký những tệp còn lại.',
  interrupted: 'Chương trình tắt giữa chừng. Những tệp đã ký vẫn còn; bấm Ký tiếp để ký những tệp còn lại.',
  'already-signed': 'Tệp này đã được ký bằng chính chứng thư này nên không ký lần nữa.',
  superseded: 'Giấy này đã có bản sửa mới hoặc hồ sơ đã hủy. Hãy ký bản mới.',
  changed: 'Tệp đã khác bản vừa xem (có người ký thêm hoặc mới có dấu thời gian). Hãy mở xem lại rồi ký.',
  gone: 'Tệp này không còn nữa. Hãy bỏ qua.',
  damaged: 'Bản lưu của tệp này bị hỏng. Hãy báo quản trị viên khôi phục từ bản sao lưu.',
  'certificate-unfit': 'Chứng thư số này không ký được. Hãy chọn chứng thư khác.',
  'given-up': 'Đã thôi ký tệp này theo yêu cầu.',
  disk: 'Không ghi được tệp đã ký: ổ đĩa đầy hoặc không cho ghi. Hãy giải phóng dung lượng rồi bấm Ký tiếp.',
  internal: 'Có lỗi trong chương trình khi ký tệp này. Hãy thử lại hoặc báo quản trị viên.',
  'not-pdf': 'Đây không phải là tệp PDF. Hãy chuyển sang PDF rồi thử lại.',
  'too-large': 'Tệp PDF quá lớn. Hãy giảm dung lượng rồi thử lại.',
  encrypted: 'Tệp PDF có mật khẩu hoặc bị khóa sửa. Hãy bỏ mật khẩu rồi thử lại.',
  broken: 'Tệp PDF bị hỏng. Hãy xuất lại tệp từ chương trình đã tạo ra nó.',
  'dynamic-form': 'Tệp là biểu mẫu động (XFA) nên không ký được. Hãy in ra PDF thường rồi thử lại.',
  'active-content':
    'Tệp có mã chạy kèm (JavaScript hoặc lệnh mở chương trình) nên không ký. Hãy in ra PDF thường rồi thêm lại tệp đó.',
  'no-changes-allowed': 'Người ký trước không cho thay đổi tệp này nên không ký thêm được.',
  'field-taken': 'Tệp đã có chữ ký trùng tên. Hãy thử lại.',
  'no-room': 'Trang đầu không còn chỗ cho khung chữ ký. Hãy dùng trang giấy lớn hơn.',
};

const OF_TOKEN: Partial<Readonly<Record<TokenProblem, string>>> = {
  'token-missing': 'Không thấy USB ký số. Hãy cắm lại rồi bấm Ký tiếp.',
  'token-removed': 'USB ký số bị rút ra. Hãy cắm lại rồi bấm Ký tiếp.',
  'session-ended': 'Phiên dùng USB ký số đã hết. Bấm Ký tiếp và nhập lại mã PIN.',
  'module-crashed': 'Trình điều khiển USB ký số bị lỗi. Hãy rút ra, cắm lại rồi bấm Ký tiếp.',
  'module-hung': 'Trình điều khiển USB ký số không trả lời. Hãy rút ra, cắm lại rồi bấm Ký tiếp.',
  'no-answer': 'USB ký số không trả lời. Hãy rút ra, cắm lại rồi bấm Ký tiếp.',
  'pin-locked': 'USB ký số đã bị khóa vì nhập sai mã PIN. Hãy liên hệ nơi cấp chứng thư để mở khóa.',
  'no-key': 'USB ký số không có khóa của chứng thư này. Hãy cắm đúng USB ký số.',
  'key-unsupported': 'Khóa trên USB ký số chưa dùng được. Hãy chọn chứng thư RSA 2048, RSA 3072 hoặc P-256.',
};

/** The sentence for a problem; of the token's own where it was the token. */
export function signingSentence(problem: SigningProblem, tokenProblem: TokenProblem | null): string {
  const ofToken = tokenProblem === null ? undefined : OF_TOKEN[tokenProblem];
  return ofToken ?? SENTENCES[problem];
}
