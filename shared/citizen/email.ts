import { err, ok, type Result } from '#shared/base/index.ts';

const LONGEST = 200;
const LOCAL = /^[A-Z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Z0-9!#$%&'*+/=?^_`{|}~-]+)*$/iu;
const DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/u;

/**
 * A typed e-mail address as it is stored: trimmed, its domain in lower case. Checks the shape only; whether the
 * mailbox exists nobody knows offline. The error is a sentence for the clerk.
 */
export function checkEmail(text: string): Result<string, string> {
  const typed = text.trim();
  if (typed === '') return err('Chưa có thư điện tử. Nhập địa chỉ, hoặc bỏ trống nếu không có.');
  if (/\s/u.test(typed)) return err('Thư điện tử không có khoảng trắng. Xóa khoảng trắng rồi nhập lại.');
  const at = typed.lastIndexOf('@');
  if (at < 1 || at === typed.length - 1) return err('Thư điện tử phải có dạng ten@noigui.vn. Nhập lại.');
  const [local, domain] = [typed.slice(0, at), typed.slice(at + 1).toLowerCase()];
  if (/[^\u0020-\u007e]/u.test(typed))
    return err('Thư điện tử không có dấu. Tắt bộ gõ tiếng Việt rồi nhập lại.');
  if (!LOCAL.test(local) || !DOMAIN.test(domain) || typed.length > LONGEST) {
    return err('Thư điện tử không đúng dạng. Kiểm tra dấu chấm và phần sau @, ví dụ ten@gmail.com.');
  }
  return ok(`${local}@${domain}`);
}
