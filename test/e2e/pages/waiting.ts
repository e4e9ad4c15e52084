import { expect } from 'vitest';

const PATIENCE_MS = 20_000;

/** Asks again until the answer is the expected one; the last answer is what a failure shows. */
export async function eventually<Value>(ask: () => Promise<Value> | Value, expected: Value): Promise<void> {
  await expect.poll(ask, { timeout: PATIENCE_MS, interval: 100 }).toEqual(expected);
}
