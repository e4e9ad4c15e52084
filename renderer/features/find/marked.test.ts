import { expect, it } from 'vitest';
import { understandQuery } from '#shared/text/index.ts';
import { isUnexplained, type Piece, piecesOf, piecesOfCode } from './marked.ts';

const understood = (query: string) =>
  understandQuery(query).map((term) => ({ ...term, words: [...term.words], unknown: false }));
const matched = (pieces: Piece[]) => pieces.filter(({ match }) => match).map(({ text }) => text);

it('marks what was typed, with or without diacritics, and loses nothing of the text', () => {
  const name = 'Nguyễn Thị Hường';
  expect(matched(piecesOf(name, understood('huo nguyen')))).toEqual(['Nguyễn']);
  expect(matched(piecesOf(name, understood('nguyen huo')))).toEqual(['Nguyễn', 'Hườ']);
  expect(matched(piecesOf(name.normalize('NFD'), understood('thi huong')))).toHaveLength(2);
  expect(
    piecesOf(name, understood('thị'))
      .map(({ text }) => text)
      .join(''),
  ).toBe(name);
  expect(piecesOf('', understood('a'))).toEqual([]);
});

it('marks the last digits of a code over its hyphens, and of a number that is hidden', () => {
  expect(matched(piecesOfCode('H44.152-261120-0002', understood('200002')))).toEqual(['20-0002']);
  expect(matched(piecesOfCode('H44.152-261120-0002', understood('0002')))).toEqual(['0002']);
  expect(matched(piecesOfCode('••••4821', understood('017195004821')))).toEqual(['4821']);
  expect(matched(piecesOfCode('••••4821', understood('nhung')))).toEqual([]);
});

it('knows the rows that do not show why they were found', () => {
  const row = {
    id: '1',
    code: 'H44.152-261120-0002',
    applicantName: 'Nguyễn Thị Hường',
    idNumberMasked: '••••4821',
    procedureName: 'Đăng ký kết hôn',
    procedureCode: '1.000894',
    state: 'received' as const,
    receivedAt: '2026-11-20T09:00:00.000+07:00',
    dueAt: '2026-11-23T09:00',
    slip: null,
    late: false,
    receivedBy: 'Bùi Thu Hà',
    erased: null,
    cancelled: false,
    others: 0,
    followed: false,
    atOnce: false,
    feeAmount: 0,
    missing: 0,
  };
  for (const query of ['huong ket hon', '0002', '017195004821', 'nguyen 20/11'])
    expect(isUnexplained(row, understood(query)), query).toBe(false);
  for (const query of ['huong xom', '0912345678'])
    expect(isUnexplained(row, understood(query)), query).toBe(true);
});
