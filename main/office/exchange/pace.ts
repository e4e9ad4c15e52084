/**
 * A parcel leaves so much of its time before the line is thought to be free: a line that waits carries nothing, one
 * that has a little too much only answers a little later.
 */
const LEAD = 0.1;
/** What of the first parcel's time is taken for the answer's: rather too much, which the second one shows at once. */
const GUESSED_ANSWER = 0.5;
/** A parcel should be on the line so long, milliseconds: no great loss where it breaks. */
const AIM_MS = 6_000;
const LONGEST_AIM_MS = 15_000;
/** While one is on the line the one before it is answered, with some to spare. */
const OVER_ANSWER = 1.3;
/** Below it a parcel is not long on the line, milliseconds: what counts is how long the province takes. */
const QUICK_MS = 1_000;
/** There one may follow that is so much of the one before: a small rest might be there first. */
const LEAST_BEHIND = 0.5;

/** When a parcel began and was answered, milliseconds of one clock. */
export type Timed = {
  readonly bytes: number;
  readonly begunAt: number;
  /** When the one before was answered, which was still awaited as this one began; null: none was. */
  readonly beforeAt: number | null;
};

/** How long parcels are on the line, and how long the province then takes, learned from when answers came. */
export type Pace = {
  /** The line has nothing to do after it, milliseconds of the same clock; null: nothing is known of the line yet. */
  freeAt(sent: Timed): number | null;
  /** Whether so many bytes come so long after `before`, those before them, that they cannot overtake them. */
  staysBehind(bytes: number, before: number): boolean;
  answered(sent: Timed, at: number): void;
  /** How long one of so many bytes is on the line, milliseconds. */
  onLine(bytes: number): number;
  /** How long one should be on it, milliseconds. */
  aim(): number;
};

/**
 * Two things are not known: how long a byte is on the line, and how long after its last byte a parcel is answered. One
 * that had the line to itself tells their sum; where the next one left early enough, the line never waited, and the time
 * between their answers is the line's alone.
 */
export function createPace(): Pace {
  let byteMs: number | null = null;
  let alone = { bytes: 0, took: 0 };
  const onLine = (bytes: number) => bytes * (byteMs ?? 0);
  const answerMs = () => Math.max(0, alone.took - onLine(alone.bytes));

  return {
    onLine,
    freeAt({ bytes, begunAt, beforeAt }) {
      if (byteMs === null) return null;
      const took = onLine(bytes);
      const from = beforeAt === null ? begunAt : Math.max(begunAt, beforeAt - answerMs());
      return from + took * (1 - LEAD);
    },
    staysBehind: (bytes, before) =>
      onLine(bytes) * (1 - LEAD) > answerMs() / 2 ||
      (onLine(before) < QUICK_MS && bytes >= before * LEAST_BEHIND),
    answered({ bytes, begunAt, beforeAt }, at) {
      const took = Math.max(1, at - begunAt);
      if (beforeAt === null) alone = { bytes, took };
      if (byteMs === null) byteMs = (took * (1 - GUESSED_ANSWER)) / bytes;
      else if (beforeAt !== null) byteMs = (byteMs + Math.max(1, at - beforeAt) / bytes) / 2;
      // None is on the line for longer than until its answer.
      byteMs = Math.min(byteMs, took / bytes);
    },
    aim: () => Math.min(LONGEST_AIM_MS, Math.max(AIM_MS, answerMs() * OVER_ANSWER)),
  };
}
