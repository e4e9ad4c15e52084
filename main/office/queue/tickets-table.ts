import { z } from 'zod';
import { formatTicketNumber, parseTicketNumber, type Ticket, TicketState } from '#shared/queue/index.ts';
import { type ReadableDb, sql } from '../storage/index.ts';

const Row = z.object({
  n: z.int(),
  id: z.string(),
  day: z.string(),
  letter: z.string(),
  serial: z.int(),
  grp: z.string(),
  priority: z.string().nullable(),
  visit: z.string(),
  state: TicketState,
  bound_to: z.int().nullable(),
  counter: z.int().nullable(),
  calls: z.int(),
  place: z.int(),
  issued_at: z.string(),
  first_called_at: z.string().nullable(),
  last_called_at: z.string().nullable(),
  ended_at: z.string().nullable(),
  served_ms: z.int().nullable(),
});

/** A ticket with what only the office needs of it. */
export type StoredTicket = {
  ticket: Ticket;
  /** Rises with the order of issue; what lists are paged by. */
  n: number;
  boundTo: number | null;
  /** It was called before and sent to the end of the line. */
  skipped: boolean;
  /** Milliseconds at counters so far; null where the clock does not tell. */
  servedMs: number | null;
};

function storedOf(raw: unknown): StoredTicket {
  const row = Row.parse(raw);
  return {
    n: row.n,
    boundTo: row.bound_to,
    // A place is that of its issue until it is sent to the end.
    skipped: row.place > row.n,
    servedMs: row.served_ms,
    ticket: {
      id: row.id,
      number: formatTicketNumber(row.letter, row.serial),
      group: row.grp,
      day: row.day,
      priority: row.priority,
      state: row.state,
      counter: row.state === 'waiting' ? row.bound_to : row.counter,
      calls: row.calls,
      issuedAt: row.issued_at,
      firstCalledAt: row.first_called_at,
      lastCalledAt: row.last_called_at,
      endedAt: row.ended_at,
      visit: row.visit,
    },
  };
}

export function findTicket(db: ReadableDb, id: string): StoredTicket | undefined {
  const raw = db.find(sql`
    select n, id, day, letter, serial, grp, priority, visit, state, bound_to, counter, calls, place, issued_at,
           first_called_at, last_called_at, ended_at, served_ms
    from queue_tickets where id = ${id}`);
  return raw === undefined ? undefined : storedOf(raw);
}

/** The ticket that stands at a counter now. */
export function findServed(db: ReadableDb, counter: number): Ticket | undefined {
  const raw = db.find(sql`
    select n, id, day, letter, serial, grp, priority, visit, state, bound_to, counter, calls, place, issued_at,
           first_called_at, last_called_at, ended_at, served_ms
    from queue_tickets where counter = ${counter} and state = 'called'`);
  return raw === undefined ? undefined : storedOf(raw).ticket;
}

/** Tickets that are held; a handful at any time. */
export const heldQuery = () => sql`
  select n, id, day, letter, serial, grp, priority, visit, state, bound_to, counter, calls, place, issued_at,
         first_called_at, last_called_at, ended_at, served_ms
  from queue_tickets where ended = 0 and state = 'held'`;

/** Tickets of a day that ended so, newest first. */
export const endedQuery = (day: string, state: TicketState, limit: number) => sql`
  select n, id, day, letter, serial, grp, priority, visit, state, bound_to, counter, calls, place, issued_at,
         first_called_at, last_called_at, ended_at, served_ms
  from queue_tickets where day = ${day} and state = ${state} order by ended_at desc limit ${limit}`;

/** Tickets of a day that were finished at a counter, newest first. */
export const finishedQuery = (day: string, counter: number, limit: number) => sql`
  select n, id, day, letter, serial, grp, priority, visit, state, bound_to, counter, calls, place, issued_at,
         first_called_at, last_called_at, ended_at, served_ms
  from queue_tickets where day = ${day} and state = 'finished' and +counter = ${counter}
  order by ended_at desc limit ${limit}`;

/** Tickets of a day, newest first, after the one numbered `before`. */
export const dayQuery = (day: string, before: number, limit: number) => sql`
  select n, id, day, letter, serial, grp, priority, visit, state, bound_to, counter, calls, place, issued_at,
         first_called_at, last_called_at, ended_at, served_ms
  from queue_tickets where day = ${day} and n < ${before} order by n desc limit ${limit}`;

/** Tickets called or recalled last, newest first; each once. */
export const lastCallsQuery = (limit: number) => sql`
  select id, letter, serial, day, counter, state, last_call, last_called_at
  from queue_tickets where last_call > 0 order by last_call desc limit ${limit}`;

/** Tickets that stand at a counter now; one for each counter at most. */
export const calledQuery = () => sql`
  select id, letter, serial, day, counter, state, last_call, last_called_at
  from queue_tickets where state = 'called' and counter > 0 and last_call > 0`;

const CallRow = z.object({
  id: z.string(),
  letter: z.string(),
  serial: z.int(),
  counter: z.int(),
  state: TicketState,
  last_call: z.int(),
  last_called_at: z.string(),
});

/** A call on the board, and whether the ticket still stands there. */
export type LastCall = {
  ticket: string;
  number: string;
  counter: number;
  call: number;
  at: string;
  current: boolean;
};

export function heldTickets(db: ReadableDb): Ticket[] {
  return db.all(heldQuery()).map((raw) => storedOf(raw).ticket);
}

export function endedTickets(db: ReadableDb, day: string, state: TicketState, limit: number): Ticket[] {
  return db.all(endedQuery(day, state, limit)).map((raw) => storedOf(raw).ticket);
}

export function finishedTickets(db: ReadableDb, day: string, counter: number, limit: number): Ticket[] {
  return db.all(finishedQuery(day, counter, limit)).map((raw) => storedOf(raw).ticket);
}

export function ticketsOfDay(db: ReadableDb, day: string, before: number, limit: number): StoredTicket[] {
  return db.all(dayQuery(day, before, limit)).map(storedOf);
}

function callOf(raw: unknown): LastCall {
  const row = CallRow.parse(raw);
  return {
    ticket: row.id,
    number: formatTicketNumber(row.letter, row.serial),
    counter: row.counter,
    call: row.last_call,
    at: row.last_called_at,
    current: row.state === 'called',
  };
}

/** The last calls, newest first: every ticket that stands at a counter, and `before` of those that do no more. */
export function lastCalls(db: ReadableDb, before: number): LastCall[] {
  const current = db.all(calledQuery()).map(callOf);
  const gone = db
    .all(lastCallsQuery(before + current.length))
    .map(callOf)
    .filter((call) => !call.current);
  return [...current, ...gone.slice(0, before)].sort((left, right) => right.call - left.call);
}

const SerialRow = z.object({ serial: z.int() });
const HighestRow = z.object({ serial: z.int().nullable() });

/** The highest number of a letter or group that somebody of an earlier day still has: none, but while the clock is in doubt. */
export const earlierSerialQuery = (day: string, letter: string, group: string) => sql`
  select max(serial) as serial from queue_tickets
  where ended = 0 and day < ${day} and (+letter = ${letter} or +issued_in = ${group})`;

/** The same of a later day: the clock ran ahead and was set right. */
export const laterSerialQuery = (day: string, letter: string, group: string) => sql`
  select max(serial) as serial from queue_tickets
  where ended = 0 and day > ${day} and (+letter = ${letter} or +issued_in = ${group})`;

/**
 * The highest serial of a day that a letter or a group has used; 0 where none. Both, so that neither is given twice when
 * an administrator gives a group another letter during the day. Whoever still has a number of another day counts, too:
 * two people with one number could not be called.
 */
export function lastSerial(db: ReadableDb, day: string, letter: string, group: string): number {
  const found = [
    db.find(
      sql`select serial from queue_tickets where day = ${day} and letter = ${letter} order by serial desc limit 1`,
    ),
    db.find(
      sql`select serial from queue_tickets where day = ${day} and issued_in = ${group} order by serial desc limit 1`,
    ),
  ].flatMap((raw) => (raw === undefined ? [] : SerialRow.parse(raw).serial));
  const live = [earlierSerialQuery(day, letter, group), laterSerialQuery(day, letter, group)].map(
    (query) => HighestRow.parse(db.find(query)).serial ?? 0,
  );
  return Math.max(0, ...found, ...live);
}

/** Whether somebody else, of another day, waits or is served under the same number. */
export function hasTwin(db: ReadableDb, { day, number }: Pick<Ticket, 'day' | 'number'>): boolean {
  const { letter, serial } = parseTicketNumber(number) ?? { letter: '', serial: 0 };
  const found = [
    db.find(sql`
      select 1 from queue_tickets where ended = 0 and day < ${day} and +letter = ${letter} and +serial = ${serial}`),
    db.find(sql`
      select 1 from queue_tickets where ended = 0 and day > ${day} and +letter = ${letter} and +serial = ${serial}`),
  ];
  return found.some((raw) => raw !== undefined);
}

/** The ticket of a number in its day. */
export function findByNumber(
  db: ReadableDb,
  { number, day }: Pick<Ticket, 'day' | 'number'>,
): Ticket | undefined {
  const parts = parseTicketNumber(number);
  if (parts === undefined) return undefined;
  const raw = db.find(sql`
    select n, id, day, letter, serial, grp, priority, visit, state, bound_to, counter, calls, place, issued_at,
           first_called_at, last_called_at, ended_at, served_ms
    from queue_tickets where day = ${day} and letter = ${parts.letter} and serial = ${parts.serial}`);
  return raw === undefined ? undefined : storedOf(raw).ticket;
}
