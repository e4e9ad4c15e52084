import type { Clock } from '#shared/base/index.ts';
import type { ReadableDb } from '../storage/index.ts';
import { latestTimes } from './entries-table.ts';

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

const PAGE = 100;

/**
 * The latest wall clock time without reading every entry: going back from the end, the first entry whose `mono` is
 * its own `at` stood above everything before it in its chain.
 */
function findLatestAt(db: ReadableDb): number {
  let latest = 0;
  let before = Number.MAX_SAFE_INTEGER;
  for (;;) {
    const times = latestTimes(db, before, PAGE);
    for (const time of times) {
      latest = Math.max(latest, time.at);
      if (time.at === time.mono) return latest;
      before = time.position;
    }
    if (times.length < PAGE) return latest;
  }
}
