import type { Dossier } from '#shared/dossier/index.ts';

/**
 * The slow reading of what a search means: every dossier is looked at, by its own folding and its own rules. What was
 * meant is given (`Meant`), never read from a text, so that nothing is shared with what it is compared with.
 */
export type Meant =
  | { what: 'word'; word: string; open: boolean }
  | { what: 'ends'; digits: string; open: boolean }
  | { what: 'number'; digits: string; open: boolean }
  | { what: 'phone'; digits: string; open: boolean }
  | { what: 'code'; agency: string; digits: string; open: boolean }
  | { what: 'day'; day: number; month: number; year: number | null }
  | { what: 'month'; month: number; year: number | null }
  | { what: 'month-or-slip'; month: number; year: number }
  /** `typed`: what stands there, as words. */
  | { what: 'slip'; number: number; year: number | null; typed: readonly string[]; open: boolean }
  | { what: 'year'; year: number };

const PLAIN: Readonly<Record<string, string>> = {
  a: 'aàáảãạăằắẳẵặâầấẩẫậ',
  d: 'dđ',
  e: 'eèéẻẽẹêềếểễệ',
  i: 'iìíỉĩị',
  o: 'oòóỏõọôồốổỗộơờớởỡợ',
  u: 'uùúủũụưừứửữự',
  y: 'yỳýỷỹỵ',
};
const LETTER_OF = new Map(
  Object.entries(PLAIN).flatMap(([letter, marked]) => [...marked].map((one) => [one, letter] as const)),
);

export function plain(text: string): string {
  return [...text.normalize('NFC').toLowerCase()].map((one) => LETTER_OF.get(one) ?? one).join('');
}

/** The words of a text: split on everything but letters and digits, and what stands between blanks without its marks. */
function wordsOf(text: string): string[] {
  const folded = plain(text);
  const pieces = folded.split(/[^a-z0-9]+/);
  const whole = folded.split(/\s+/).map((one) => one.replace(/[^a-z0-9]/g, ''));
  return [...pieces, ...whole].filter((one) => one !== '');
}

export function isMeant(dossier: Dossier, meant: Meant): boolean {
  const { applicant, filer, procedure, delivery } = dossier;
  const numbers = [
    applicant.idNumber,
    applicant.oldNumber,
    filer?.idNumber,
    applicant.phone,
    filer?.phone,
  ].filter((one) => one !== null && one !== undefined);
  const texts = [
    applicant.name,
    filer?.name,
    applicant.address,
    delivery.address,
    procedure.name,
    procedure.caseName,
    dossier.note,
  ];
  const slipNumber = /^(\d+)\/(\d{4})\//
    .exec(dossier.codes[0]?.code ?? '')
    ?.slice(1)
    .map(Number);
  const isSlip = (number: number, ofYear: number | null) =>
    slipNumber?.[0] === number && (ofYear === null || slipNumber[1] === ofYear);
  const codes = dossier.codes.map(({ code }) => {
    const [agency = '', ...rest] = plain(code).split('-');
    return { agency: agency.replaceAll('.', ''), digits: rest.join(''), parts: plain(code).split(/[.-]/) };
  });
  const words = [
    ...texts.flatMap((text) => wordsOf(text ?? '')),
    ...numbers.map((one) => plain(one).replace(/[^a-z0-9]/g, '')),
    ...codes.flatMap((code) => [code.agency, code.digits, ...code.parts]),
    ...(slipNumber === undefined ? [] : [String(slipNumber[0]), ...wordsOf(dossier.codes[0]?.code ?? '')]),
  ];
  const has = (word: string, open: boolean) =>
    words.some((one) => (open ? one.startsWith(word) : one === word));
  const endsSo = (digits: string) =>
    digits.length >= 4 &&
    (codes.some((code) => digits.length <= 9 && code.digits.endsWith(digits)) ||
      (digits.length <= 6 && numbers.some((one) => one.endsWith(digits))));
  const [year, month, day] = dossier.receivedAt.slice(0, 10).split('-').map(Number);
  switch (meant.what) {
    case 'word':
      return has(meant.word, meant.open);
    case 'ends':
    case 'number':
      return has(meant.digits, meant.open) || endsSo(meant.digits);
    case 'phone':
      return has(meant.digits, meant.open);
    case 'code':
      return codes.some(
        (code) =>
          code.agency === meant.agency &&
          (meant.open ? code.digits.startsWith(meant.digits) : code.digits === meant.digits),
      );
    case 'day': {
      if (meant.year !== null) return day === meant.day && month === meant.month && year === meant.year;
      const house = [`${meant.day}`, `${meant.month}`, `${meant.day}${meant.month}`];
      return (day === meant.day && month === meant.month) || house.every((one) => has(one, false));
    }
    case 'month':
      if (meant.year !== null) return month === meant.month && year === meant.year;
      return month === meant.month || (has('thang', false) && has(`${meant.month}`, false));
    case 'month-or-slip':
      return (month === meant.month && year === meant.year) || isSlip(meant.month, meant.year);
    case 'slip': {
      const last = meant.typed.length - 1;
      const asWords = meant.typed.every((one, index) => has(one, meant.open && index === last));
      return isSlip(meant.number, meant.year) || asWords;
    }
    case 'year':
      return year === meant.year;
  }
}
