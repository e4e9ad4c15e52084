import { servedSeconds, type Ticket, waitedSeconds } from '#shared/queue/index.ts';
import type { Hall } from './hall.ts';
import { ticketsOfDay } from './tickets-table.ts';

type Row = Ticket & {
  waitedSeconds: number | null;
  servedSeconds: number | null;
  dossiers: { id: string; code: string }[];
};

/** Tickets of a local day, newest first, with their times and what was received for them. */
export function ticketsOn(
  hall: Hall,
  { day, cursor, limit }: { day: string; cursor: string | null; limit: number },
): { tickets: Row[]; nextCursor: string | null } {
  const before = cursor === null ? Number.MAX_SAFE_INTEGER : Number(cursor);
  // A cursor that nobody gave finds nothing.
  const found = Number.isSafeInteger(before) ? ticketsOfDay(hall.db, day, before, limit + 1) : [];
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return {
    tickets: page.map(({ ticket, servedMs }) => ({
      ...ticket,
      waitedSeconds: waitedSeconds(ticket),
      servedSeconds: servedSeconds(ticket, servedMs),
      dossiers: hall.dossiersOfVisit(hall.db, ticket.visit),
    })),
    nextCursor: found.length > limit && last !== undefined ? String(last.n) : null,
  };
}
