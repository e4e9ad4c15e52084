import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shippedSlipTemplates } from './sample-slip.oracle.ts';
import { formatSlipNumber, looksLikeSlipNumber, slipBookOf } from './slip-number.ts';

const supplements = shippedSlipTemplates('supplement');
const refusals = shippedSlipTemplates('refusal');

describe('the number of a slip', () => {
  it('is counted per book and year, with at least two digits, and names the station in doubt', () => {
    for (const template of supplements) {
      expect(formatSlipNumber(template, { number: 3, year: 2026, tag: null })).toBe('03/2026/HDHS');
      expect(formatSlipNumber(template, { number: 117, year: '2027', tag: null })).toBe('117/2027/HDHS');
      expect(formatSlipNumber(template, { number: 3, year: 2026, tag: 'K7F3QX' })).toBe(
        '03/K7F3QX/2026/HDHS',
      );
    }
  });

  it('ends in the letters of the unit where the form goes by them', () => {
    const ending = (unit: string | null) =>
      refusals.map((template) => formatSlipNumber(template, { number: 1, year: 2026, tag: null, unit }));
    const twice = (text: string) => [text, text];
    expect(ending('Trung tâm Phục vụ hành chính công')).toEqual(twice('01/2026/TTPVHCC'));
    expect(ending('TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG'.normalize('NFD'))).toEqual(twice('01/2026/TTPVHCC'));
    expect(ending('Bộ phận Tiếp nhận và Trả kết quả')).toEqual(twice('01/2026/BPTNTKQ'));
    expect(ending(null)).toEqual(twice('01/2026/BPTNTKQ'));
    expect(supplements.map((template) => slipBookOf(template, 'Trung tâm'))).toEqual(twice('HDHS'));
  });

  it('has a build that is known again, and no two slips have the same one (property)', () => {
    const parts = fc.record({
      number: fc.integer({ min: 1, max: 99_999 }),
      year: fc.integer({ min: 1970, max: 2199 }),
      tag: fc.constantFrom(null, 'K7F3QX', '000000', '202600'),
      unit: fc.constantFrom(null, 'Trung tâm A'),
    });
    fc.assert(
      fc.property(fc.constantFrom(...supplements, ...refusals), parts, parts, (template, one, other) => {
        const number = formatSlipNumber(template, one);
        expect(looksLikeSlipNumber(number)).toBe(true);
        const book = (entry: typeof one) => slipBookOf(template, entry.unit);
        const same =
          one.number === other.number &&
          one.year === other.year &&
          one.tag === other.tag &&
          book(one) === book(other);
        expect(number === formatSlipNumber(template, other)).toBe(same);
      }),
      { seed: 20261122, numRuns: 300 },
    );
  });

  it.each(['', '3/2026/HDHS', '03/2026', '03/26/HDHS', '21/11/2026', 'H28.41.15-261121-0148'])(
    '%j has another build',
    (text) => {
      expect(looksLikeSlipNumber(text)).toBe(false);
    },
  );
});
