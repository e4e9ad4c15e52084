/** Tells spreadsheets that the file is UTF-8; without it they read Vietnamese as another alphabet. */
const MARK = '\u{feff}';
const LINE_END = '\r\n';

/**
 * What a spreadsheet takes for the beginning of a formula, also behind blanks and in full width. A name or an address
 * that begins so would be executed on the PC of whoever opens the file.
 */
const FORMULA = /^[\s\0]*[=+\-@|%\uff1d\uff0b\uff0d\uff20]/;

/**
 * A table as CSV (RFC 4180, every cell quoted, CRLF, UTF-8 with its mark), separated by semicolons: where the comma
 * stands in numbers, as in Vietnamese, that is what spreadsheets expect. A cell that a spreadsheet would execute, and
 * one that begins with a tab or a line end, gets an apostrophe before it; control characters but line ends and tabs
 * are left out. `first`: false for a further part of the same file, which has no mark.
 */
export function csvOf(rows: readonly (readonly string[])[], first = true): string {
  const lines = rows.map((cells) => cells.map(cellOf).join(';') + LINE_END);
  return (first ? MARK : '') + lines.join('');
}

function cellOf(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  const clean = text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufeff]/g, '');
  const harmless = FORMULA.test(clean) || /^[\t\r\n]/.test(clean) ? `'${clean}` : clean;
  return `"${harmless.replaceAll('"', '""')}"`;
}
