/**
 * The fields of a scanned text, in this order: TAB, CR, LF become blanks; every other control character and U+FEFF is
 * removed; NFC; split on `|` keeping empty fields; each field trimmed and its white space (also NBSP) folded.
 * The order matters: a control character between a letter and its accent must be gone before NFC joins them.
 */
export function cardFields(raw: string): string[] {
  return raw
    .replace(/[\t\r\n]/gu, ' ')
    .replace(/[\p{Cc}\ufeff]/gu, '')
    .normalize('NFC')
    .split('|')
    .map((field) => field.replace(/\s+/gu, ' ').trim());
}
