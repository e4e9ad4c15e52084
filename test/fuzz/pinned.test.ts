import { describe, expect, it } from 'vitest';
import { fuzz } from './fuzz.ts';

/** Runs that once failed: seed, steps, offices, and what was wrong. */
const PINNED: readonly { name: string; seed: number; steps: number; offices: number }[] = [
  { name: 'a first small run', seed: 1, steps: 60, offices: 2 },
];

describe('runs that once failed', () => {
  it.each(PINNED)('$name (seed $seed, steps $steps)', async ({ seed, steps, offices }) => {
    const outcome = await fuzz({ seed, steps, offices, kills: 0 });
    expect(outcome.entries).toBeGreaterThan(0);
  });
});
