import { z } from 'zod';
import { sql, type WritableDb } from '../storage/index.ts';
import { forgetApplicantsInTx, keysOfDossier } from './applicants-table.ts';
import { forgetErasedInTx } from './erased-table.ts';
import { renewFollowedInTx } from './followed.ts';
import { recomputeCitizenInTx } from './known-citizens.ts';
import { removeFromSearchInTx } from './search-table.ts';

const Row = z.object({ n: z.int(), follows: z.string().nullable() });

/**
 * Removes everything the views hold of a dossier, and makes what is known of its applicants anew from the dossiers that
 * remain. Serials and register lines stay: a number once used is never given again. The words of the search index
 * are marked as deleted here; out of the file they go when the index is merged (`main/office/erasure`).
 */
export function forgetDossierInTx(tx: WritableDb, id: string): void {
  const found = tx.find(sql`select n, follows from dossiers where id = ${id}`);
  if (found !== undefined) {
    const { n, follows } = Row.parse(found);
    const keys = keysOfDossier(tx, n);
    removeFromSearchInTx(tx, n);
    forgetApplicantsInTx(tx, n);
    tx.run(sql`delete from dossier_codes where dossier_n = ${n}`);
    tx.run(sql`delete from dossiers where n = ${n}`);
    for (const key of keys) recomputeCitizenInTx(tx, key);
    renewFollowedInTx(tx, follows ?? undefined);
  }
  forgetErasedInTx(tx, id);
}
