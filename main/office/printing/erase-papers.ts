import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { type ReadableDb, sql, type WritableDb } from '../storage/index.ts';
import type { Archive } from './archive.ts';
import { safeName } from './drivers/pdf-folder.ts';
import { isUnderWay } from './job-steps.ts';
import { jobsOfDossier } from './jobs-table.ts';
import type { PrintLoop } from './print-loop.ts';
import { papersOfDossier } from './printed-papers.ts';

/** What an erasure asks of the printing room. What was printed stays known; what it said goes. */
export type PaperErasure = {
  /** Whether a paper of the dossier is being made or printed now: then it must come to its end first. */
  isUnderWay(dossierId: string): boolean;
  /** Drops the dossier's orders and names the archived papers that have to go after the commit. */
  forgetInTx(tx: WritableDb, dossierId: string): string[];
  /** Removes an archived paper; nothing happens when it is gone already. */
  removeArchived(sha256: string): Promise<void>;
  /** Removes what the folder of PDF files holds under a dossier's code. Copies elsewhere nobody knows of. */
  removePrinted(code: string): Promise<void>;
};

export function createPaperErasure(parts: {
  db: ReadableDb;
  archive: Archive;
  loop: Pick<PrintLoop, 'handles' | 'settleLeft'>;
  /** The folders that the built-in printer writes into. */
  folders: () => readonly string[];
}): PaperErasure {
  const { db, archive, loop, folders } = parts;
  const underWay = (dossierId: string) => jobsOfDossier(db, dossierId).filter(isUnderWay);
  return {
    isUnderWay(dossierId) {
      // What only looks as if it were under way is settled, as when a person asks.
      if (underWay(dossierId).some((job) => !loop.handles(job.id))) loop.settleLeft();
      return underWay(dossierId).length > 0;
    },
    forgetInTx(tx, dossierId) {
      const hashes = [
        ...jobsOfDossier(tx, dossierId).flatMap((job) => [job.sha256, job.sourceSha256]),
        ...papersOfDossier(tx, dossierId).map((paper) => paper.sha256),
      ];
      tx.run(sql`delete from print_jobs where dossier_id = ${dossierId}`);
      return [...new Set(hashes.filter((hash) => hash !== null))];
    },
    removeArchived: (sha256) => archive.remove(sha256),
    async removePrinted(code) {
      const name = safeName(code);
      for (const folder of new Set(folders())) {
        const files = await readdir(folder).catch(() => []);
        for (const file of files)
          if (isPrintOf(file, name)) await rm(path.join(folder, file), { force: true });
      }
    },
  };
}

/** `<name>_<n>.pdf`, or what an interrupted print left of it. */
function isPrintOf(file: string, name: string): boolean {
  const rest = file.startsWith(`${name}_`) ? file.slice(name.length + 1) : '';
  return /^\d+\.pdf$/.test(rest) || (file.startsWith(`.${name}.`) && file.endsWith('.part'));
}
