/** What parts the cells in the first line: spreadsheets write semicolons, commas or tabs, as their system is set. */
function separatorOf(text: string): string {
  const line = /^[^\r\n]*/.exec(text)?.[0] ?? '';
  const counted = [';', ',', '\t'].map((sign) => ({ sign, count: line.split(sign).length }));
  counted.sort((one, other) => other.count - one.count);
  return counted[0]?.sign ?? ';';
}

/**
 * The rows of a CSV file (RFC 4180) as spreadsheets write it: with or without a mark, with semicolons, commas or tabs,
 * cells quoted or not. Empty rows are left out; `line` is where a row begins in the file, from 1. Never throws.
 */
export function readCsv(file: string): { line: number; cells: string[] }[] {
  const text = file.replace(/^\u{feff}/u, '');
  const separator = separatorOf(text);
  const rows: { line: number; cells: string[] }[] = [];
  let row = { line: 1, cells: [] as string[] };
  let cell = '';
  let line = 1;
  let quoted = false;
  let began = false;
  const endCell = (): void => {
    row.cells.push(cell);
    cell = '';
    began = false;
  };
  const endRow = (): void => {
    endCell();
    if (row.cells.some((one) => one.trim() !== '')) rows.push(row);
    row = { line: line + 1, cells: [] };
  };
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charAt(at);
    if (quoted) {
      if (sign === '\n') line += 1;
      if (sign !== '"') cell += sign;
      else if (text.charAt(at + 1) === '"') {
        cell += '"';
        at += 1;
      } else quoted = false;
    } else if (sign === '"' && !began) {
      quoted = true;
      began = true;
    } else if (sign === separator) endCell();
    else if (sign === '\n' || (sign === '\r' && text.charAt(at + 1) !== '\n')) {
      endRow();
      line += 1;
    } else if (sign !== '\r') {
      cell += sign;
      began = true;
    }
  }
  endRow();
  return rows;
}
