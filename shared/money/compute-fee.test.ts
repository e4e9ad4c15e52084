import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { feeByCounting } from './compute-fee.oracle.ts';
import { computeFee, FeeRule } from './index.ts';

/** Certified copies: 2,000 đ for pages 1–2, 1,000 đ from page 3, at most 200,000 đ a copy. */
const CERTIFIED_COPY: FeeRule = {
  kind: 'per-page',
  firstPages: 2,
  firstAmount: 2000,
  laterAmount: 1000,
  maximumPerCopy: 200_000,
};
const ONE = { quantity: 1, pages: 1 };
const poor = (percent: number) => ({
  id: 'poor',
  label: 'Hộ nghèo',
  percent,
  ground: 'Giấy chứng nhận hộ nghèo số 12',
});
const texts = (fee: ReturnType<typeof computeFee>) => fee.explanation.map((step) => step.text);

const amounts = fc.integer({ min: 0, max: 2_000_000 });
const rules: fc.Arbitrary<FeeRule> = fc.oneof(
  fc.constantFrom<FeeRule>({ kind: 'free' }, { kind: 'set-by-province' }, { kind: 'unknown' }),
  amounts.map((amount): FeeRule => ({ kind: 'fixed', amount })),
  amounts.map((amount): FeeRule => ({ kind: 'per-copy', amount })),
  fc.record({
    kind: fc.constant('per-page' as const),
    firstPages: fc.integer({ min: 1, max: 6 }),
    firstAmount: amounts,
    laterAmount: amounts,
    maximumPerCopy: fc.option(amounts),
  }),
);
const counts = fc.record({
  quantity: fc.integer({ min: 1, max: 60 }),
  pages: fc.integer({ min: 1, max: 260 }),
});

describe('computeFee', () => {
  test.each([
    [1, 1, 2000],
    [1, 2, 4000],
    [1, 3, 5000],
    [3, 5, 21_000],
    [1, 198, 200_000],
    [1, 199, 200_000],
    [2, 900, 400_000],
  ])('%d certified copies of %d pages cost %d đ', (quantity, pages, amount) => {
    expect(computeFee(CERTIFIED_COPY, { quantity, pages }).amount).toBe(amount);
  });

  test('explains every step in Vietnamese', () => {
    expect(texts(computeFee(CERTIFIED_COPY, { quantity: 3, pages: 5 }, poor(50)))).toEqual([
      'Trang 1–2: 2 × 2.000 đ = 4.000 đ.',
      'Trang 3–5: 3 × 1.000 đ = 3.000 đ.',
      '3 bản × 7.000 đ = 21.000 đ.',
      'Giảm 50% (Hộ nghèo; căn cứ: Giấy chứng nhận hộ nghèo số 12): còn thu 10.500 đ.',
    ]);
    expect(texts(computeFee(CERTIFIED_COPY, { quantity: 1, pages: 300 }))).toContain(
      'Cộng 302.000 đ một bản, vượt mức tối đa: thu 200.000 đ một bản.',
    );
  });

  test('asks for the amount that the province sets and guesses nothing', () => {
    const fee = computeFee({ kind: 'set-by-province' }, ONE);
    expect(fee).toMatchObject({ amount: null, needsAmount: true, basis: 'entered' });
    expect(texts(fee)[0]).toContain('nhập số tiền phải thu');
    expect(computeFee({ kind: 'unknown' }, ONE, poor(50))).toMatchObject({ amount: null, needsAmount: true });
  });

  test('takes the entered amount as what is to be paid, so that an exemption is not taken off twice', () => {
    const fee = computeFee({ kind: 'set-by-province' }, ONE, poor(50), 15_000);
    expect(fee).toMatchObject({ amount: 15_000, needsAmount: false, basis: 'entered' });
    expect(computeFee({ kind: 'fixed', amount: 8000 }, ONE, null, 15_000).amount).toBe(8000);
  });

  test('needs no amount under a full exemption', () => {
    expect(computeFee({ kind: 'set-by-province' }, ONE, poor(100))).toMatchObject({
      amount: 0,
      basis: 'exempt',
    });
  });

  test('rounds what remains down to whole đồng', () => {
    expect(computeFee({ kind: 'fixed', amount: 9999 }, ONE, poor(33)).amount).toBe(6699);
  });

  test.each([
    { quantity: 0, pages: 1 },
    { quantity: 1, pages: 0 },
    { quantity: 1.5, pages: 1 },
  ])('refuses the count %j', (counted) => {
    expect(() => computeFee(CERTIFIED_COPY, counted)).toThrow(RangeError);
  });

  test('refuses a sum that cannot be exact', () => {
    const rule: FeeRule = { kind: 'per-copy', amount: Number.MAX_SAFE_INTEGER };
    expect(() => computeFee(rule, { quantity: 2, pages: 1 })).toThrow(RangeError);
  });

  test('agrees with counting page by page', () => {
    fc.assert(
      fc.property(rules, counts, fc.option(fc.integer({ min: 1, max: 100 })), (rule, counted, percent) => {
        FeeRule.parse(rule);
        const fee = computeFee(rule, counted, percent === null ? null : poor(percent));
        expect(fee.amount).toBe(feeByCounting(rule, counted.quantity, counted.pages, percent ?? 0));
        expect(fee.needsAmount).toBe(fee.amount === null);
        expect(fee.explanation.length).toBeGreaterThan(0);
      }),
      { seed: 9, numRuns: 2000 },
    );
  });

  test('more pages or copies never cost less, an exemption never costs more, the cap holds', () => {
    fc.assert(
      fc.property(rules, counts, fc.integer({ min: 1, max: 100 }), (rule, counted, percent) => {
        const amount = computeFee(rule, counted).amount ?? 0;
        const more = { quantity: counted.quantity + 1, pages: counted.pages + 1 };
        expect(computeFee(rule, more).amount ?? 0).toBeGreaterThanOrEqual(amount);
        expect(computeFee(rule, counted, poor(percent)).amount ?? 0).toBeLessThanOrEqual(amount);
        if (rule.kind === 'per-page' && rule.maximumPerCopy !== null) {
          expect(amount).toBeLessThanOrEqual(rule.maximumPerCopy * counted.quantity);
        }
      }),
      { seed: 9, numRuns: 2000 },
    );
  });
});
