import type { KindRegistry } from '#shared/journal/index.ts';
import type { WritableDb } from '../storage/index.ts';
import type { EntryRecord } from './entries-table.ts';
import { findErasure } from './erasure.ts';
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
  const attempt = (fn: () => void): void => {
    try {
      fn();
    } catch (error) {
      if (onFailed === undefined) throw error;
      onFailed(record, error);
    }
  };
  attempt(() => {
    const apply = applying(tx, record, registry);
    // One that builds on a lost entry must not keep the others from theirs.
    for (const projector of projectors) attempt(() => apply?.(projector));
  });
}

/** What to do with each projector; undefined where this release cannot read the entry. */
function applying(
  tx: WritableDb,
  record: EntryRecord,
  registry: KindRegistry,
): ((projector: Projector) => void) | undefined {
  const { entry, body } = record;
  if (body === undefined) {
    const kept = keptOf(tx, record, registry);
    return (projector) => projector.applyErased?.(tx, entry, kept);
  }
  const read = registry.read(entry.kind, entry.v, JSON.parse(body));
  return read.known ? (projector) => projector.apply(tx, entry, read.body) : undefined;
}

function keptOf(tx: WritableDb, record: EntryRecord, registry: KindRegistry): unknown {
  const erasure = findErasure(tx, record);
  if (erasure === undefined)
    throw new Error(`entry ${record.entry.position} lost its body without an erasure`);
  return registry.find(record.entry.kind)?.kept?.schema.parse(erasure.kept);
}
