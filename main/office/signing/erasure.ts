import { z } from 'zod';
import { type Database, type ReadableDb, sql, type WritableDb } from '../storage/index.ts';
import { dropItem } from './batch-steps.ts';
import { itemsOfDossier, updateItemInTx } from './batches-table.ts';
import { hashesOfDossier, isFileInUse } from './views.ts';

/** What an erasure asks of the signing room. That something was signed stays known; what it was goes. */
export type SigningErasure = {
  /** A file of the dossier is at the token now: then it must come to its end first. */
  isUnderWay(dossierId: string): boolean;
  /** Takes the dossier's files out of batches and names the archived ones that have to go after the commit. */
  forgetInTx(tx: WritableDb, dossierId: string): string[];
  /** Whether another document still has this very file. */
  isInUse(sha256: string): boolean;
};

const MadeRow = z.object({ made: z.string() });

/** Files with a timestamp that were on their way into the archive when the program ended. */
function madeButNotRecorded(db: ReadableDb, dossierId: string): string[] {
  return db
    .all(sql`
      select made from signatures join signing_tries using (document_id)
      where dossier_id = ${dossierId} and made is not null`)
    .map((row) => MadeRow.parse(row).made);
}

export function createSigningErasure(db: Database): SigningErasure {
  return {
    isUnderWay: (dossierId) => itemsOfDossier(db, dossierId).some(({ state }) => state === 'signing'),
    forgetInTx(tx, dossierId) {
      const items = itemsOfDossier(tx, dossierId);
      const hashes = new Set([
        ...hashesOfDossier(tx, dossierId),
        ...madeButNotRecorded(tx, dossierId),
        ...items.flatMap(({ made, sha256 }) => [made?.original, made?.after, sha256]),
      ]);
      for (const item of items) {
        const dropped = item.state === 'waiting' ? dropItem(item, 'gone') : item;
        updateItemInTx(tx, { ...dropped, code: '', title: '', made: null, sha256: null, shown: null });
      }
      tx.run(sql`
        delete from signing_tries where document_id in (select document_id from signatures where dossier_id = ${dossierId})`);
      return [...hashes].filter((hash) => hash !== null && hash !== undefined);
    },
    isInUse: (sha256) => isFileInUse(db, sha256),
  };
}
