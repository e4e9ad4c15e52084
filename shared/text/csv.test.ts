import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvOf } from './csv.ts';

/** Reads CSV the slow way, sign by sign, knowing nothing of how it was written. */
function read(text: string): string[][] {
  const rows: string[][] = [];
  let cells: string[] = [];
  let cell = '';
  let quoted = false;
  const signs = [...text.replace(/^\u{feff}/u, '')];
  for (let at = 0; at < signs.length; at += 1) {
    const sign = signs[at];
    if (quoted) {
      if (sign === '"' && signs[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else if (sign === '"') quoted = false;
      else cell += sign;
    } else if (sign === '"') quoted = true;
    else if (sign === ';') {
      cells.push(cell);
      cell = '';
    } else if (sign === '\n') {
      rows.push([...cells, cell.replace(/\r$/, '')]);
      cells = [];
      cell = '';
    } else cell += sign;
  }
  return rows;
}

describe('a table as CSV', () => {
  it('is read as it was written', () => {
    const rows = [
      ['Mã hồ sơ', 'Người nộp'],
      ['H44.152-261121-0001', 'Nguyễn Thị "Bích"; Đỗ\nVăn Ân'],
    ];
    expect(csvOf(rows)).toBe(
      '\u{feff}"Mã hồ sơ";"Người nộp"\r\n"H44.152-261121-0001";"Nguyễn Thị ""Bích""; Đỗ\nVăn Ân"\r\n',
    );
    expect(csvOf(rows, false).startsWith('"')).toBe(true);
    expect(read(csvOf(rows))).toEqual(rows);
  });

  it('executes nothing', () => {
    const tried = [
      '=1+1',
      '+84912',
      '-1',
      '@SUM(A1)',
      '  =1',
      '\t=1',
      '\r=1',
      '＝1',
      '|calc',
      '%0',
      '\0=1',
      '\u{feff}=1',
      '\u00a0=1',
    ];
    for (const text of tried) expect(read(csvOf([[text, 'x']]))[0]?.[0]).toMatch(/^'/);
    expect(read(csvOf([['Đặng = Nam', 'a@b.vn', '0912 345 678']]))).toEqual([
      ['Đặng = Nam', 'a@b.vn', '0912 345 678'],
    ]);
  });

  it('keeps every cell in its place, whatever stands in it (property)', () => {
    const cell = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('=1', '";\r\n"', "'", '"', ';', ''));
    const table = fc
      .integer({ min: 1, max: 5 })
      .chain((width) =>
        fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 6 }),
      );
    fc.assert(
      fc.property(table, (rows) => {
        const back = read(csvOf(rows));
        expect(back.map((cells) => cells.length)).toEqual(rows.map((cells) => cells.length));
        for (const text of back.flat()) expect(text).not.toMatch(/^[\s\0]*[=+\-@|%]/);
      }),
      { seed: 20261122 },
    );
  });
});
