import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Dong, formatDong, parseDong } from './index.ts';

describe('formatDong', () => {
  test.each([
    [0, '0 đ'],
    [999, '999 đ'],
    [8000, '8.000 đ'],
    [150_000, '150.000 đ'],
    [1_234_567_890, '1.234.567.890 đ'],
  ])('%d → %s', (amount, text) => {
    expect(formatDong(amount)).toBe(text);
  });

  test.each([-1, 1.5, Number.NaN, 2 ** 53])('refuses %d', (amount) => {
    expect(() => formatDong(amount)).toThrow(RangeError);
    expect(Dong.safeParse(amount).success).toBe(false);
  });
});

describe('parseDong', () => {
  test.each([
    ['150000', 150_000],
    ['150.000', 150_000],
    [' 150,000 đ ', 150_000],
    ['1 150 000 đồng', 1_150_000],
    ['150.000 VNĐ', 150_000],
    ['0', 0],
  ])('%j → %d', (typed, amount) => {
    expect(parseDong(typed)).toEqual({ ok: true, value: amount });
  });

  test.each(['', 'đ', '150.5', '1.5000', '1.000,000', '-5', '1e3', 'mười', '99999999999999999999'])(
    'refuses %j',
    (typed) => {
      const parsed = parseDong(typed);
      expect(parsed.ok).toBe(false);
      if (!parsed.ok) expect(parsed.error).toMatch(/\p{L}/u);
    },
  );

  test('reads back what is printed', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), (amount) => {
        expect(parseDong(formatDong(amount))).toEqual({ ok: true, value: amount });
      }),
      { seed: 9 },
    );
  });
});
