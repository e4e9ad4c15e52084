import { normalizeText } from '#shared/text/index.ts';

/** A typed name as it is stored: NFC, white space folded; the letter case is the person's own (see `offerTitleCase`). */
export function normalizeName(text: string): string {
  return normalizeText(text);
}

/** A typed address as it is stored: NFC, white space folded, no blank before a comma and one after it. */
export function normalizeAddress(text: string): string {
  return normalizeText(text)
    .replace(/ +(?=[,;])/gu, '')
    .replace(/,(?=\p{L})/gu, ', ');
}
