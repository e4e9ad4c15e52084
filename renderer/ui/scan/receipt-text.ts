import { parseReceiptQr } from '#shared/forms/index.ts';

/** A look-up address with code and check value, under whatever address the office had when it was printed. */
const ADDRESS = /^[a-z][a-z0-9+.-]*:\S*[?&]ma=[^&\s]+&kt=[^&\s]+/i;
/** A dossier code alone (the bar code), or with what follows it where the office has no look-up address. */
const CODE = /^[A-Z0-9][A-Z0-9.]*-(?:\d{6}|\d{8})-\d{4,7}(?:\s|$)/i;

/** Is this what the QR or bar code of a receipt or slip gives? Only the form is looked at; the office says what it opens. */
export function looksLikeReceipt(text: string): boolean {
  const content = text.trim();
  return ADDRESS.test(content) || CODE.test(content) || parseReceiptQr(content) !== undefined;
}

/** The code or slip number in a text that was typed or scanned: of a receipt or slip its own, else the text itself. */
export function dossierCodeIn(text: string): string {
  return parseReceiptQr(text)?.code ?? text.trim();
}

/**
 * What is looked for where this was typed or pasted into a search: of a receipt or slip its code or number, else the text
 * as it stands, for a blank at its end says that the last word is whole.
 */
export function searchedFor(typed: string): string {
  const code = dossierCodeIn(typed);
  return code === typed.trim() ? typed : code;
}
