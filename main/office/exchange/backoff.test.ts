import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSeededIds } from '#test/fixtures/seeded-ids.ts';
import { chance, waitAfter, waitForLook, waitForRefused, waitToGather } from './backoff.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
/** The longest wait after so many failures in a row, the first of them first; from the last one on all are the same. */
const AFTER = [2, 4, 8, 16, 32, 64, 128, 256, 512, 600].map((seconds) => seconds * SECOND);
const REFUSED = [2, 4, 8, 16, 32, 60].map((minutes) => minutes * MINUTE);
const longestOf = (list: readonly number[], times: number) =>
  list[Math.min(times, list.length) - 1] ?? Number.NaN;

/** A source whose next draw is this number of 65,536. */
const drawing = (word: number) => ({
  bytes(length: number) {
    expect(length).toBe(2);
    return Uint8Array.of(word >> 8, word & 0xff);
  },
});
const draws = fc.integer({ min: 0, max: 0xffff });
const times = fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 41, max: 1_000_000 }));

const always = <Drawn>(property: fc.IProperty<Drawn>) =>
  fc.assert(property, { seed: 20261123, numRuns: 300 });

/** Waits of so many offices, each by its own seed. */
const waitsOf = (wait: (ids: ReturnType<typeof createSeededIds>) => number) =>
  Array.from({ length: 2_000 }, (_, seed) => wait(createSeededIds(seed, { now: () => 0 })));

describe('waiting after tries that failed', () => {
  it('doubles from two seconds up to ten minutes, and no office waits longer, or less than half of it', () => {
    always(
      fc.property(times, draws, (failures, word) => {
        const longest = longestOf(AFTER, failures);
        const wait = waitAfter(failures, drawing(word));
        expect(Number.isInteger(wait)).toBe(true);
        expect(wait).toBeGreaterThanOrEqual(longest / 2);
        expect(wait).toBeLessThanOrEqual(longest);
      }),
    );
    for (const [index, longest] of AFTER.entries()) {
      expect(waitAfter(index + 1, drawing(0))).toBe(longest / 2);
      expect(waitAfter(index + 1, drawing(0xffff))).toBeGreaterThan(longest * 0.999);
    }
  });

  it('never shrinks with one more failure, whatever was drawn; it doubles until it is at its longest', () => {
    always(
      fc.property(times, draws, (failures, word) => {
        const [now, next] = [waitAfter(failures, drawing(word)), waitAfter(failures + 1, drawing(word))];
        expect(next).toBeGreaterThanOrEqual(now);
        // Each is rounded to a millisecond.
        if (failures < AFTER.length - 1) expect(Math.abs(next - 2 * now)).toBeLessThanOrEqual(1);
        if (failures >= AFTER.length) expect(next).toBe(now);
      }),
    );
  });
});

describe('waiting with what the province refuses as it is', () => {
  it('doubles from two minutes up to an hour, never less than three quarters of it', () => {
    always(
      fc.property(times, draws, (refusals, word) => {
        const longest = longestOf(REFUSED, refusals);
        const wait = waitForRefused(refusals, drawing(word));
        expect(Number.isInteger(wait)).toBe(true);
        expect(wait).toBeGreaterThanOrEqual(longest * 0.75);
        expect(wait).toBeLessThanOrEqual(longest);
        expect(waitForRefused(refusals + 1, drawing(word))).toBeGreaterThanOrEqual(wait);
      }),
    );
    for (const [index, longest] of REFUSED.entries()) {
      expect(waitForRefused(index + 1, drawing(0))).toBe(longest * 0.75);
      expect(waitForRefused(index + 1, drawing(0xffff))).toBeGreaterThan(longest * 0.999);
    }
  });
});

it('a look where all is well comes after a minute, give or take a quarter', () => {
  always(
    fc.property(draws, (word) => {
      expect(waitForLook(drawing(word))).toBeGreaterThanOrEqual(45 * SECOND);
      expect(waitForLook(drawing(word))).toBeLessThanOrEqual(75 * SECOND);
    }),
  );
  expect([0, 0x8000].map((word) => waitForLook(drawing(word)))).toEqual([45 * SECOND, 60 * SECOND]);
});

it('what was just written gathers others for a second and a half, give or take a half of it', () => {
  always(
    fc.property(draws, (word) => {
      expect(waitToGather(drawing(word))).toBeGreaterThanOrEqual(750);
      expect(waitToGather(drawing(word))).toBeLessThanOrEqual(2_250);
    }),
  );
  expect([0, 0x8000].map((word) => waitToGather(drawing(word)))).toEqual([750, 1_500]);
});

describe('chance', () => {
  it('is the draw as a part of one, never one itself', () => {
    always(
      fc.property(draws, (word) => {
        expect(chance(drawing(word))).toBe(word / 65_536);
      }),
    );
  });

  it.each([
    [
      'after the first failure',
      1 * SECOND,
      2 * SECOND,
      (ids: Parameters<typeof chance>[0]) => waitAfter(1, ids),
    ],
    ['after many', 5 * MINUTE, 10 * MINUTE, (ids: Parameters<typeof chance>[0]) => waitAfter(50, ids)],
    ['until a look', 45 * SECOND, 75 * SECOND, waitForLook],
    [
      'with what is refused',
      45 * MINUTE,
      60 * MINUTE,
      (ids: Parameters<typeof chance>[0]) => waitForRefused(9, ids),
    ],
    ['after a commit', 750, 2_250, waitToGather],
  ])('spreads offices evenly %s, each by its own seed, the same for ever', (_when, least, most, wait) => {
    const waits = waitsOf(wait);
    const tenths = Array.from({ length: 10 }, () => 0);
    for (const one of waits) {
      const tenth = Math.min(9, Math.floor((10 * (one - least)) / (most - least)));
      tenths[tenth] = (tenths[tenth] ?? 0) + 1;
    }
    // A tenth each would be 200; a province that comes back must not be met by most of them at once.
    expect(Math.min(...tenths)).toBeGreaterThan(130);
    expect(Math.max(...tenths)).toBeLessThan(280);
    expect(waitsOf(wait)).toEqual(waits);
  });

  it('is drawn anew each time: an office that met another once does not meet it again', () => {
    const ids = createSeededIds(7, { now: () => 0 });
    const waits = Array.from({ length: 20 }, () => waitAfter(9, ids));
    expect(new Set(waits).size).toBeGreaterThan(15);
  });
});
