/**
 * Erasure of personal data: which grounds there are, which dossiers a person has, the erasure itself with its ground
 * on record, and the removal of what it leaves in files and in the search index. `createErasure` is the door.
 */
import path from 'node:path';
import { officeDate } from '#shared/base/index.ts';
import type {
  ErasableDossier,
  EraseDossiers,
  ErasedDossierView,
  ErasureGround,
  ErasureStep,
} from '#shared/contract/index.ts';
import { foldersBeforeRestore } from '../copies/index.ts';
import type { Logger } from '../log/index.ts';
import { createCleaner } from './cleaner.ts';
import { countCleanups } from './cleanups-table.ts';
import { type ErasePorts, eraseInSteps } from './erase.ts';
import { findErasable, findErasedView } from './find.ts';
import { groundsOn, loadGrounds } from './grounds.ts';

export { ErasureRefused } from './refused.ts';

export type Erasure = {
  /** The grounds in force today. */
  grounds(): ErasureGround[];
  /** How many files and index parts of earlier erasures are still to be removed. */
  leftovers(): number;
  /** By code or personal number; `nameOf` gives the name of a person's id. */
  find(
    query: string,
    nameOf: (id: string) => string,
  ): { dossiers: ErasableDossier[]; erased: ErasedDossierView | null; more: boolean };
  /** See `eraseInSteps`. */
  erase(asked: EraseDossiers, actor: string, signal: AbortSignal | undefined): AsyncGenerator<ErasureStep>;
  findErased(id: string, nameOf: (id: string) => string): ErasedDossierView | undefined;
  /** Stops erasing between two dossiers and the cleaning between two steps; the next start goes on with that. */
  close(): Promise<void>;
};

/** Opens the room and goes on removing what the last run had no time for. */
export function createErasure(
  ports: Pick<ErasePorts, 'db' | 'journal' | 'clock' | 'papers' | 'onErased'> & {
    resourcesDirectory: string;
    log: Logger;
  },
): Erasure {
  const all = loadGrounds(ports.resourcesDirectory);
  const cleaner = createCleaner(ports);
  let closing = false;
  const parts = {
    ...ports,
    grounds: all,
    cleaner,
    isClosing: () => closing,
    keptFolders: () => foldersBeforeRestore(path.dirname(ports.db.file)),
  };
  if (countCleanups(ports.db) > 0) void cleaner.run();
  return {
    grounds: () =>
      groundsOn(all, officeDate(ports.clock.now())).map(({ id, label, shown, source, certainty }) => ({
        id,
        label,
        shown,
        source,
        certainty,
      })),
    leftovers: () => countCleanups(ports.db),
    find: (query, nameOf) => findErasable(ports.db, query, nameOf),
    erase: (asked, actor, signal) => eraseInSteps(parts, asked, actor, signal),
    findErased: (id, nameOf) => findErasedView(ports.db, id, nameOf),
    async close() {
      closing = true;
      await cleaner.close();
    },
  };
}
