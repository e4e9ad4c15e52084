/** A place in the order in which calls came. */
export type Place = {
  /** Settles once everybody before is done. */
  readonly come: Promise<void>;
  /** Lets the next one go on; to be called in any case, more than once is no harm. */
  done(): void;
};

/** Gives places by key: those of one key go on one after the other, as they came, those of others are not waited for. */
export type ArrivalOrder = { take(key: string): Place };

/**
 * An office may send its next parcel while the one before is being taken in. The second waits here: in the database it
 * would hold a connection meanwhile, and might be there first where it is the smaller one (P7). Over several instances
 * the lock on the office's row keeps them apart.
 */
export function createArrivalOrder(): ArrivalOrder {
  const last = new Map<string, Promise<void>>();
  return {
    take(key) {
      const come = last.get(key) ?? Promise.resolve();
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
