import { epochOfOfficeTimestamp } from '#shared/base/index.ts';
import { chainReturned, type Entry, erased, FIRST_PREV, type KindRegistry } from '#shared/journal/index.ts';
import type { Database, WritableDb } from '../storage/index.ts';
import type { Append, Identity } from './append.ts';
import {
  entryQueries,
  erasableTargets,
  eraseBodyOfEntryInTx,
  findChain,
  findRecord,
  findTarget,
  insertChainInTx,
  insertReturnedEntryInTx,
  readHead,
} from './entries-table.ts';
import { eraseBodiesInTx, forgetSubjectInTx } from './erase.ts';
import { findEraserOf, findErasure } from './erasure.ts';
import type { Projector } from './projector.ts';
import { replayInTx } from './replay.ts';
import { stretchesAfter, subjectsOf } from './returned.ts';

/** An entry as it was written, its hashes checked. Body and salt are null after an erasure. */
export type ReturnedEntry = {
  readonly entry: Entry;
  readonly salt: Uint8Array | null;
  readonly body: string | null;
};

export type ReturnedInput = {
  /** Who gave them back. */
  readonly province: string;
  /** Of one station of this office, without a gap, from the one after the last that is here. */
  readonly entries: readonly ReturnedEntry[];
};

/** Does not join what is here: nothing was written. */
export class ReturnRefused extends Error {}

type Parts = Append & {
  db: Database;
  registry: KindRegistry;
  projectors: readonly Projector[];
  projectorsOf: ReadonlyMap<string, readonly Projector[]>;
  identity: Identity;
};

/**
 * Appends entries that the province gave back (P12) to their own chain, as they are, behind an entry that says so, and
 * brings the views up to date. What was erased meanwhile comes without its body; where nothing here tells of that
 * erasure the rest is left for another time; what begins with such an entry is taken as it is. Gives how many were taken.
 * Throws ReturnRefused where they do not join. What belongs to a subject that was erased is left to `eraseReturnedInTx`.
 */
export function appendReturnedInTx(parts: Parts, tx: WritableDb, input: ReturnedInput): number {
  const [first] = input.entries;
  if (first === undefined) return 0;
  const { station, seq, prev } = first.entry;
  const chain = findChain(tx, station, 'exchange');
  const head = chain === undefined ? { seq: 0, hash: FIRST_PREV } : readHead(tx, chain.id);
  if (first.entry.office !== parts.identity.office) throw new ReturnRefused('of another office');
  if (seq !== head.seq + 1 || prev !== head.hash) throw new ReturnRefused(`does not join at ${seq}`);
  const erasers = erasersIn(input.entries);
  const known = takeable(tx, input.entries, erasers);
  // Nothing that comes later can tell of it either: its erasing entry was never sent, and is lost for good.
  const taken = known.length === 0 ? input.entries : known;
  const opening = parts.append(tx, {
    kind: chainReturned,
    actor: parts.identity.station,
    subject: parts.identity.office,
    body: { province: input.province, station, first: seq, last: seq + taken.length - 1 },
  });
  const chainId = chain?.id ?? insertChainInTx(tx, 'exchange', parts.identity.office, station);
  const positionOf = (of: number) => opening.position + 1 + of - seq;
  for (const { entry, salt, body } of taken) {
    const inRun = erasers.get(entry.seq);
    const erasedBy =
      body !== null
        ? null
        : inRun === undefined
          ? (findEraserOf(tx, entry) ?? opening.position)
          : positionOf(inRun);
    const atMs = epochOfOfficeTimestamp(entry.at);
    insertReturnedEntryInTx(tx, chainId, {
      position: positionOf(entry.seq),
      entry,
      atMs,
      salt,
      body,
      erasedBy,
    });
  }
  parts.noteReturnedInTx(tx);
  for (const { entry } of taken) replayOne(parts, tx, positionOf(entry.seq));
  eraseWhatTheyErase(parts, tx, taken, positionOf);
  return taken.length;
}

/**
 * Erases what came back, behind a position of the journal, about a subject that was erased (P15). Gives the position up to
 * which that is done. It writes into this station's own chain: not while the province holds more of that than is here.
 */
export function eraseReturnedInTx(parts: Parts, tx: WritableDb, after: number): number {
  const stretches = stretchesAfter(tx, after);
  for (const subject of subjectsOf(tx, stretches)) eraseRestOf(parts, tx, subject);
  return stretches.at(-1)?.position ?? after;
}

function replayOne(parts: Parts, tx: WritableDb, position: number): void {
  const record = findRecord(tx, entryQueries.at(position));
  if (record !== undefined) replayInTx(tx, record, parts.registry, parts.projectorsOf.get(record.entry.kind));
}

/** By seq of an erased entry: the seq of the erasing one, where both are of this chain. */
function erasersIn(entries: readonly ReturnedEntry[]): Map<number, number> {
  const found = new Map<number, number>();
  for (const returned of entries) {
    for (const target of targetsOf(returned)) {
      if (target.chain === 'exchange' && target.station === returned.entry.station)
        found.set(target.seq, returned.entry.seq);
    }
  }
  return found;
}

function targetsOf({ entry, body }: ReturnedEntry) {
  if (entry.kind !== erased.kind || body === null) return [];
  return erased.body.safeParse(JSON.parse(body)).data?.targets ?? [];
}

/** Up to the first without a body of which nobody here knows why. */
function takeable(
  tx: WritableDb,
  entries: readonly ReturnedEntry[],
  erasers: ReadonlyMap<number, number>,
): readonly ReturnedEntry[] {
  const isExplained = ({ entry, body }: ReturnedEntry, cut: number) => {
    if (body !== null) return true;
    const eraser = erasers.get(entry.seq);
    const last = entries[cut - 1]?.entry.seq ?? 0;
    return (eraser !== undefined && eraser <= last) || findEraserOf(tx, entry) !== undefined;
  };
  for (let cut = entries.length; ; ) {
    const at = entries.slice(0, cut).findIndex((returned) => !isExplained(returned, cut));
    if (at < 0) return entries.slice(0, cut);
    cut = at;
  }
}

/** An erasure that was made before the copy was restored is made here, too. */
function eraseWhatTheyErase(
  parts: Parts,
  tx: WritableDb,
  taken: readonly ReturnedEntry[],
  positionOf: (seq: number) => number,
): void {
  const subjects = new Set<string>();
  for (const returned of taken) {
    for (const target of targetsOf(returned)) {
      const record = findTarget(tx, target);
      if (record?.body === undefined) continue;
      eraseBodyOfEntryInTx(tx, record.entry.position, positionOf(returned.entry.seq));
      subjects.add(record.entry.subject);
    }
  }
  for (const subject of subjects) forgetSubjectInTx(tx, subject, parts);
  if (subjects.size > 0) tx.afterCommit(() => parts.db.checkpoint());
}

/**
 * Where a subject's first entry was erased, the person decided about all of it: an erasing entry could name only what its
 * office held, and what another copy wrote about it, or this one, is here besides now. Erased on the same ground.
 */
function eraseRestOf(parts: Parts, tx: WritableDb, subject: string): void {
  const first = findRecord(tx, entryQueries.subjectAfter(subject, 0, 1));
  if (first === undefined || first.body !== undefined) return;
  const erasure = findErasure(tx, first);
  const eraser = findRecord(tx, entryQueries.at(first.erasedBy ?? 0));
  // A kind of a newer release may keep what we cannot see.
  const targets = erasableTargets(tx, subject).filter((target) => {
    const entry = findTarget(tx, target)?.entry;
    return entry !== undefined && (parts.registry.find(entry.kind)?.v ?? 0) >= entry.v;
  });
  if (erasure === undefined || eraser === undefined || targets.length === 0) return;
  eraseBodiesInTx(parts, tx, { actor: eraser.entry.actor, subject, targets, ground: erasure.ground });
}
