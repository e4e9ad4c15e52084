import { assertNever } from '#shared/base/index.ts';
import { cardFields } from './card-fields.ts';

/** Why a scanned or pasted text was not taken as a card, with a sentence that tells the clerk what to do. */
export type CitizenCardProblem = {
  code:
    | 'empty'
    | 'number-only'
    | 'not-a-card'
    | 'partial'
    | 'bad-number'
    | 'no-name'
    | 'bad-birth'
    | 'bad-issued';
  /** The part of the card at fault, where it is one part. */
  field: 'number' | 'name' | 'birth' | 'issued' | null;
  message: string;
};

const BY_HAND = 'Hãy quét lại; nếu vẫn lỗi, nhập tay theo thẻ.';
const WHICH_QR = 'Hãy quét mã QR trên thẻ: mặt trước của căn cước công dân, mặt sau của thẻ căn cước.';
const LONGEST_QUOTE = 40;

function quote(text: string): string {
  return text.length > LONGEST_QUOTE ? `“${[...text].slice(0, LONGEST_QUOTE).join('')}…”` : `“${text}”`;
}

function badNumberMessage(text: string): string {
  const digits = text.replace(/\D/g, '').length;
  if (text === '') return `Chuỗi quét không có số định danh. ${BY_HAND}`;
  if (digits === text.length)
    return `Số định danh phải có đúng 12 chữ số, chuỗi quét có ${digits}. ${BY_HAND}`;
  return `Phần đầu ${quote(text)} không phải số định danh 12 chữ số. ${WHICH_QR}`;
}

function aloneMessage(text: string): string {
  if (/^(?:https?:\/\/|www\.)/iu.test(text))
    return `Đây là địa chỉ trang mạng, không phải thẻ căn cước. ${WHICH_QR}`;
  if (/^[A-Z0-9]+(?:\.[A-Z0-9]+)*[.-]\d{6,8}-\d+$/iu.test(text)) {
    return 'Đây có vẻ là mã hồ sơ, không phải thẻ căn cước. Muốn mở hồ sơ, dùng ô Tìm hồ sơ.';
  }
  return `Nội dung ${quote(text)} không phải mã QR của thẻ căn cước. ${WHICH_QR}`;
}

/** `text`: the part as read; `count`: fields found. */
export function problem(
  code: CitizenCardProblem['code'],
  about: { text?: string; count?: number },
): CitizenCardProblem {
  const { text = '', count = 0 } = about;
  switch (code) {
    case 'empty':
      return { code, field: null, message: `Chưa đọc được gì. ${WHICH_QR}` };
    case 'number-only':
      return {
        code,
        field: null,
        message: 'Chuỗi chỉ có số giấy tờ. Giữ số này ở ô Số giấy tờ rồi nhập tay họ tên và các ô còn lại.',
      };
    case 'not-a-card':
      return { code, field: null, message: aloneMessage(text) };
    case 'partial':
      return {
        code,
        field: null,
        message: `Mã QR đọc thiếu: mới có ${count} phần, thẻ có ít nhất 6 phần. ${BY_HAND}`,
      };
    case 'bad-number':
      return { code, field: 'number', message: badNumberMessage(text) };
    case 'no-name':
      return { code, field: 'name', message: `Chuỗi quét không có họ tên. ${BY_HAND}` };
    case 'bad-birth':
      return {
        code,
        field: 'birth',
        message: `Ngày sinh ${quote(text)} trên mã QR không đọc được. ${BY_HAND}`,
      };
    case 'bad-issued':
      return {
        code,
        field: 'issued',
        message: `Ngày cấp ${quote(text)} trên mã QR không đọc được. ${BY_HAND}`,
      };
    default:
      return assertNever(code);
  }
}

/** What a text with too few fields for a card is. */
export function notACard(fields: readonly string[]): CitizenCardProblem {
  const [text = ''] = fields;
  if (fields.every((field) => field === '')) return problem('empty', {});
  if (fields.length > 1) return problem('partial', { count: fields.length });
  if (/^(?:\d{9}|\d{12})$/.test(text)) return problem('number-only', {});
  return problem('not-a-card', { text });
}

function hasCardSign(fields: readonly string[]): boolean {
  const [first = ''] = fields;
  return /^\d{9,14}$/.test(first) || fields.some((field) => /^\d{8}$|^(?:nam|nữ|nu)$/iu.test(field));
}

/**
 * Should a scanned text go to the card reader rather than to the dossier search? True for every card that can be
 * read and for one with a damaged part, so that the clerk hears what is wrong with it.
 */
export function looksLikeCitizenCard(raw: string): boolean {
  const fields = cardFields(raw);
  return fields.length >= 6 && hasCardSign(fields);
}

/** Is it a card's text of which the beginning or the end is missing (the gun lost bytes, the paste was cut)? */
export function looksLikePartialCard(raw: string): boolean {
  const fields = cardFields(raw);
  return fields.length > 1 && fields.length < 6 && hasCardSign(fields);
}
