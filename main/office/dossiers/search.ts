import { z } from 'zod';
import { officeMinute } from '#shared/base/index.ts';
import { isOverdue, PlainMinute } from '#shared/calendar/index.ts';
import type { DossierRow } from '#shared/contract/index.ts';
import { DossierState, describeState, normaliseCode } from '#shared/dossier/index.ts';
import { searchTokens } from '#shared/text/index.ts';
import { type ReadableDb, sql } from '../storage/index.ts';
import { erasedRow, findErasedByCode } from './erased-table.ts';

const Row = z.object({
  n: z.int(),
  id: z.string(),
  code: z.string(),
  state: DossierState,
  received_at: z.string(),
  due_at: PlainMinute,
  applicant_name: z.string(),
  id_number: z.string().nullable(),
  procedure_code: z.string(),
  procedure_name: z.string(),
  received_by: z.string(),
});
type Row = z.infer<typeof Row>;

export type DossierPage = { rows: DossierRow[]; nextCursor: string | null };

/** Beyond this many words a query only gets slower, not better. */
const MOST_WORDS = 12;
const FIRST_PAGE = Number.MAX_SAFE_INTEGER;

/**
 * Dossiers newest first: an exact code (any the dossier ever had) stands alone; otherwise every word must occur, in
 * any order, the last one may be unfinished. An empty query gives the newest. The cursor is the `n` of the last row.
 */
export function searchDossiers(
  db: ReadableDb,
  query: string,
  page: { cursor: string | null; limit: number },
  now: number,
): DossierPage {
  const before = page.cursor === null ? FIRST_PAGE : Number.parseInt(page.cursor, 10);
  if (!Number.isSafeInteger(before)) return { rows: [], nextCursor: null };
  const rows = findRows(db, query, before, page.limit + 1).map((row) => Row.parse(row));
  // Nothing but its code leads to a dossier whose personal data was erased.
  const erased = rows.length === 0 && page.cursor === null ? findErasedByCode(db, query) : undefined;
  if (erased !== undefined) return { rows: [erasedRow(erased)], nextCursor: null };
  const shown = rows.slice(0, page.limit);
  const last = shown.at(-1);
  const minute = PlainMinute.parse(officeMinute(now));
  return {
    rows: shown.map((row) => dossierRow(row, minute)),
    nextCursor: rows.length > page.limit && last !== undefined ? String(last.n) : null,
  };
}

function findRows(db: ReadableDb, query: string, before: number, limit: number): unknown[] {
  if (query.trim() === '') {
    return db.all(sql`
      select n, id, code, state, received_at, due_at, applicant_name, id_number, procedure_code, procedure_name, received_by
      from dossiers where n < ${before} order by n desc limit ${limit}`);
  }
  const byCode = db.find(sql`
    select d.n, d.id, d.code, d.state, d.received_at, d.due_at, d.applicant_name, d.id_number, d.procedure_code,
           d.procedure_name, d.received_by
    from dossier_codes c join dossiers d on d.n = c.dossier_n
    where c.code_key = ${normaliseCode(query)} and d.n < ${before}`);
  if (byCode !== undefined) return [byCode];
  const match = matchExpression(query);
  if (match === undefined) return [];
  return db.all(sql`
    select d.n, d.id, d.code, d.state, d.received_at, d.due_at, d.applicant_name, d.id_number, d.procedure_code,
           d.procedure_name, d.received_by
    from dossier_search s join dossiers d on d.n = s.rowid
    where s.dossier_search match ${match} and s.rowid < ${before}
    order by s.rowid desc limit ${limit}`);
}

/**
 * The FTS5 expression of a query; undefined when nothing in it can be searched. A number typed in groups
 * ("0912 345 678", "017 195 004 821") is one word. Words are quoted: what is typed is never syntax.
 */
export function matchExpression(query: string): string | undefined {
  const digits = query.replace(/[\s.+-]/g, '');
  const words = /^\d{4,}$/.test(digits) ? [digits] : searchTokens(query).slice(0, MOST_WORDS);
  if (words.length === 0) return undefined;
  return words.map((word, index) => (index === words.length - 1 ? `"${word}"*` : `"${word}"`)).join(' AND ');
}

function dossierRow(row: Row, minute: PlainMinute): DossierRow {
  const { terminal } = describeState(row.state);
  return {
    id: row.id,
    code: row.code,
    applicantName: row.applicant_name,
    idNumberMasked: row.id_number === null ? '' : `••••${row.id_number.slice(-4)}`,
    procedureName: row.procedure_name,
    procedureCode: row.procedure_code,
    state: row.state,
    receivedAt: row.received_at,
    dueAt: row.due_at,
    late: !terminal && row.state !== 'solved' && isOverdue(row.due_at, minute),
    receivedBy: row.received_by,
    erased: null,
  };
}
