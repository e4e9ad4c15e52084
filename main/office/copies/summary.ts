import type { CopySummary } from '#shared/contract/index.ts';
import type { ReadableDb } from '../storage/index.ts';
import { findDrillOf } from './copies-table.ts';
import { bytesOf, type FoundCopy } from './place.ts';

/** A copy as screens list it. `db`: where trials are remembered; null where no office is open. */
export function summaryOf(
  copy: FoundCopy,
  from: { ours: string | null; db: ReadableDb | null },
): CopySummary {
  const { manifest } = copy;
  const drill = from.db === null ? undefined : findDrillOf(from.db, manifest.id);
  return {
    id: manifest.id,
    folder: copy.folder,
    madeAt: manifest.madeAt,
    officeId: manifest.office.id,
    officeName: manifest.office.name,
    ours: manifest.office.id === from.ours,
    sample: manifest.office.sample,
    program: manifest.program,
    dossiers: manifest.counts.dossiers,
    entries: manifest.counts.entries,
    papers: manifest.counts.papers,
    bytes: bytesOf(copy),
    drill: drill === undefined ? null : { at: drill.at, outcome: drill.outcome },
  };
}
