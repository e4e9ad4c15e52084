import type { KindRegistry } from '#shared/journal/index.ts';
import type { WritableDb } from '../storage/index.ts';
import type { EntryRecord } from './entries-table.ts';
import type { Projector } from './projector.ts';

/** Hands a stored entry to the projectors. Nothing happens for an erased body or one this release cannot read. */
export function replayInTx(
  tx: WritableDb,
  record: EntryRecord,
  registry: KindRegistry,
  projectors: readonly Projector[] | undefined,
): void {
  if (projectors === undefined || projectors.length === 0 || record.body === undefined) return;
  const { entry } = record;
  const read = registry.read(entry.kind, entry.v, JSON.parse(record.body));
  if (!read.known) return;
  for (const projector of projectors) projector.apply(tx, entry, read.body);
}
