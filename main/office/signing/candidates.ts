import type { SignableDocument } from '#shared/contract/index.ts';
import { findDossier, searchDossiers } from '../dossiers/index.ts';
import { type DocumentParts, paperDocument } from './documents.ts';

export type Candidate = { document: SignableDocument; applicant: string; procedure: string };

/** So many pages of the search are gone through for one page of candidates. */
const MOST_PAGES = 5;

/**
 * The present papers of the dossiers received on a day (`YYYY-MM-DD`), newest first. A page may hold fewer than were asked
 * for, and there may still be a next one: most of a day may be signed already.
 */
export function candidatesOfDay(
  parts: DocumentParts & { now: number },
  asked: { day: string; only: 'unsigned' | 'all'; cursor: string | null; limit: number },
): { rows: Candidate[]; nextCursor: string | null } {
  const { db, now } = parts;
  const [year, month, day] = asked.day.split('-');
  const query = `${day}/${month}/${year}`;
  const rows: Candidate[] = [];
  let cursor = asked.cursor;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const found = searchDossiers(db, query, { cursor, limit: asked.limit - rows.length }, now);
    for (const row of found.rows) {
      const dossier = row.erased === null && !row.cancelled ? findDossier(db, row.id) : undefined;
      if (dossier === undefined) continue;
      const document = paperDocument(parts, dossier, dossier.revision);
      const isSigned = document.signatures.some(({ training }) => !training);
      if (asked.only === 'unsigned' && isSigned) continue;
      rows.push({ document, applicant: dossier.applicant.name, procedure: dossier.procedure.name });
    }
    cursor = found.nextCursor;
    if (cursor === null || rows.length >= asked.limit) break;
  }
  return { rows, nextCursor: cursor };
}
