import type { Tone } from '#renderer/ui/index.ts';

/** How the counts of both sides compare: the same, by how many they differ, or that the province told nothing yet. */
export type Comparison =
  | { kind: 'equal'; tone: Tone }
  | { kind: 'not-told'; tone: Tone }
  | { kind: 'differs'; by: number; tone: Tone };

export function compareCounts(here: number, there: number | null): Comparison {
  if (there === null)
    return here === 0 ? { kind: 'equal', tone: 'good' } : { kind: 'not-told', tone: 'neutral' };
  if (here === there) return { kind: 'equal', tone: 'good' };
  return { kind: 'differs', by: Math.abs(here - there), tone: 'attention' };
}
