import { epochOfOfficeTimestamp } from '#shared/base/index.ts';
import { type ReadableDb, sql } from '../storage/index.ts';
import { findSeatOf } from './counters-table.ts';
import { findServed, findTicket } from './tickets-table.ts';

/** Whose form it is, at which day (`YYYY-MM-DD`). `ticket`: the one it was begun under; null: none; absent: the one served now. */
export type VisitQuestion = { person: string; day: string; ticket?: string | null | undefined };

/**
 * The visit that a form belongs to; undefined where it has none. A ticket that is named must have been served by this very
 * person that day, wherever it is now: called to the next, held, sent on, finished. Never is it another ticket's visit
 * instead. What was called on an earlier day is over, though nobody said so yet.
 */
export function visitOfForm(db: ReadableDb, { person, day, ticket }: VisitQuestion): string | undefined {
  if (ticket === null) return undefined;
  const seat = findSeatOf(db, person);
  const served = seat === undefined ? undefined : findServed(db, seat.number);
  const now = served !== undefined && (served.lastCalledAt ?? '').slice(0, 10) >= day ? served : undefined;
  if (ticket === undefined || ticket === now?.id) return now?.visit;
  const named = findTicket(db, ticket)?.ticket;
  return named !== undefined && hasServed(db, { person, day, ticket }) ? named.visit : undefined;
}

/** What this person did with a ticket at a counter since `from` (milliseconds since 1970). */
export const servedByQuery = (person: string, ticket: string, from: number) => sql`
  select 1 from journal_entries
  where subject = ${ticket} and kind = 'ticket-moved' and actor = ${person} and at >= ${from} limit 1`;

/** Whoever does anything with a ticket at a counter serves it: who called it, and who took the counter over with it. */
function hasServed(
  db: ReadableDb,
  { person, day, ticket }: { person: string; day: string; ticket: string },
): boolean {
  const midnight = epochOfOfficeTimestamp(`${day}T00:00:00.000+07:00`);
  return db.find(servedByQuery(person, ticket, midnight)) !== undefined;
}
