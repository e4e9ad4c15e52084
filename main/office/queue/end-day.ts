import { z } from 'zod';
import { queueDayEnded } from '#shared/journal/index.ts';
import { TicketState } from '#shared/queue/index.ts';
import { sql, type WritableDb } from '../storage/index.ts';
import { allSeats } from './counters-table.ts';
import type { Append, Hall } from './hall.ts';

const Row = z.object({ id: z.string(), state: TicketState });

/** Tickets of days before that nobody ended. */
export const leftQuery = (day: string) => sql`
  select id, state from queue_tickets where ended = 0 and day < ${day}`;

/**
 * With the first thing done on a new day: whoever still waited or was held the day before is called no more, whoever
 * stood at a counter is done, and counters that nobody left are closed. One entry, or none where nothing was left.
 */
export function endDaysBeforeInTx(hall: Hall, tx: WritableDb, append: Append): void {
  const day = hall.firstDay();
  const left = tx.all(leftQuery(day)).map((raw) => Row.parse(raw));
  const closed = allSeats(tx)
    .filter((seat) => seat.state !== 'closed' && seat.day < day)
    .map(({ number }) => number);
  if (left.length === 0 && closed.length === 0) return;
  const idsOf = (atCounter: boolean) =>
    left.filter(({ state }) => (state === 'called') === atCounter).map(({ id }) => id);
  const office = hall.office().profile.id;
  append(queueDayEnded, {
    // Nobody ends a day: it ends.
    actor: office,
    subject: office,
    body: { day, lapsed: idsOf(false), finished: idsOf(true), closed },
  });
}
