import { expect, it } from 'vitest';
import { skewOf } from './skew.ts';

const MINUTE = 60_000;

it.each([
  [0, { kind: 'good' }],
  [2 * MINUTE, { kind: 'good' }],
  [-2 * MINUTE, { kind: 'good' }],
  [3 * MINUTE, { kind: 'ahead', count: 3, unit: 'minutes' }],
  [-119.9 * MINUTE, { kind: 'behind', count: 119, unit: 'minutes' }],
  [-179 * MINUTE, { kind: 'behind', count: 2, unit: 'hours' }],
  [-71 * 60 * MINUTE, { kind: 'behind', count: 2, unit: 'days' }],
  [-90 * MINUTE, { kind: 'behind', count: 90, unit: 'minutes' }],
  [7 * 60 * MINUTE, { kind: 'ahead', count: 7, unit: 'hours' }],
  [-180 * 24 * 60 * MINUTE, { kind: 'behind', count: 180, unit: 'days' }],
] as const)('%i ms is said as %o', (milliseconds, said) => {
  expect(skewOf(milliseconds)).toEqual(said);
});
