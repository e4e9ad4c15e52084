import type { Tone } from '#renderer/ui/index.ts';

/**
 * How the counts of both sides compare: the same, the same but for what is still to be sent, by how many they differ, or
 * that the province told nothing yet.
 */
export type Comparison =
  | { kind: 'equal'; tone: Tone }
  | { kind: 'not-told'; tone: Tone }
  | { kind: 'waiting'; by: number; tone: Tone }
  | { kind: 'differs'; by: number; tone: Tone };

/** Whether a day's counts differ by more than what is still to be sent: somebody has to look. */
export function isDiffering(day: { here: number; there: number | null; waiting: number }): boolean {
  return compareCounts(day.here, day.there, day.waiting).kind === 'differs';
}

/** `waiting`: of what is here, how many the province is not known to have; only that explains a difference. */
export function compareCounts(here: number, there: number | null, waiting: number): Comparison {
  if (there === null)
    return here === 0 ? { kind: 'equal', tone: 'good' } : { kind: 'not-told', tone: 'neutral' };
  if (here === there) return { kind: 'equal', tone: 'good' };
  if (here - there === waiting) return { kind: 'waiting', by: waiting, tone: 'neutral' };
  return { kind: 'differs', by: Math.abs(here - there), tone: 'attention' };
}
