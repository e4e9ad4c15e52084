import type { Clock } from '#shared/base/index.ts';
import type { ReadableDb } from '../storage/index.ts';
import { allChains, latestTimes } from './entries-table.ts';

/** Smaller steps back are the operating system's own corrections and harm nobody. */
export const CLOCK_TOLERANCE_MS = 2_000;

export type ClockState = {
  readonly setBack: boolean;
  /** How far the clock stands behind the latest time in the journal; 0 when it does not. */
  readonly behindMs: number;
  /** The latest wall clock time of any entry, in milliseconds since 1970; 0 in an empty journal. */
  readonly latestAt: number;
};

export type ClockWatch = {
  /** Notes a time that is being written, and says whether the clock was set back before it. */
  note(at: number): boolean;
  state(): ClockState;
  /** Reads anew from the database (after a rollback). */
  reset(): void;
};

/**
 * Watches the wall clock against the latest `at` in the journal, not against `mono`: many entries in one millisecond
 * push `mono` ahead of the clock without anyone having touched it.
 */
export function createClockWatch(db: ReadableDb, clock: Clock): ClockWatch {
  let latestAt = findLatestAt(db);
  return {
    note(at) {
      const setBack = latestAt - at > CLOCK_TOLERANCE_MS;
      if (at > latestAt) latestAt = at;
      return setBack;
    },
    state() {
      const behindMs = Math.max(0, latestAt - clock.now());
      return { setBack: behindMs > CLOCK_TOLERANCE_MS, behindMs, latestAt };
    },
    reset() {
      latestAt = findLatestAt(db);
    },
  };
}

const ENTRIES_READ = 500;

function findLatestAt(db: ReadableDb): number {
  return Math.max(0, ...allChains(db).map((chain) => latestAtOfChain(db, chain.id)));
}

/**
 * The latest wall clock time of a chain without reading all of it. Going back from the end, the first entry whose
 * `mono` is its own `at` stood above everything before it. A great many entries written at once may hide that entry;
 * then what `mono` proves is taken: it runs ahead of the clock by at most one millisecond per entry. So a clock set
 * back long ago is never missed by more than that, and one that was not touched is never accused.
 */
function latestAtOfChain(db: ReadableDb, chainId: number): number {
  const times = latestTimes(db, chainId, ENTRIES_READ);
  let latest = 0;
  for (const { at, mono } of times) {
    latest = Math.max(latest, at);
    if (at === mono) return latest;
  }
  const oldest = times.at(-1);
  return oldest === undefined ? latest : Math.max(latest, oldest.mono - oldest.position);
}
