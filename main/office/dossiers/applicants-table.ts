import { z } from 'zod';
import { type Dossier, describeState, type Party, partiesOf, personKey } from '#shared/dossier/index.ts';
import { fold } from '#shared/text/index.ts';
import { type ReadableDb, sql, type WritableDb } from '../storage/index.ts';

const KeyRow = z.object({ number_key: z.string() });

/** Those in whose name a dossier is: the applicant and whoever stands beside them. */
export function applicantsOf(dossier: Dossier): Party[] {
  return partiesOf(dossier).filter(({ role }) => role === 'applicant' || role === 'co-applicant');
}

/** The keys of the applicants that have a number, each once. */
export function applicantKeys(dossier: Dossier): string[] {
  const keys = applicantsOf(dossier).map(({ kind, idNumber }) => personKey(kind, idNumber));
  return [...new Set(keys.filter((key) => key !== null))];
}

/** Writes who a dossier belongs to now; whatever changes a dossier or its state calls it. */
export function renewApplicantsInTx(tx: WritableDb, n: number, dossier: Dossier): void {
  forgetApplicantsInTx(tx, n);
  const settled = dossier.cancelled !== null || dossier.followedBy !== null;
  const open = settled || describeState(dossier.state).terminal ? 0 : 1;
  applicantsOf(dossier).forEach(({ kind, name, idNumber, oldNumber, birth }, place) => {
    tx.run(sql`
      insert into dossier_applicants (dossier_n, place, number_key, old_number, name, name_key, birth, procedure_code, open)
      values (${n}, ${place}, ${personKey(kind, idNumber)}, ${oldNumber}, ${name}, ${fold(name)}, ${birth},
              ${dossier.procedure.code}, ${open})`);
  });
}

export function forgetApplicantsInTx(tx: WritableDb, n: number): void {
  tx.run(sql`delete from dossier_applicants where dossier_n = ${n}`);
}

/** The keys that the views hold of a dossier. */
export function keysOfDossier(db: ReadableDb, n: number): string[] {
  return db
    .all(
      sql`select distinct number_key from dossier_applicants where dossier_n = ${n} and number_key is not null`,
    )
    .map((row) => KeyRow.parse(row).number_key);
}
