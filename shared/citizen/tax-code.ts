import { err, ok, type Result } from '#shared/base/index.ts';

/** `organisation`: 10 digits; `branch`: 10 digits, hyphen, 3 digits; `personal`: the 12-digit personal number. */
export type TaxCode = {
  kind: 'organisation' | 'branch' | 'personal';
  /** As it is written on papers: `0100109106`, `0100109106-001`. */
  code: string;
  /** A doubt about the check digit, in Vietnamese; it stops nothing. */
  warning: string | null;
};

const WEIGHTS = [31, 29, 23, 19, 17, 13, 7, 5, 3];

/** The tenth digit that the first nine ask for; 10 where the rule gives no digit and practice differs. */
function expectedCheckDigit(code: string): number {
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(code.charAt(index)), 0);
  return 10 - (sum % 11);
}

function checkDigitWarning(code: string): string | null {
  return expectedCheckDigit(code) === Number(code.charAt(9))
    ? null
    : 'Chữ số kiểm tra của mã số thuế không khớp. Đối chiếu lại từng chữ số; nếu đúng như giấy tờ thì giữ nguyên.';
}

/**
 * Reads a typed tax code (mã số thuế). A wrong check digit is only a warning; a wrong length is an error,
 * said in a sentence for the clerk. Since 1 July 2025 individuals use their personal number.
 */
export function checkTaxCode(text: string): Result<TaxCode, string> {
  const typed = text.replace(/[\s.]+/gu, '').replace(/[‐–—]/gu, '-');
  const match = /^(\d{10})(?:-?(\d{3}))?$/.exec(typed);
  if (match) {
    const [, main = '', branch] = match;
    const warning = checkDigitWarning(main);
    if (branch === undefined) return ok({ kind: 'organisation', code: main, warning });
    return ok({ kind: 'branch', code: `${main}-${branch}`, warning });
  }
  if (/^\d{12}$/.test(typed)) return ok({ kind: 'personal', code: typed, warning: null });
  return err(
    'Mã số thuế có 10 chữ số, 13 chữ số với đơn vị phụ thuộc, hoặc là số định danh 12 chữ số. Nhập lại.',
  );
}
