import { createJournal, type Journal, type JournalOptions } from '#office/journal/index.ts';
import type { VersionRange } from '#shared/exchange/index.ts';
import { dossierCorrected, dossierReceived, type EntryKind } from '#shared/journal/index.ts';

/**
 * Programs of three releases, by the payload versions that they read and write (P13): one that is followed by one that
 * still knows its version, which is followed by one that does not any more.
 */
export const RELEASES: readonly VersionRange[] = [
  { oldest: 1, newest: 1 },
  { oldest: 1, newest: 2 },
  { oldest: 2, newest: 3 },
];

/** The range of a release. Throws for one that is not there. */
export function rangeOf(release: number): VersionRange {
  const range = RELEASES[release];
  if (range === undefined) throw new RangeError(`no release ${release}`);
  return range;
}

/** Whether programs of two releases have a version in common. */
export function understand(one: number, other: number): boolean {
  const [left, right] = [rangeOf(one), rangeOf(other)];
  return left.oldest <= right.newest && right.oldest <= left.newest;
}

/**
 * Kinds that go to the province and have had older versions. What the receptions of the fuzz hold has the same shape in
 * all of them: what came later may be absent.
 */
export const CHANGED_KINDS: readonly EntryKind[] = [dossierReceived, dossierCorrected];

/** A kind as a release wrote it: the last one as now, each before it one version earlier. */
function kindOf(kind: EntryKind, release: number): EntryKind {
  const v = kind.v - (RELEASES.length - 1 - release);
  const upcasters = Object.entries(kind.upcasters).filter(([version]) => Number(version) < v);
  return CHANGED_KINDS.includes(kind) ? { ...kind, v, upcasters: Object.fromEntries(upcasters) } : kind;
}

/**
 * The journal of an office under a release (J13): what an older one writes is of an older version. Read is as now, for a
 * program that is older than what it gets back does not know that at all (J14).
 */
export function createJournalOf(release: number, options: JournalOptions): Journal {
  if (release === RELEASES.length - 1) return createJournal(options);
  let turns = 0;
  // Two journals on one database, of which each keeps heads in memory: both read them anew whenever the other wrote.
  const db = { ...options.db, rollbackCount: () => options.db.rollbackCount() + turns };
  const older = options.kinds.map((kind) => kindOf(kind, release));
  const reading = createJournal({ ...options, db });
  const writing = createJournal({ ...options, db, kinds: older });
  return {
    ...reading,
    appendInTx(tx, input) {
      const kind = older.find((one) => one.kind === input.kind.kind);
      if (kind === undefined || options.kinds.includes(kind)) return reading.appendInTx(tx, input);
      turns += 1;
      const appended = writing.appendInTx(tx, { ...input, kind });
      turns += 1;
      return appended;
    },
    noteOutsideClock(differenceMs) {
      reading.noteOutsideClock(differenceMs);
      writing.noteOutsideClock(differenceMs);
    },
  };
}
