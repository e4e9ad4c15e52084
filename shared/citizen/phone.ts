import { err, ok, type Result } from '#shared/base/index.ts';

const EXAMPLE = 'ví dụ 0912 345 678';

/** +84…, 0084…, 84… → 0…; another country's number keeps its +. */
function withNationalPrefix(typed: string): string {
  const international = typed.replace(/^00(?=[1-9])/, '+');
  if (international.startsWith('+84')) return `0${international.slice(3).replace(/^0/, '')}`;
  return /^84\d{9,10}$/.test(international) ? `0${international.slice(2)}` : international;
}

function phoneProblem(number: string): string {
  if (/^01\d{9}$/.test(number)) {
    return 'Đây là số di động 11 chữ số, đã đổi sang 10 chữ số từ năm 2018. Hỏi người nộp số đang dùng.';
  }
  if (/^[35789]\d{8}$/.test(number)) return `Số điện thoại thiếu số 0 ở đầu: nhập 0${number}.`;
  if (/^0[35789]/.test(number)) {
    return `Số di động có đúng 10 chữ số, đang có ${number.length}. Nhập lại, ${EXAMPLE}.`;
  }
  if (number.startsWith('+')) return 'Số nước ngoài gồm dấu + và 8 đến 15 chữ số. Nhập lại kèm mã nước.';
  return `Số điện thoại không đúng. Di động có 10 chữ số bắt đầu bằng 0, ${EXAMPLE}; số cố định nhập cả mã vùng 02.`;
}

/**
 * A typed phone number as it is stored: digits with the leading 0 (`0912345678`, `02183851234`), or + and digits for
 * another country. Blanks, points, hyphens and brackets are dropped. The error is a sentence for the clerk.
 */
export function parsePhone(text: string): Result<string, string> {
  const typed = text.replace(/[\s.\-()]+/gu, '');
  if (typed === '') return err(`Chưa có số điện thoại. Nhập số, ${EXAMPLE}, hoặc bỏ trống nếu không có.`);
  if (!/^\+?\d+$/.test(typed)) return err(`Số điện thoại chỉ gồm chữ số. Nhập lại, ${EXAMPLE}.`);
  const number = withNationalPrefix(typed);
  // Mobile; landline with its area code; 069, the line of the army and the police; another country.
  const known = /^0[35789]\d{8}$|^02\d{8,9}$|^069\d{6,8}$|^\+(?!84)[1-9]\d{7,14}$/;
  return known.test(number) ? ok(number) : err(phoneProblem(number));
}

/** "0912 345 678", "024 3825 1234", "0218 385 1234"; a number of another shape is returned as it is. */
export function formatPhone(phone: string): string {
  if (/^0[35789]\d{8}$/.test(phone)) return phone.replace(/^(\d{4})(\d{3})(\d{3})$/, '$1 $2 $3');
  if (/^02[48]\d{8}$/.test(phone)) return phone.replace(/^(\d{3})(\d{4})(\d{4})$/, '$1 $2 $3');
  if (/^02\d{8,9}$/.test(phone)) return phone.replace(/^(\d{4})(\d{3})(\d{3,4})$/, '$1 $2 $3');
  return phone;
}
