import type { KindRegistry } from '#shared/journal/index.ts';
import { sql, type WritableDb } from '../storage/index.ts';
import type { EntryRecord } from './entries-table.ts';
import { type Erasure, findErasure } from './erasure.ts';
import type { Projector } from './projector.ts';

/** Told of what could not be applied, which is then left out; without it the error is thrown. */
export type OnFailed = (record: EntryRecord, error: unknown) => void;

/**
 * Hands a stored entry to the projectors: its body, or after an erasure what was kept. Nothing happens for an entry
 * that this release cannot read.
 */
export function replayInTx(
  tx: WritableDb,
  record: EntryRecord,
  registry: KindRegistry,
  projectors: readonly Projector[] | undefined,
  onFailed?: OnFailed,
): void {
  if (projectors === undefined || projectors.length === 0) return;
  const apply =
    onFailed === undefined ? applying(tx, record, registry) : tryReading(tx, record, registry, onFailed);
  if (apply === undefined) return;
  for (const projector of projectors) {
    if (onFailed === undefined) apply(projector);
    else
      tryApplying(
        tx,
        () => apply(projector),
        (error) => onFailed(record, error),
      );
  }
}

function tryReading(
  tx: WritableDb,
  record: EntryRecord,
  registry: KindRegistry,
  onFailed: OnFailed,
): ReturnType<typeof applying> {
  try {
    return applying(tx, record, registry);
  } catch (error) {
    onFailed(record, error);
    return undefined;
  }
}

/**
 * One that builds on a lost entry must not keep the others from theirs, nor leave half of its own: what it wrote before it
 * failed would be committed with the step.
 */
function tryApplying(tx: WritableDb, apply: () => void, onFailed: (error: unknown) => void): void {
  tx.run(sql`savepoint replayed`);
  try {
    apply();
  } catch (error) {
    // Throws where SQLite has ended the whole transaction by itself (a full disk): then nothing can go on.
    tx.run(sql`rollback to replayed`);
    onFailed(error);
  }
  tx.run(sql`release replayed`);
}

/** What to do with each projector; undefined where this release cannot read the entry. */
function applying(
  tx: WritableDb,
  record: EntryRecord,
  registry: KindRegistry,
): ((projector: Projector) => void) | undefined {
  const { entry, body } = record;
  if (body === undefined) {
    const erasure = getErasure(tx, record);
    // Nothing was kept of it: no view has ever heard of it.
    if (erasure.lost) return undefined;
    const kept = registry.find(entry.kind)?.kept?.schema.parse(erasure.kept);
    return (projector) => projector.applyErased?.(tx, entry, kept);
  }
  const read = registry.read(entry.kind, entry.v, JSON.parse(body));
  return read.known ? (projector) => projector.apply(tx, entry, read.body) : undefined;
}

function getErasure(tx: WritableDb, record: EntryRecord): Erasure {
  const erasure = findErasure(tx, record);
  if (erasure === undefined)
    throw new Error(`entry ${record.entry.position} lost its body without an erasure`);
  return erasure;
}
