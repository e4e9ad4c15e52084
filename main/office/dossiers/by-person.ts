import { z } from 'zod';
import { Dossier, partiesOf } from '#shared/dossier/index.ts';
import { indexTokens } from '#shared/text/index.ts';
import { type ReadableDb, sql } from '../storage/index.ts';

const DocumentRow = z.object({ document: z.string() });

/** The personal numbers in a dossier: of those in whose name it is, and of those who act for them. */
export function numbersIn(dossier: Dossier): { applicant: string[]; filer: string[] } {
  const numbersOf = (owns: boolean) =>
    partiesOf(dossier)
      .filter(({ role }) => (role === 'applicant' || role === 'co-applicant') === owns)
      .flatMap(({ idNumber, oldNumber }) => [idNumber, oldNumber])
      .filter((number) => number !== null);
  return { applicant: numbersOf(true), filer: numbersOf(false) };
}

/** The dossiers in which a number occurs, as an applicant's (present or old) or of who acts for one; oldest first. */
export function findDossiersOfPerson(db: ReadableDb, number: string, limit: number): Dossier[] {
  const [word] = indexTokens(number);
  if (word === undefined) return [];
  const found: Dossier[] = [];
  // The index also finds the number in a note; only whose it is counts here.
  const rows = db.all(sql`
    select d.document from dossier_search s join dossiers d on d.n = s.rowid
    where s.dossier_search match ${`"${word}"`} order by s.rowid`);
  for (const row of rows) {
    const dossier = Dossier.parse(JSON.parse(DocumentRow.parse(row).document));
    const numbers = numbersIn(dossier);
    if ([...numbers.applicant, ...numbers.filer].includes(number)) found.push(dossier);
    if (found.length === limit) break;
  }
  return found;
}

/** A dossier by any code it ever had, as a person types it; undefined when there is none. */
export function findDossierByCode(db: ReadableDb, codeKey: string): Dossier | undefined {
  const row = db.find(sql`
    select d.document from dossier_codes c join dossiers d on d.n = c.dossier_n where c.code_key = ${codeKey}`);
  return row === undefined ? undefined : Dossier.parse(JSON.parse(DocumentRow.parse(row).document));
}
