import { z } from 'zod';
import { DossierFilters } from '#shared/contract/index.ts';
import { dossierStates } from '#shared/dossier/index.ts';
import { markOf, type SearchNeed } from '#shared/text/index.ts';
import { type ReadableDb, type Sql, sql } from '../storage/index.ts';

/** Which rows are asked for. Everything is bounded by row id, so that the newest come first without being sorted. */
export type RowsWanted = {
  /** An FTS5 expression; null for every dossier. */
  expression: string | null;
  /** Null where nothing but the expression narrows: the commonest question, and the quickest. */
  bounds: Bounds | null;
  limit: number;
};

export type Bounds = {
  /** Row ids from `first` on and below `before`. */
  first: number;
  before: number;
  /** Office times: received from … up to. */
  receivedFrom: string;
  receivedTo: string;
  /** Due at this minute or earlier; `dueFrom` keeps out what was never promised, whose minute is empty. */
  dueFrom: string;
  dueUpTo: string;
};

/** Sorts behind every office time. */
export const ALWAYS = '~';

const EVERYTHING: Bounds = {
  first: 0,
  before: Number.MAX_SAFE_INTEGER,
  receivedFrom: '',
  receivedTo: ALWAYS,
  dueFrom: '',
  dueUpTo: ALWAYS,
};

/** Bounds with the given ones narrowed; null where none of them narrows. */
export function boundsOf(some: Partial<Bounds>): Bounds | null {
  const bounds = { ...EVERYTHING, ...some };
  const narrows =
    bounds.first > EVERYTHING.first ||
    bounds.before < EVERYTHING.before ||
    bounds.receivedFrom !== EVERYTHING.receivedFrom ||
    bounds.receivedTo !== EVERYTHING.receivedTo ||
    bounds.dueUpTo !== EVERYTHING.dueUpTo;
  return narrows ? bounds : null;
}

/**
 * The rows, newest first: a walk down the index (or the table) that ends when the page is full. `+ 0`: a bare parameter
 * as limit of a virtual table makes SQLite prepare the statement anew at every call, which takes longer than the search.
 */
export function rowsQuery({ expression, bounds, limit }: RowsWanted): Sql {
  if (expression !== null && bounds === null) {
    return sql`
      select d.n, d.id, d.code, d.state, d.received_at, d.due_at, d.applicant_name, d.id_number, d.procedure_code,
             d.procedure_name, d.received_by, d.cancelled_at, d.slip, d.others,
             d.followed, d.at_once, d.fee_amount, d.missing
      from dossier_search s cross join dossiers d on d.n = s.rowid
      where s.dossier_search match ${expression} order by s.rowid desc limit ${limit} + 0`;
  }
  const { first, before, receivedFrom, receivedTo, dueFrom, dueUpTo } = bounds ?? EVERYTHING;
  // The unary plus keeps the planner from gathering a period by its own index and sorting it.
  return expression === null
    ? sql`
      select d.n, d.id, d.code, d.state, d.received_at, d.due_at, d.applicant_name, d.id_number, d.procedure_code,
             d.procedure_name, d.received_by, d.cancelled_at, d.slip, d.others,
             d.followed, d.at_once, d.fee_amount, d.missing
      from dossiers d
      where d.n >= ${first} and d.n < ${before} and +d.received_at >= ${receivedFrom}
        and +d.received_at < ${receivedTo} and d.due_at >= ${dueFrom}
        and d.due_at <= ${dueUpTo}
      order by d.n desc limit ${limit}`
    : sql`
      select d.n, d.id, d.code, d.state, d.received_at, d.due_at, d.applicant_name, d.id_number, d.procedure_code,
             d.procedure_name, d.received_by, d.cancelled_at, d.slip, d.others,
             d.followed, d.at_once, d.fee_amount, d.missing
      from dossier_search s cross join dossiers d on d.n = s.rowid
      where s.dossier_search match ${expression} and s.rowid >= ${first} and s.rowid < ${before}
        and d.received_at >= ${receivedFrom} and d.received_at < ${receivedTo} and d.due_at >= ${dueFrom}
        and d.due_at <= ${dueUpTo}
      order by s.rowid desc limit ${limit} + 0`;
}

/** The row of the dossier that has (or ever had) this code, written as codes are compared. */
export function codeQuery(codeKey: string): Sql {
  return sql`
    select d.n, d.id, d.code, d.state, d.received_at, d.due_at, d.applicant_name, d.id_number, d.procedure_code,
           d.procedure_name, d.received_by, d.cancelled_at, d.slip, d.others,
           d.followed, d.at_once, d.fee_amount, d.missing
    from dossier_codes c cross join dossiers d on d.n = c.dossier_n where c.code_key = ${codeKey}`;
}

/** First and last row of the days of a period, both days included. */
export function periodQuery(from: string, to: string): Sql {
  return sql`
    select min(first_n) as first_n, max(last_n) as last_n from dossier_days where day >= ${from} and day <= ${to}`;
}

export const NO_FILTERS: DossierFilters = DossierFilters.parse({});

export function isFiltered(filters: DossierFilters): boolean {
  return JSON.stringify(filters) !== JSON.stringify(NO_FILTERS);
}

/** What the filters ask of the index. The period is a range of rows; how long overdue, each row says itself. */
export function needsOfFilters(filters: DossierFilters): SearchNeed[] {
  const needs: SearchNeed[] = [];
  const oneOf = (values: readonly string[]) =>
    needs.push({ any: values.map((value) => ({ mark: markOf('state', value) })) });
  if (filters.procedureCode !== null) needs.push({ mark: markOf('procedure', filters.procedureCode) });
  if (filters.clerkId !== null) needs.push({ mark: markOf('clerk', filters.clerkId) });
  if (filters.channel !== null) needs.push({ mark: markOf('channel', filters.channel) });
  if (filters.states.length > 0) oneOf(filters.states);
  if (filters.overdue) oneOf(OPEN_STATES);
  return needs;
}

/** States in which a due minute can pass. */
export const OPEN_STATES = dossierStates
  .filter(({ state, terminal }) => !terminal && state !== 'solved')
  .map(({ state }) => state);

const RangeRow = z.object({ first_n: z.int().nullable(), last_n: z.int().nullable() });

/** The rows of a period; undefined when nothing was received in it. */
export function findPeriod(
  db: ReadableDb,
  { from, to }: Pick<DossierFilters, 'from' | 'to'>,
): Partial<Bounds> | undefined {
  if (from === null && to === null) return {};
  const days = { receivedFrom: from ?? '', receivedTo: to === null ? ALWAYS : `${to}${ALWAYS}` };
  const row = RangeRow.parse(db.one(periodQuery(from ?? '', to ?? ALWAYS)));
  if (row.first_n === null || row.last_n === null) return undefined;
  return { first: row.first_n, before: row.last_n + 1, ...days };
}
