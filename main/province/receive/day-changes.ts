import { officeDate } from '#shared/base/index.ts';
import type { Spoken } from './verdicts-table.ts';

type Counts = { accepted: number; rejected: number; conflict: number };

/** What judgements add to the counts of the days on which the entries were written (P20). */
export function dayChanges(spoken: readonly Spoken[]): (Counts & { day: string })[] {
  const days = new Map<string, Counts>();
  let last = { at: Number.NaN, day: '' };
  for (const { at, before, judgement } of spoken) {
    // Entries of one minute after the other: mostly of one day.
    if (at !== last.at) last = { at, day: officeDate(at) };
    const counts = days.get(last.day) ?? { accepted: 0, rejected: 0, conflict: 0 };
    counts[judgement.state] += 1;
    if (before !== null) counts[before] -= 1;
    days.set(last.day, counts);
  }
  return [...days]
    .map(([day, counts]) => ({ day, ...counts }))
    .filter(({ accepted, rejected, conflict }) => accepted !== 0 || rejected !== 0 || conflict !== 0);
}
