/**
 * A typed text as it is stored: control characters and U+FEFF gone (TAB, CR, LF become a blank), NFC,
 * one blank between words, none at the ends. Letter case is kept: it is the person's own.
 */
export function normalizeText(text: string): string {
  return text
    .replace(/[\t\r\n]/gu, ' ')
    .replace(/[\p{Cc}\ufeff]/gu, '')
    .normalize('NFC')
    .replace(/\s+/gu, ' ')
    .trim();
}

/**
 * `NGUYỄN THỊ H'MOK` → `Nguyễn Thị H'Mok`, offered only when every cased letter is a capital and there are at
 * least two of them; otherwise undefined. An offer, never applied unasked: a person may write the name in capitals.
 */
export function offerTitleCase(name: string): string | undefined {
  const text = normalizeText(name);
  const cased = text.match(/\p{Lu}|\p{Ll}|\p{Lt}/gu) ?? [];
  if (cased.length < 2 || text !== text.toUpperCase()) return undefined;
  const offered = text
    .toLowerCase()
    .replace(
      /(^|[\s'’ʼ.\-–])(\p{L})/gu,
      (_, before: string, letter: string) => before + letter.toUpperCase(),
    );
  return offered === text ? undefined : offered;
}
