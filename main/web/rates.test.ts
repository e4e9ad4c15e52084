import { expect, it } from 'vitest';
import { createRate } from './rates.ts';

function start(figures = { burst: 5, perSecond: 2, together: 3 }) {
  let now = 1_000;
  const rate = createRate(figures, () => now);
  const taken = (address: string, times: number) =>
    Array.from({ length: times }, () => rate.take(address)).filter((done) => done).length;
  return { taken, pass: (milliseconds: number) => (now += milliseconds) };
}

it('lets an address do so much at once, then so much a second, and never saves up more', () => {
  const { taken, pass } = start();
  expect(taken('10.0.0.1', 20)).toBe(5);
  pass(499);
  expect(taken('10.0.0.1', 20)).toBe(0);
  pass(1_001);
  expect(taken('10.0.0.1', 20)).toBe(3);
  pass(3_600_000);
  expect(taken('10.0.0.1', 20)).toBe(5);
});

it('counts each address for itself, and all of them together', () => {
  const { taken, pass } = start();
  expect(taken('10.0.0.1', 20)).toBe(5);
  expect(taken('10.0.0.2', 20)).toBe(5);
  expect(taken('10.0.0.3', 3)).toBe(3);
  expect(taken('10.0.0.4', 20)).toBe(2);
  expect(taken('10.0.0.5', 20)).toBe(0);
  pass(1_000);
  expect(taken('10.0.0.5', 20)).toBe(5);
  expect(taken('10.0.0.3', 20)).toBe(1);
});

it('keeps no more addresses than a LAN has, and forgets those that have been quiet', () => {
  const { taken, pass } = start({ burst: 5, perSecond: 2, together: 10_000 });
  for (let index = 0; index < 4096; index += 1) taken(`10.1.${index >> 8}.${index & 255}`, 1);
  expect(taken('10.9.9.9', 1)).toBe(0);
  expect(taken('10.1.0.0', 1)).toBe(1);
  pass(500);
  expect(taken('10.9.9.9', 1)).toBe(1);
});
