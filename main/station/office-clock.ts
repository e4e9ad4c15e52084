/** The office's clock as far as it is known here, by what each of its calls says. */
export type OfficeClock = {
  /** The office said this moment (milliseconds since 1970). */
  note(now: number): void;
  /** Null: it has said nothing yet. */
  now(): number | null;
};

/** So many sayings count: one that came late says too little, and a clock that was set is followed soon. */
const KEPT = 8;

/**
 * `elapsed`: milliseconds of a clock that nobody sets. A saying that was long on its way makes the office's clock look
 * slow; the fastest of the last ones is the nearest to the truth.
 */
export function createOfficeClock(elapsed: () => number): OfficeClock {
  let ahead: number[] = [];
  return {
    note(now) {
      ahead = [...ahead, now - elapsed()].slice(-KEPT);
    },
    now: () => (ahead.length === 0 ? null : Math.max(...ahead) + elapsed()),
  };
}
