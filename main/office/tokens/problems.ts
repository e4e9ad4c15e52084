import type { PinState, TokenKind, TokenProblem } from './token.ts';

/** What a person reads for each problem: what is wrong and what to do. */
const TEXTS: Readonly<Record<TokenProblem, string>> = {
  'addon-missing':
    'Chương trình thiếu thành phần nối với USB ký số. Hãy cài lại Trạm Một Cửa từ bộ cài đầy đủ.',
  'module-missing':
    'Chưa cài phần mềm của USB ký số trên máy này. Hãy cài bộ phần mềm do nơi cấp chứng thư gửi kèm, rồi bấm Tìm lại.',
  'module-unusable':
    'Phần mềm của USB ký số trên máy này không mở được. Hãy gỡ ra, cài lại bản mới nhất từ nơi cấp chứng thư.',
  'module-bitness':
    'Phần mềm của USB ký số là bản dành cho loại máy khác (thường là bản 32-bit). Hãy cài bản 64-bit từ nơi cấp chứng thư.',
  'module-crashed':
    'Phần mềm của USB ký số vừa bị lỗi và tự tắt. Trạm Một Cửa vẫn chạy; hãy rút USB ra, cắm lại rồi thử lại. Nếu lặp lại, cài lại phần mềm đó.',
  'module-hung':
    'Phần mềm của USB ký số không trả lời nên đã bị tắt. Trạm Một Cửa vẫn chạy; hãy rút USB ra, cắm lại rồi thử lại.',
  'device-not-allowed':
    'Tài khoản máy tính này không được phép dùng USB ký số. Hãy nhờ người quản trị máy tính cấp quyền.',
  'device-busy':
    'USB ký số đang được người hoặc chương trình khác dùng. Hãy chờ xong hoặc đóng chương trình đó.',
  'no-answer': 'USB ký số không trả lời. Hãy rút ra, cắm lại vào cổng khác rồi thử lại.',
  garbled: 'USB ký số trả lời không đọc được. Hãy rút ra, cắm lại; nếu lặp lại, liên hệ nơi cấp chứng thư.',
  'token-missing': 'Không thấy USB ký số này. Hãy cắm lại rồi bấm Tìm lại.',
  'token-removed':
    'USB ký số đã bị rút ra. Hãy cắm lại, nhập mã PIN rồi làm tiếp; tệp đã ký xong không phải ký lại.',
  'pin-wrong': 'Mã PIN không đúng.',
  'pin-last-try':
    'Chỉ còn một lần nhập mã PIN; sai nữa USB ký số sẽ bị khóa. Hãy chắc chắn rồi xác nhận để nhập.',
  'pin-locked':
    'USB ký số đã bị khóa vì nhập sai mã PIN. Hãy liên hệ nơi cấp chứng thư để mở khóa; đừng thử thêm.',
  'pin-not-set': 'USB ký số chưa được đặt mã PIN. Hãy đặt mã PIN bằng phần mềm của nơi cấp chứng thư.',
  'pin-length':
    'Mã PIN dài hoặc ngắn hơn USB ký số cho phép nên chưa gửi đi; chưa mất lần thử nào. Hãy xem lại mã PIN.',
  'no-certificate': 'Không thấy chứng thư số này trên USB. Hãy chọn lại chứng thư.',
  'no-key':
    'Trên USB có chứng thư số nhưng không có khóa để ký. Hãy chọn chứng thư khác hoặc liên hệ nơi cấp.',
  'key-unsupported':
    'Khóa của chứng thư số này thuộc loại không dùng để ký ở đây (cần RSA 2048, RSA 3072 hoặc P-256). Hãy chọn chứng thư khác.',
  'session-ended': 'USB ký số đã được đóng lại. Hãy nhập mã PIN để ký tiếp.',
  refused: 'USB ký số từ chối. Hãy mở phần mềm của nơi cấp chứng thư xem có yêu cầu gì (ví dụ đổi mã PIN).',
  internal: 'Có lỗi trong phần ký số của chương trình. Hãy thử lại; nếu lặp lại, báo quản trị viên.',
};

/** The sentence for a problem; after a PIN was refused with what is known of the tries left. */
export function tokenProblemText(problem: TokenProblem, pin: PinState | null = null): string {
  if (problem !== 'pin-wrong') return TEXTS[problem];
  return [TEXTS['pin-wrong'], triesText(pin) || 'Hãy xem lại mã PIN trước khi nhập lại.'].join(' ');
}

/** The same for a way to tokens: it names the part of the program that is missing. */
export function wayProblemText(problem: TokenProblem, kind: TokenKind): string {
  if (problem !== 'addon-missing') return TEXTS[problem];
  const part = kind === 'hid' ? 'node-hid' : 'pkcs11js';
  return `Chương trình thiếu thành phần nối với USB ký số (${part}). Hãy cài lại Trạm Một Cửa từ bộ cài đầy đủ.`;
}

/** What is known of the PIN before one is typed. Says a number only where the token tells one. */
export function pinText(pin: PinState): string {
  if (pin.state === 'ok' && pin.triesLeft === null) {
    return 'USB không cho biết còn mấy lần nhập; hiện chưa có lần nhập sai nào được báo.';
  }
  if (pin.state === 'locked') return TEXTS['pin-locked'];
  if (pin.state === 'not-set') return TEXTS['pin-not-set'];
  return triesText(pin) || 'USB không cho biết còn mấy lần nhập mã PIN.';
}

function triesText(pin: PinState | null): string {
  if (pin === null) return '';
  if (pin.triesLeft !== null) return `Còn ${pin.triesLeft} lần nhập mã PIN.`;
  if (pin.state === 'last') return 'Chỉ còn MỘT lần nhập; sai nữa USB ký số sẽ bị khóa.';
  if (pin.state === 'few') return 'Đã có lần nhập sai; USB báo chỉ còn ít lần nhập (không cho biết số lần).';
  return '';
}
