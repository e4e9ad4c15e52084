import { z } from 'zod';
import { applyCancelled, Dossier } from '#shared/dossier/index.ts';
import { canonicalJson, dossierCancelled, dossierCorrected } from '#shared/journal/index.ts';
import { type Handler, on } from '../journal/index.ts';
import { sql, type WritableDb } from '../storage/index.ts';
import { applicantKeys } from './applicants-table.ts';
import { updateDossierInTx } from './dossiers-table.ts';
import { renewFollowedInTx } from './followed.ts';
import { recomputeCitizenInTx } from './known-citizens.ts';
import { correctedDossier } from './revisions.ts';

const Row = z.object({ n: z.int(), document: z.string() });

/**
 * Corrections and cancellations in the views. A dossier that is not there was erased, or its reception is of a release
 * that this one cannot read: nothing is made of its corrections either.
 */
export const mendingHandlers: readonly Handler[] = [
  on(dossierCorrected, (tx, entry, body) =>
    replaceInTx(tx, entry.subject, (before) => correctedDossier(before, body, entry.at)),
  ),
  on(dossierCancelled, (tx, entry, { by, reason }) =>
    replaceInTx(tx, entry.subject, (before) => applyCancelled(before, { at: entry.at, by, reason })),
  ),
];

function replaceInTx(tx: WritableDb, id: string, change: (before: Dossier) => Dossier): void {
  const found = tx.find(sql`select n, document from dossiers where id = ${id}`);
  if (found === undefined) return;
  const { n, document } = Row.parse(found);
  const before = Dossier.parse(JSON.parse(document));
  const after = change(before);
  updateDossierInTx(tx, n, after);
  renewFollowedInTx(tx, after.follows);
  if (samePeople(before, after)) return;
  // A wrong number was another person's: both are made anew from the dossiers that are theirs now.
  const keys = new Set([...applicantKeys(before), ...applicantKeys(after)]);
  for (const key of keys) recomputeCitizenInTx(tx, key);
}

/** Whether what is known of the applicants rests on the same words as before; all their dossiers need not be read then. */
function samePeople(before: Dossier, after: Dossier): boolean {
  const peopleOf = ({ applicant, coApplicants = [], cancelled }: Dossier) =>
    canonicalJson({ applicant, coApplicants, counts: cancelled === null });
  return peopleOf(before) === peopleOf(after);
}
