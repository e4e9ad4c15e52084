import type { FeeReceiptFilters } from '#shared/contract/index.ts';
import type { ReadableDb, Sql } from '../storage/index.ts';
import {
  byDigitsQuery,
  type Cursor,
  endedQuery,
  everyQuery,
  numberedQuery,
  type ReceiptRow,
  readReceipts,
  waitingQuery,
} from './receipts-table.ts';

/** A page of the list; `next` is null at its end. A number finds all that have it, in one page. */
export function listReceipts(
  db: ReadableDb,
  asked: { filters: FeeReceiptFilters; cursor: Cursor | null; limit: number },
): { receipts: ReceiptRow[]; next: Cursor | null } {
  const { filters, cursor, limit } = asked;
  const typed = filters.number.replace(/\s+/gu, '');
  if (typed !== '') {
    const digits = /^\d{1,15}$/.test(typed) ? Number(typed) : undefined;
    return {
      receipts: digits === undefined ? [] : readReceipts(db, byDigitsQuery(digits, limit)),
      next: null,
    };
  }
  const receipts = readReceipts(db, queryOf(filters, cursor, limit + 1));
  const page = receipts.slice(0, limit);
  const last = page.at(-1);
  const more = receipts.length > limit && last !== undefined;
  return { receipts: page, next: more ? { day: last.collectedOn, position: last.position } : null };
}

function queryOf({ state, from, to }: FeeReceiptFilters, cursor: Cursor | null, limit: number): Sql {
  switch (state) {
    case 'waiting':
      return waitingQuery(from, to, cursor, limit);
    case 'numbered':
      return numberedQuery(from, to, cursor, limit);
    case 'ended':
      return endedQuery(from, to, cursor, limit);
    case 'all':
      return everyQuery(from, to, cursor, limit);
  }
}
