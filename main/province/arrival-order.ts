import { setTimeout as pause } from 'node:timers/promises';

/** A place in the order in which calls came. */
export type Place = {
  /** Settles once everybody before is done, or takes longer than anybody is waited for. */
  readonly come: Promise<void>;
  /** Lets the next one go on; to be called in any case, more than once is no harm. */
  done(): void;
};

/** Gives places by key: those of one key go on one after the other, as they came, those of others are not waited for. */
export type ArrivalOrder = { take(key: string): Place };

/** One that hangs, with a line to the database that died, is not waited for any longer, milliseconds. */
const LONGEST_MS = 20_000;

/**
 * An office may send its next parcel while the one before is being taken in. The second waits here: in the database it
 * would hold a connection meanwhile, and might be there first where it is the smaller one (P7). Over several instances,
 * and behind one that hangs, the lock on the office's row keeps them apart.
 */
export function createArrivalOrder(longestMs = LONGEST_MS): ArrivalOrder {
  const last = new Map<string, Promise<void>>();
  return {
    take(key) {
      const before = last.get(key);
      const come = before === undefined ? Promise.resolve() : atMost(before, longestMs);
      const over = Promise.withResolvers<void>();
      const ended = come.then(() => over.promise);
      last.set(key, ended);
      void ended.then(() => {
        if (last.get(key) === ended) last.delete(key);
      });
      return { come, done: over.resolve };
    },
  };
}

async function atMost(before: Promise<void>, milliseconds: number): Promise<void> {
  const over = new AbortController();
  try {
    await Promise.race([before, pause(milliseconds, undefined, { ref: false, signal: over.signal })]);
  } finally {
    over.abort();
  }
}
