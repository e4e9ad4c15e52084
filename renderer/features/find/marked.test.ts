import { expect, it } from 'vitest';
import { understandQuery } from '#shared/text/index.ts';
import { type Piece, piecesOf, piecesOfCode } from './marked.ts';

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
