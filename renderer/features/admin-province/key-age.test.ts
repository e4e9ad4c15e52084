import { expect, it } from 'vitest';
import { keyAge } from './key-age.ts';

it('asks for renewal two months ahead, and says when it is too late', () => {
  const validTo = '2027-03-01T00:00:00.000+07:00';
  expect(keyAge(validTo, '2026-11-22T08:00:00.000+07:00')).toBe('good');
  expect(keyAge(validTo, '2027-01-15T08:00:00.000+07:00')).toBe('soon');
  expect(keyAge(validTo, '2027-03-01T00:00:00.000+07:00')).toBe('over');
  expect(keyAge(validTo, null)).toBe('good');
});
