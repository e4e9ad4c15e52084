import { z } from 'zod';
import { type Applicant, Dossier, type Filer, sameApplicant } from '#shared/dossier/index.ts';
import { type ReadableDb, sql } from '../storage/index.ts';
import { findDossier } from './dossiers-table.ts';

const DocumentRow = z.object({ document: z.string() });

/** The id that all dossiers of a visit share: that of its ticket, or of its first one where no number was taken. */
export function visitIdOf(dossier: Pick<Dossier, 'id' | 'visit'>): string {
  return dossier.visit ?? dossier.id;
}

/** All dossiers of a visit that are there, in the order in which they were received. */
export function findDossiersOfVisit(db: ReadableDb, visit: string): Dossier[] {
  return db
    .all(sql`select document from dossiers where id = ${visit} or visit = ${visit} order by n`)
    .map((row) => Dossier.parse(JSON.parse(DocumentRow.parse(row).document)));
}

/**
 * The dossiers of a dossier's visit that the same person may see together: of the same applicant, or handed in by the
 * same filer. One ticket may be served for several people; none of them is given or told the papers of another.
 */
export function findDossiersTogether(db: ReadableDb, dossier: Dossier): Dossier[] {
  return findDossiersOfVisit(db, visitIdOf(dossier)).filter(
    (other) =>
      other.id === dossier.id ||
      sameApplicant(other.applicant, dossier.applicant) ||
      sameFiler(other.filer, dossier.filer),
  );
}

/** By number, else by name and telephone. */
function sameFiler(one: Filer | null, other: Filer | null): boolean {
  if (one === null || other === null) return false;
  if (one.idNumber !== null && other.idNumber !== null) return one.idNumber === other.idNumber;
  return one.name === other.name && one.phone === other.phone;
}

const CodeRow = z.object({ id: z.string(), code: z.string() });

/** Id and code of each dossier and slip of a visit, in the order in which they were received. */
export function findCodesOfVisit(db: ReadableDb, visit: string): { id: string; code: string }[] {
  return db
    .all(sql`select id, code from dossiers where id = ${visit} or visit = ${visit} order by n`)
    .map((raw) => CodeRow.parse(raw));
}

/**
 * The visit that a dossier received now (`day`: `YYYY-MM-DD`) belongs to, when the screen says that it was handed in
 * together with `visitOf`: the same applicant on the same day. Undefined where that is not so: then it begins its own.
 */
export function findVisit(
  db: ReadableDb,
  visitOf: string | undefined,
  applicant: Applicant,
  day: string,
): string | undefined {
  const before = visitOf === undefined ? undefined : findDossier(db, visitOf);
  if (before === undefined || before.receivedAt.slice(0, 10) !== day) return undefined;
  return sameApplicant(before.applicant, applicant) ? visitIdOf(before) : undefined;
}
