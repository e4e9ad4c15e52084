import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitByRanges } from './highlighted.tsx';

test('marks what matched', () => {
  expect(splitByRanges('Đăng ký khai sinh', [[8, 12]]).map((part) => [part.text, part.marked])).toEqual([
    ['Đăng ký ', false],
    ['khai', true],
    [' sinh', false],
  ]);
});

test('loses and doubles no letter, however the ranges lie', () => {
  const range = fc.tuple(fc.integer({ min: -5, max: 50 }), fc.integer({ min: -5, max: 50 }));
  fc.assert(
    fc.property(fc.string({ maxLength: 40 }), fc.array(range, { maxLength: 8 }), (text, ranges) => {
      const parts = splitByRanges(text, ranges);
      expect(parts.map((part) => part.text).join('')).toBe(text);
      for (const part of parts) expect(text.slice(part.start, part.start + part.text.length)).toBe(part.text);
    }),
    { seed: 20_261_121, numRuns: 300 },
  );
});
