import type { SlipTemplate } from './slip-template.ts';
import { fill, twoDigits } from './wording.ts';

/** What a slip's number is made of. `unit`: the receiving unit's name, which some books go by. */
export type SlipNumberParts = {
  /** From 1 per book and year. */
  number: number;
  year: number | string;
  /** The station's tag where numbers are in doubt after a restore; otherwise null. */
  tag: string | null;
  unit?: string | null;
};

/** The letters of the book a slip is entered in: "HDHS". Some go by the name of the receiving unit. */
export function slipBookOf(
  template: Pick<SlipTemplate, 'book' | 'booksByUnit'>,
  unit: string | null = null,
): string {
  const name = (unit ?? '').normalize('NFC').trim().toLowerCase();
  const found = template.booksByUnit.find(({ begins }) =>
    name.startsWith(begins.normalize('NFC').toLowerCase()),
  );
  return found?.book ?? template.book;
}

/** The number as it is printed, scanned and found: "03/2026/HDHS"; in doubt "03/K7F3QX/2026/HDHS". */
export function formatSlipNumber(
  template: Pick<SlipTemplate, 'book' | 'booksByUnit' | 'numberShape'>,
  { number, year, tag, unit = null }: SlipNumberParts,
): string {
  return fill(template.numberShape, {
    number: tag === null ? twoDigits(number) : `${twoDigits(number)}/${tag}`,
    year: String(year),
    book: slipBookOf(template, unit),
  });
}

/** Whether a text has the build of a slip's number; whether there is such a slip is for the office to say. */
export function looksLikeSlipNumber(text: string): boolean {
  return /^\d{2,7}(?:\/[0-9A-Z]{6})?\/\d{4}\/[A-Z]{2,20}$/i.test(text);
}
