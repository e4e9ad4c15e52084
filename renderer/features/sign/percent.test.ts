import { expect, it } from 'vitest';
import { percentOf } from './percent.ts';

it('is 100 only when all are, and 0 only when none is', () => {
  expect(percentOf(0, 0)).toBe('0');
  expect(percentOf(0, 10)).toBe('0');
  expect(percentOf(1, 1000)).toBe('1');
  expect(percentOf(999, 1000)).toBe('99');
  expect(percentOf(1000, 1000)).toBe('100');
  expect(percentOf(1, 3)).toBe('33');
});
