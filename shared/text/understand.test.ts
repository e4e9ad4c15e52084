import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findMatches, listedWordsOf, searchTextOf, understandQuery } from './index.ts';

const kinds = (query: string) =>
  understandQuery(query, () => ['H44.152']).map(({ kind, text }) => `${kind} ${text}`);

describe('a query', () => {
  it.each([
    ['an 21/8', ['word an', 'day 21/8']],
    ['kết hôn Nguyễn', ['word kết', 'word hôn', 'word Nguyễn']],
    ['ngày 5 tháng 8 năm 2026', ['day 5/8/2026']],
    ['tháng 8/2026 an', ['month 8/2026', 'word an']],
    ['Thắng 8/2026', ['word Thắng', 'month-or-slip 8/2026']],
    ['02/2026 an', ['month-or-slip 2/2026', 'word an']],
    ['27/2026', ['slip 27/2026']],
    ['phiếu 2', ['slip 2']],
    ['an Phieu so 02/2026', ['word an', 'slip 02/2026']],
    ['phiếu 02/2026/HDHS', ['slip 02/2026/HDHS']],
    ['phiếu lý lịch', ['word phiếu', 'word lý', 'word lịch']],
    ['phiếu 0912 345 678', ['word phiếu', 'number 0912 345 678']],
    ['năm 2026', ['year 2026']],
    ['31/2/2026', ['word 31', 'word 2', 'word 2026']],
    ['29/2', ['day 29/2']],
    ['H44.152-261120-0002', ['code H44.152-261120-0002']],
    ['000.00.16.H28-261120-0002 an', ['code 000.00.16.H28-261120-0002', 'word an']],
    ['h441522611', ['code h441522611']],
    ['h442611', ['word h442611']],
    ['0912 345 678', ['number 0912 345 678']],
    ['0001 +84 912345678 21/8', ['number 0001', 'number +84 912345678', 'day 21/8']],
    ["H'Mok", ['word h', 'word mok']],
    ['  ', []],
    ['"*(', []],
  ])('%s', (query, expected) => {
    expect(kinds(query)).toEqual(expected);
  });

  it('leaves only the last part open, and that only while no blank follows', () => {
    const open = (query: string) => understandQuery(query).map((term) => term.open);
    expect(open('bui thi h')).toEqual([false, false, true]);
    expect(open('bui thi h ')).toEqual([false, false, false]);
    expect(open('0912 3')).toEqual([true]);
    expect(open('h 21/8')).toEqual([false, false]);
  });

  it('never asks for nothing, nor for more than twelve things (property)', () => {
    const bits = fc.constantFrom(
      'an',
      '21/8',
      'tháng',
      'năm',
      '2026',
      '0912',
      '+84',
      '-',
      "'",
      '/',
      'Đ',
      '\u0301',
      '👍',
      ' ',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(bits, fc.string()), { maxLength: 30 }), (parts) => {
        const terms = understandQuery(parts.join(''));
        expect(terms.length).toBeLessThanOrEqual(12);
        for (const term of terms) expect(JSON.stringify(term.need)).not.toMatch(/"(word|mark)":""|\[\]/);
      }),
      { seed: 20261121, numRuns: 2_000 },
    );
  });
});

it('finds every word of a record by itself, whatever it holds (property)', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (note) => {
      const text = searchTextOf({
        codes: ['H44.152-261120-0002'],
        texts: [note],
        numbers: ['017195004821', null],
        receivedAt: '2026-11-20T09:00',
        state: 'received',
        procedure: '2.000815',
        clerk: 'u1',
        channel: 'counter',
        slip: null,
      });
      const tokens = new Set(text.split(' '));
      for (const { need } of understandQuery(`${note} `)) {
        const meets = (one: typeof need): boolean =>
          'word' in one
            ? tokens.has(one.word)
            : 'mark' in one
              ? tokens.has(one.mark)
              : 'all' in one
                ? one.all.every(meets)
                : one.any.some(meets);
        // A day or month is asked of the reception instead.
        if (!/\d/.test(note)) expect(meets(need), note).toBe(true);
      }
      expect(listedWordsOf(text)).toContain('____p2_000815');
    }),
    { seed: 20261121, numRuns: 1_000 },
  );
});

it('marks matches in the written text', () => {
  const at = (text: string, word: string, open: boolean) =>
    findMatches(text, [{ word, open }]).map(([start, end]) => text.slice(start, end));
  expect(at('Đỗ Đức Đạt', 'do', false)).toEqual(['Đỗ']);
  expect(at('Đỗ Đức Đạt', 'd', true)).toEqual(['Đ', 'Đ', 'Đ']);
  expect(at('Đỗ Đức Đạt', 'd', false)).toEqual([]);
  expect(at('Hường'.normalize('NFD'), 'huo', true)).toEqual(['Hườ'.normalize('NFD')]);
});
