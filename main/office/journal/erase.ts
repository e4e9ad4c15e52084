import { z } from 'zod';
import { type ErasureTarget, erased, erasedLocal, type KindRegistry } from '#shared/journal/index.ts';
import type { Database, WritableDb } from '../storage/index.ts';
import type { AppendedEntry, AppendInput } from './append.ts';
import {
  type EntryRecord,
  entryQueries,
  eraseBodyOfEntryInTx,
  findTarget,
  records,
} from './entries-table.ts';
import { isErasing } from './erasure.ts';
import type { Projector } from './projector.ts';
import { replayInTx } from './replay.ts';

export type EraseInput = {
  readonly actor: string;
  /** The subject of every target. */
  readonly subject: string;
  readonly targets: readonly ErasureTarget[];
  /** What is shown afterwards: "đã xóa theo <ground>". No personal data. */
  readonly ground: string;
};

const PAGE = 500;

/**
 * Removes body and salt of entries of one subject, writes the erasing entry (one per chain concerned), and makes the
 * subject's rows anew from what remains (`kept` included). The log of SQLite is emptied after the commit, so that
 * nothing lingers. Throws, changing nothing, when a target does not exist, is of another subject, is itself an erasing entry or is
 * erased already, or when a projector that read it cannot forget.
 */
export function eraseBodiesInTx(
  options: {
    db: Database;
    registry: KindRegistry;
    projectors: readonly Projector[];
    projectorsOf: ReadonlyMap<string, readonly Projector[]>;
    append: (tx: WritableDb, input: AppendInput<typeof erased>) => AppendedEntry;
  },
  tx: WritableDb,
  input: EraseInput,
): AppendedEntry[] {
  if (input.targets.length === 0) throw new Error('an erasure names at least one entry');
  const targets = input.targets.map((target) => {
    const record = getErasable(tx, target, input.subject);
    assertForgettable(record, options.projectorsOf);
    return { target: { ...target, ...keptOf(record, options.registry) }, record };
  });
  const appended: AppendedEntry[] = [];
  for (const kind of [erased, erasedLocal]) {
    const ofChain = targets.filter(({ target }) => target.chain === kind.chain);
    if (ofChain.length === 0) continue;
    const entry = options.append(tx, {
      kind,
      actor: input.actor,
      subject: input.subject,
      body: { targets: ofChain.map(({ target }) => target), ground: input.ground },
    });
    appended.push(entry);
    for (const { record } of ofChain) eraseBodyOfEntryInTx(tx, record.entry.position, entry.position);
  }
  forgetSubjectInTx(tx, input.subject, options);
  tx.afterCommit(() => options.db.checkpoint());
  return appended;
}

/** Makes a subject's rows anew from what remains of its entries. */
export function forgetSubjectInTx(
  tx: WritableDb,
  subject: string,
  { projectors, registry }: { projectors: readonly Projector[]; registry: KindRegistry },
): void {
  const forgetting = projectors.filter((projector) => projector.forget !== undefined);
  for (const projector of forgetting) projector.forget?.(tx, subject);
  replaySubjectInTx(tx, subject, registry, forgetting);
}

function getErasable(tx: WritableDb, target: ErasureTarget, subject: string): EntryRecord {
  const record = findTarget(tx, target);
  const name = `${target.chain} ${target.station} ${target.seq}`;
  if (record === undefined) throw new Error(`no entry to erase: ${name}`);
  if (record.entry.subject !== subject) throw new Error(`entry ${name} is of another subject`);
  if (isErasing(record.entry.kind)) throw new Error(`entry ${name} records an erasure and stays`);
  if (record.body === undefined) throw new Error(`entry ${name} is erased already`);
  return record;
}

/** What the kind keeps, for the erasing entry. A kind or version from a newer release may keep what we cannot see. */
function keptOf(record: EntryRecord, registry: KindRegistry): { kept?: z.infer<ReturnType<typeof z.json>> } {
  const { kind, v, position } = record.entry;
  const read = registry.read(kind, v, JSON.parse(record.body ?? 'null'));
  if (!read.known) throw new Error(`entry ${position} is of a newer release; only that one may erase it`);
  const { kept } = read.kind;
  return kept === null ? {} : { kept: z.json().parse(kept.schema.parse(kept.of(read.body))) };
}

/** A view made from a body that is gone could not be rebuilt: its projector must be able to do without. */
function assertForgettable(
  record: EntryRecord,
  projectorsOf: ReadonlyMap<string, readonly Projector[]>,
): void {
  const unable = projectorsOf.get(record.entry.kind)?.find((projector) => projector.forget === undefined);
  if (unable !== undefined) throw new Error(`projector ${unable.name} cannot forget a subject`);
}

function replaySubjectInTx(
  tx: WritableDb,
  subject: string,
  registry: KindRegistry,
  projectors: readonly Projector[],
): void {
  let after = 0;
  for (;;) {
    const page = records(tx, entryQueries.subjectAfter(subject, after, PAGE));
    for (const record of page) {
      const concerned = projectors.filter((projector) => projector.kinds.includes(record.entry.kind));
      replayInTx(tx, record, registry, concerned);
    }
    const last = page.at(-1);
    if (last === undefined) return;
    after = last.entry.position;
  }
}
