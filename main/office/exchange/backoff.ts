import type { Ids } from '#shared/base/index.ts';

/** Between tries that failed, milliseconds. */
const FIRST_MS = 2_000;
const LONGEST_MS = 10 * 60_000;
/** Between looks at what the province has, while nothing fails and nothing is to be sent. */
const LOOK_EVERY_MS = 60_000;
/** Between tries of entries that the province refused as they are. */
const REFUSED_LONGEST_MS = 60 * 60_000;
/** After a commit others usually follow: they travel together. */
const GATHER_MS = 1_500;

/** Chance from 0 (included) to 1, from the office's own source. */
export function chance(ids: Pick<Ids, 'bytes'>): number {
  const [high = 0, low = 0] = ids.bytes(2);
  return (high * 256 + low) / 65_536;
}

/**
 * How long to wait after `failures` tries in a row that failed: doubling, and each office by its own chance, so that a
 * province that comes back is not met by all of them at once.
 */
export function waitAfter(failures: number, ids: Pick<Ids, 'bytes'>): number {
  const longest = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures - 1, 20));
  return Math.round(longest * (0.5 + chance(ids) / 2));
}

/** Until the next look, where all is well. */
export function waitForLook(ids: Pick<Ids, 'bytes'>): number {
  return Math.round(LOOK_EVERY_MS * (0.75 + chance(ids) / 2));
}

/** Until entries are sent again that were refused so many times in a row: nothing is lost by waiting, only sent in vain. */
export function waitForRefused(refusals: number, ids: Pick<Ids, 'bytes'>): number {
  const longest = Math.min(REFUSED_LONGEST_MS, 2 * LOOK_EVERY_MS * 2 ** Math.min(refusals - 1, 20));
  return Math.round(longest * (0.75 + chance(ids) / 4));
}

/** After a commit. */
export function waitToGather(ids: Pick<Ids, 'bytes'>): number {
  return Math.round(GATHER_MS * (0.5 + chance(ids)));
}
