import { z } from 'zod';
import { type ReadableDb, sql } from '../storage/index.ts';

const Row = z.object({
  number: z.int(),
  state: z.enum(['open', 'paused', 'closed']),
  person: z.string().nullable(),
  reason: z.string().nullable(),
  day: z.string(),
  since: z.string(),
});

/** A counter as somebody left it: who sits there since which day, and why it pauses. */
export type Seat = z.infer<typeof Row>;

/** Every counter at which anybody ever sat; at most 99. */
export function allSeats(db: ReadableDb): Seat[] {
  return db
    .all(sql`select number, state, person, reason, day, since from queue_counters order by number`)
    .map((raw) => Row.parse(raw));
}

/** The counter at which a person sits; undefined where they sit nowhere. */
export function findSeatOf(db: ReadableDb, person: string): Seat | undefined {
  const raw = db.find(sql`
    select number, state, person, reason, day, since from queue_counters where person = ${person}`);
  return raw === undefined ? undefined : Row.parse(raw);
}

export function findSeat(db: ReadableDb, number: number): Seat | undefined {
  const raw = db.find(sql`
    select number, state, person, reason, day, since from queue_counters where number = ${number}`);
  return raw === undefined ? undefined : Row.parse(raw);
}
