/** The most characters of a number or phone that the office takes. */
const MOST_SENT = 20;

/** Told the dotted path of a field whose text is longer. */
export type TooLong = (field: string) => void;

/** The number as it is sent; null, and `tooLong` told, where the office would not take it. Never a part of it. */
export function sendableNumber(number: string | null, field: string, tooLong: TooLong): string | null {
  if (number === null || number.length <= MOST_SENT) return number;
  tooLong(field);
  return null;
}
