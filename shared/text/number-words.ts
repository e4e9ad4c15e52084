import { z } from 'zod';

/**
 * The two words that differ between north and south. Official papers: `linh`, `nghìn` (the default).
 */
export const NumberWordsSettings = z.object({
  /** Said where the tens are zero: 105 = một trăm linh năm. */
  zeroTens: z.enum(['linh', 'lẻ']).default('linh'),
  thousand: z.enum(['nghìn', 'ngàn']).default('nghìn'),
});
export type NumberWordsSettings = z.infer<typeof NumberWordsSettings>;

export type AmountInWordsOptions = Partial<NumberWordsSettings> & {
  /** Ends in "đồng chẵn", as some offices write. Default false. */
  even?: boolean;
};

const DIGITS = ['không', 'một', 'hai', 'ba', 'bốn', 'năm', 'sáu', 'bảy', 'tám', 'chín'] as const;
const GROUPS_PER_BILLION = 3;

function digitWord(digit: number): string {
  const word = DIGITS[digit];
  if (word === undefined) throw new RangeError(`not a digit: ${digit}`);
  return word;
}

function unitAfterTens(tens: number, unit: number): string {
  if (unit === 5) return 'lăm';
  if (unit === 1 && tens > 1) return 'mốt';
  return digitWord(unit);
}

/** Words of 1–999. `full` reads all three places ("không trăm linh năm"), as every group but the first is read. */
function groupWords(group: number, full: boolean, zeroTens: string): string[] {
  const hundreds = Math.floor(group / 100);
  const tens = Math.floor(group / 10) % 10;
  const unit = group % 10;
  const words: string[] = [];
  if (full || hundreds > 0) words.push(digitWord(hundreds), 'trăm');
  if (tens === 0) {
    if (unit > 0) words.push(...(words.length > 0 ? [zeroTens] : []), digitWord(unit));
    return words;
  }
  words.push(...(tens === 1 ? ['mười'] : [digitWord(tens), 'mươi']));
  if (unit > 0) words.push(unitAfterTens(tens, unit));
  return words;
}

/** Groups of three digits, the lowest first. */
function groupsOf(value: bigint): number[] {
  const groups: number[] = [];
  for (let rest = value; rest > 0n; rest /= 1000n) groups.push(Number(rest % 1000n));
  return groups;
}

/**
 * A whole number in Vietnamese words, lower case: 1005 → "một nghìn không trăm linh năm".
 * Above one billion the billions are read as a number of their own: 10¹² is "một nghìn tỷ", 10¹⁸ "một tỷ tỷ".
 * Throws RangeError for a negative number, a fraction or a number beyond the safe integers (use bigint there).
 */
export function numberInWords(n: bigint | number, settings: Partial<NumberWordsSettings> = {}): string {
  if (typeof n === 'number' && !Number.isSafeInteger(n)) throw new RangeError(`not a whole number: ${n}`);
  const value = BigInt(n);
  if (value < 0n) throw new RangeError(`negative number: ${n}`);
  if (value === 0n) return digitWord(0);
  const { zeroTens, thousand } = NumberWordsSettings.parse(settings);
  const scales = ['', thousand, 'triệu'];
  const groups = groupsOf(value);
  const words: string[] = [];
  let billionIsSilent = true;
  for (let index = groups.length - 1; index >= 0; index--) {
    const group = groups[index] ?? 0;
    const place = index % GROUPS_PER_BILLION;
    if (group > 0) {
      words.push(...groupWords(group, index < groups.length - 1, zeroTens));
      if (place > 0) words.push(scales[place] ?? '');
      billionIsSilent = false;
    }
    if (place === 0) {
      if (!billionIsSilent) for (let level = index / GROUPS_PER_BILLION; level > 0; level--) words.push('tỷ');
      billionIsSilent = true;
    }
  }
  return words.join(' ');
}

/**
 * An amount of whole đồng as printed on a receipt: 100000 → "Một trăm nghìn đồng".
 * Throws RangeError for a negative or fractional amount: such an amount is never written.
 */
export function amountInWords(dong: bigint | number, options: AmountInWordsOptions = {}): string {
  const { even = false, ...settings } = options;
  const words = numberInWords(dong, settings);
  return `${words.charAt(0).toUpperCase()}${words.slice(1)} đồng${even ? ' chẵn' : ''}`;
}
