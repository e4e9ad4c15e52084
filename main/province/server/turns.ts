/** Lets so many through at a time and so many wait; whoever comes then is sent away. */
export type Turns = { run<T>(work: () => Promise<T>): Promise<T> | undefined };

/**
 * A parcel costs memory and a connection to the database while it is worked on. `run` gives undefined, and does nothing,
 * where `working` are at it and `waiting` wait already.
 */
export function createTurns({ working, waiting }: { working: number; waiting: number }): Turns {
  let busy = 0;
  const queue: (() => void)[] = [];

  async function turn<T>(work: () => Promise<T>): Promise<T> {
    if (busy >= working) await new Promise<void>((resolve) => queue.push(resolve));
    else busy += 1;
    try {
      return await work();
    } finally {
      const next = queue.shift();
      // The place goes straight to the next one, so that nobody who comes now gets in between.
      if (next === undefined) busy -= 1;
      else next();
    }
  }

  return {
    run(work) {
      return busy >= working && queue.length >= waiting ? undefined : turn(work);
    },
  };
}
