import { z } from 'zod';
import { officeMinute } from '#shared/base/index.ts';
import { isOverdue, type PlainMinute } from '#shared/calendar/index.ts';
import type { DossierFilters, DossierRow, UnderstoodTerm } from '#shared/contract/index.ts';
import { type DossierState, describeState, normaliseCode, type SlipKind } from '#shared/dossier/index.ts';
import { type SearchNeed, type SearchTerm, understandQuery } from '#shared/text/index.ts';
import { type ReadableDb, sql } from '../storage/index.ts';
import { erasedRow, findErasedByCode } from './erased-table.ts';
import { searchExpression } from './search-expression.ts';
import {
  type Bounds,
  boundsOf,
  codeQuery,
  findPeriod,
  isFiltered,
  NO_FILTERS,
  needsOfFilters,
  rowsQuery,
} from './search-query.ts';

/** As `rowsQuery` gives it: the table is strict and written by this room only, and a page is made with every key. */
type Row = {
  n: number;
  id: string;
  code: string;
  state: DossierState;
  received_at: string;
  /** Empty for a slip and for what was returned at once. */
  due_at: PlainMinute | '';
  applicant_name: string;
  id_number: string | null;
  procedure_code: string;
  procedure_name: string;
  received_by: string;
  cancelled_at: string | null;
  slip: SlipKind | null;
  others: number;
  followed: 0 | 1;
  at_once: 0 | 1;
  fee_amount: number;
  missing: number;
};

export type DossierPage = {
  rows: DossierRow[];
  nextCursor: string | null;
  understood: UnderstoodTerm[];
  /** Nothing was found, but without the filters something would be. */
  hiddenByFilters: boolean;
};

export type PageWanted = { cursor: string | null; limit: number; filters?: DossierFilters };

const AgencyRow = z.object({ agency_code: z.string() });

/**
 * Dossiers newest first. A whole code (any the dossier ever had) stands alone; otherwise everything typed must be met,
 * in any order, the last word may be unfinished, and the filters too. An empty query gives the newest. The cursor is
 * the `n` of the last row. No table is scanned and nothing sorted, whatever is asked.
 */
export function searchDossiers(db: ReadableDb, query: string, page: PageWanted, now: number): DossierPage {
  const { filters = NO_FILTERS } = page;
  const before = page.cursor === null ? Number.MAX_SAFE_INTEGER : Number.parseInt(page.cursor, 10);
  const terms = understandQuery(query, () => agenciesOf(db));
  const nothing = { rows: [], nextCursor: null, understood: understoodOf(terms), hiddenByFilters: false };
  if (!Number.isSafeInteger(before) || (terms.length === 0 && query.trim() !== '')) return nothing;
  const minute = officeMinute(now) as PlainMinute;
  const rows = findRows(db, { query, terms, filters, before, limit: page.limit + 1, minute });
  if (rows.length === 0) {
    if (page.cursor !== null) return nothing;
    // Nothing but its code leads to a dossier whose personal data was erased.
    const erased = findErasedByCode(db, query);
    if (erased !== undefined) return { ...nothing, rows: [erasedRow(erased)] };
    const occurs = (some: SearchTerm[]) =>
      findRows(db, { query: '', terms: some, filters: NO_FILTERS, before, limit: 1, minute }).length > 0;
    return {
      ...nothing,
      understood: understoodOf(terms, (term) => !occurs([term])),
      hiddenByFilters: isFiltered(filters) && occurs(terms),
    };
  }
  const shown = rows.slice(0, page.limit);
  const last = shown.at(-1);
  return {
    ...nothing,
    rows: shown.map((row) => dossierRow(row, minute)),
    nextCursor: rows.length > page.limit && last !== undefined ? String(last.n) : null,
  };
}

function findRows(
  db: ReadableDb,
  asked: {
    query: string;
    terms: readonly SearchTerm[];
    filters: DossierFilters;
    before: number;
    limit: number;
    minute: PlainMinute;
  },
): Row[] {
  const { filters, limit, minute } = asked;
  const period = findPeriod(db, filters);
  if (period === undefined) return [];
  const bounds: Partial<Bounds> = {
    ...period,
    before: Math.min(period.before ?? asked.before, asked.before),
    ...(filters.overdue ? { dueFrom: '0', dueUpTo: minute } : {}),
  };
  const read = (needs: readonly SearchNeed[], some: Partial<Bounds>) => {
    const expression = needs.length === 0 ? null : searchExpression(db, needs);
    return db.all(rowsQuery({ expression, bounds: boundsOf(some), limit })) as Row[];
  };
  const fromFilters = needsOfFilters(filters);
  // Every code has a letter and a digit: neither names nor numbers are looked up among them.
  if (/[a-z]/i.test(asked.query) && /\d/.test(asked.query)) {
    const withCode = db.find(codeQuery(normaliseCode(asked.query))) as Row | undefined;
    if (withCode !== undefined) {
      if (!isFiltered(filters)) return withCode.n < asked.before ? [withCode] : [];
      const { n } = withCode;
      if (n < (bounds.first ?? 0) || n >= (bounds.before ?? n)) return [];
      return read(fromFilters, { ...bounds, first: n, before: n + 1 });
    }
  }
  return read([...asked.terms.map(({ need }) => need), ...fromFilters], bounds);
}

/** The agencies of this office's codes. */
function agenciesOf(db: ReadableDb): string[] {
  return db
    .all(sql`select agency_code from serial_ranges union select agency_code from serial_leases`)
    .map((row) => AgencyRow.parse(row).agency_code);
}

function understoodOf(
  terms: readonly SearchTerm[],
  isUnknown: (term: SearchTerm) => boolean = () => false,
): UnderstoodTerm[] {
  return terms.map((term) => ({
    kind: term.kind,
    text: term.text,
    open: term.open,
    words: [...term.words],
    unknown: isUnknown(term),
  }));
}

function dossierRow(row: Row, minute: PlainMinute): DossierRow {
  const { terminal } = describeState(row.state);
  const cancelled = row.cancelled_at !== null;
  const dueAt = row.due_at === '' ? null : row.due_at;
  return {
    id: row.id,
    code: row.code,
    applicantName: row.applicant_name,
    idNumberMasked: row.id_number === null ? '' : `••••${row.id_number.slice(-4)}`,
    procedureName: row.procedure_name,
    procedureCode: row.procedure_code,
    state: row.state,
    receivedAt: row.received_at,
    dueAt,
    slip: row.slip,
    others: row.others,
    followed: row.followed === 1,
    atOnce: row.at_once === 1,
    feeAmount: row.fee_amount,
    missing: row.missing,
    late: dueAt !== null && !cancelled && !terminal && row.state !== 'solved' && isOverdue(dueAt, minute),
    receivedBy: row.received_by,
    erased: null,
    cancelled,
  };
}
