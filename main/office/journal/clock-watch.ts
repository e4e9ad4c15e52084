import type { Clock } from '#shared/base/index.ts';
import type { ClockTrouble } from '#shared/journal/index.ts';
import type { ReadableDb } from '../storage/index.ts';
import { type ClockNotice, findLatestNotice } from './clock-notices.ts';
import { allChains, latestTimes } from './entries-table.ts';

/** Smaller steps back are the operating system's own corrections and harm nobody. */
export const CLOCK_TOLERANCE_MS = 2_000;

/** P14: a difference from the province's clock that is shown, and marked on what is issued meanwhile. */
export const OUTSIDE_TOLERANCE_MS = 120_000;

const DAY_MS = 86_400_000;
/** No office writes nothing for so long; a clock that jumps further is asked about before it is believed. */
export const LONGEST_SILENCE_MS = 45 * DAY_MS;
/** Nobody runs a release for so long. */
export const LONGEST_USE_MS = 20 * 365 * DAY_MS;

export type ClockState = {
  /** What is wrong with the clock now; null when nothing is known to be. */
  readonly trouble: ClockTrouble | null;
  readonly setBack: boolean;
  /** How far the clock stands behind the latest time in the journal; 0 when it does not. */
  readonly behindMs: number;
  /** The latest wall clock time that nobody doubts, in milliseconds since 1970; 0 in an empty journal. */
  readonly latestAt: number;
};

export type ClockWatch = {
  /** Notes a time that is being written. `changed`: trouble begins or ends with it, and that is to be recorded. */
  note(at: number): { trouble: ClockTrouble | null; changed: boolean };
  state(): ClockState;
  /**
   * How far this PC's clock stands before another that is believed (the province's), milliseconds; null: not known. A
   * difference that matters is trouble until it is gone, or a person says that this clock is right.
   */
  noteOutside(differenceMs: number | null): void;
  /** A person says that the clock is right: from `at` on it is believed. */
  believe(at: number): void;
  /** Reads anew from the database (after a rollback). */
  reset(): void;
};

/**
 * Watches the wall clock against the latest `at` in the journal, not against `mono`: many entries in one millisecond
 * push `mono` ahead of the clock without anyone having touched it. A time in doubt is never the measure of later ones,
 * so that everything is in order again as soon as the clock is right. `records`: the notices of trouble are kept in
 * the journal and read back at the start.
 */
export function createClockWatch(
  db: ReadableDb,
  clock: Clock,
  options: { builtAt: number | null; records: boolean } = { builtAt: null, records: false },
): ClockWatch {
  const { builtAt, records } = options;
  let { latestAt, recorded } = read();
  let outside: number | null = null;

  function read(): { latestAt: number; recorded: ClockTrouble | null } {
    const notice = records ? findLatestNotice(db) : undefined;
    return notice === undefined
      ? { latestAt: findLatestAt(db), recorded: null }
      : { latestAt: latestSince(db, notice), recorded: notice.trouble };
  }

  function judge(at: number): ClockTrouble | null {
    if (builtAt !== null && at < builtAt - DAY_MS) return 'before-build';
    if (latestAt - at > CLOCK_TOLERANCE_MS) return 'set-back';
    if (latestAt > 0 && at - latestAt > LONGEST_SILENCE_MS) return 'far-ahead';
    if (builtAt !== null && at - builtAt > LONGEST_USE_MS) return 'far-ahead';
    if (outside !== null && Math.abs(outside) > OUTSIDE_TOLERANCE_MS)
      return outside < 0 ? 'set-back' : 'far-ahead';
    return null;
  }

  return {
    note(at) {
      const trouble = judge(at);
      const changed = trouble !== recorded;
      recorded = trouble;
      if (trouble === null && at > latestAt) latestAt = at;
      return { trouble, changed };
    },
    state() {
      const now = clock.now();
      const trouble = judge(now);
      return { trouble, setBack: trouble === 'set-back', behindMs: Math.max(0, latestAt - now), latestAt };
    },
    noteOutside(differenceMs) {
      outside = differenceMs;
    },
    believe(at) {
      outside = null;
      latestAt = at;
      recorded = null;
    },
    reset() {
      ({ latestAt, recorded } = read());
    },
  };
}

/**
 * The latest undoubted time after a notice. While trouble lasts that is what the notice says; afterwards times rise
 * again, so the last entry of each chain tells.
 */
function latestSince(db: ReadableDb, notice: ClockNotice): number {
  if (notice.trouble !== null) return notice.trusted;
  const later = allChains(db)
    .flatMap(({ id }) => latestTimes(db, id, 1))
    .filter(({ position }) => position > notice.position)
    .map(({ at }) => at);
  return Math.max(notice.trusted, ...later);
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
