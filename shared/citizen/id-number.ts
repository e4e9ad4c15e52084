import { err, ok, type Result } from '#shared/base/index.ts';
import { checkTaxCode } from './tax-code.ts';

/** A typed number of an identity paper, without separators; kinds as in the dossier. */
export type IdNumber = {
  kind: 'citizen-number' | 'identity-card-9' | 'passport' | 'tax-code';
  number: string;
};

const SEPARATORS = /[\s.\-_]+/gu;

function digitsProblem(number: string): string {
  const count = number.length;
  return `Số căn cước có 12 chữ số, chứng minh nhân dân cũ có 9; đang có ${count}. Đối chiếu từng chữ số với giấy tờ.`;
}

function lettersProblem(number: string): string {
  if (/[^A-Z0-9]/u.test(number)) {
    return 'Số giấy tờ chỉ gồm chữ số và chữ cái không dấu. Tắt bộ gõ tiếng Việt rồi nhập lại.';
  }
  if (/[OIL]/.test(number) && number.replace(/\D/g, '').length >= 8) {
    return 'Số giấy tờ có lẫn chữ cái. Kiểm tra chữ O với số 0, chữ I hoặc L với số 1.';
  }
  return 'Số hộ chiếu gồm chữ cái và chữ số, thường 8 đến 9 ký tự, ví dụ C1234567. Đối chiếu lại với hộ chiếu.';
}

function ofKind(number: string, kind: IdNumber['kind']): Result<IdNumber, string> {
  if (kind === 'tax-code') {
    const code = checkTaxCode(number);
    return code.ok ? ok({ kind, number: code.value.code }) : code;
  }
  if (kind === 'passport') {
    return /^(?=.*\d)[A-Z0-9]{5,12}$/.test(number) ? ok({ kind, number }) : err(lettersProblem(number));
  }
  const length = kind === 'citizen-number' ? 12 : 9;
  if (number.length === length && /^\d+$/.test(number)) return ok({ kind, number });
  const paper = kind === 'citizen-number' ? 'Số căn cước' : 'Số chứng minh nhân dân cũ';
  const found = /^\d+$/.test(number) ? `đang có ${number.length}` : 'đang có ký tự khác chữ số';
  return err(`${paper} phải có đúng ${length} chữ số, ${found}. Đối chiếu từng chữ số với giấy tờ.`);
}

/**
 * Reads a typed identity number; blanks, points and hyphens are dropped, letters become capitals.
 * Without `kind`: 12 digits are a personal number (or a 12-digit CMND, which has the same shape), 9 digits an old CMND,
 * 6–9 letters and digits mixed a passport. A passport of digits alone and a tax code need `kind`. The error is a sentence for the clerk.
 */
export function parseIdNumber(text: string, kind?: IdNumber['kind']): Result<IdNumber, string> {
  const number = text.normalize('NFC').replace(SEPARATORS, '').toUpperCase();
  if (number === '') return err('Chưa có số giấy tờ. Nhập số, hoặc chọn “Không có giấy tờ”.');
  if (kind !== undefined) return ofKind(number, kind);
  if (/^\d+$/.test(number)) {
    if (number.length === 12) return ok({ kind: 'citizen-number', number });
    if (number.length === 9) return ok({ kind: 'identity-card-9', number });
    return err(digitsProblem(number));
  }
  return /^(?=.*\d)[A-Z0-9]{6,9}$/.test(number)
    ? ok({ kind: 'passport', number })
    : err(lettersProblem(number));
}
