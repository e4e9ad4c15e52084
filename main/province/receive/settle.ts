import type { StoredEntry } from './entries-table.ts';
import { type EntryName, type Judged, type Judgement, judge, type Knowledge } from './judge.ts';

/** An entry that is held, as far as judging it again asks. */
export type HeldEntry = Pick<StoredEntry, 'state' | 'code' | 'settledFor'> & { entry: EntryName };

/** An entry in conflict, over which a person decided. */
export type Target = { entry: HeldEntry; item: Judged };

/** A person's decision, and the entry that says so. */
export type Settlement = { entry: EntryName; of: EntryName; keep: 'ours' | 'theirs' };

/** The entry in conflict that a settlement names. */
export function findTarget(of: EntryName, targets: readonly Target[]): Target | undefined {
  return targets.find(
    ({ entry: { entry } }) => entry.station === of.station && entry.seq === of.seq && entry.hash === of.hash,
  );
}

/**
 * What a person's decision makes of an entry in conflict (P10). `theirs`: it stays in the record and changes nothing.
 * `ours`: it holds as if it had come first; where its base was passed, the office writes a correction of the present
 * revision besides, and this entry itself changes nothing.
 */
export function settle(target: Target, keep: 'ours' | 'theirs', known: Knowledge): Judgement {
  const recorded: Judgement = { state: 'accepted', code: null, against: null };
  if (keep === 'theirs' || target.entry.code === 'stale-base') return recorded;
  return judge(target.item, known, true);
}
