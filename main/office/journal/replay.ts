import type { KindRegistry } from '#shared/journal/index.ts';
import type { WritableDb } from '../storage/index.ts';
import type { EntryRecord } from './entries-table.ts';
import { findErasure } from './erasure.ts';
import type { Projector } from './projector.ts';

/**
 * Hands a stored entry to the projectors: its body, or after an erasure what was kept. Nothing happens for an entry
 * that this release cannot read.
 */
export function replayInTx(
  tx: WritableDb,
  record: EntryRecord,
  registry: KindRegistry,
  projectors: readonly Projector[] | undefined,
): void {
  if (projectors === undefined || projectors.length === 0) return;
  const { entry, body } = record;
  if (body === undefined) {
    const kept = keptOf(tx, record, registry);
    for (const projector of projectors) projector.applyErased?.(tx, entry, kept);
    return;
  }
  const read = registry.read(entry.kind, entry.v, JSON.parse(body));
  if (!read.known) return;
  for (const projector of projectors) projector.apply(tx, entry, read.body);
}

function keptOf(tx: WritableDb, record: EntryRecord, registry: KindRegistry): unknown {
  const erasure = findErasure(tx, record);
  if (erasure === undefined)
    throw new Error(`entry ${record.entry.position} lost its body without an erasure`);
  return registry.find(record.entry.kind)?.kept?.schema.parse(erasure.kept);
}
