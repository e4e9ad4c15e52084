import { z } from 'zod';
import { TicketJobState } from '#shared/contract/index.ts';
import { TicketPaper } from '#shared/queue/index.ts';
import { type ReadableDb, sql, type WritableDb } from '../../storage/index.ts';

/** A ticket's paper; a test print says that it is none. */
export const OrderedPaper = TicketPaper.extend({ test: z.literal(true).optional() });
export type OrderedPaper = z.infer<typeof OrderedPaper>;

const Row = z
  .object({
    n: z.int(),
    id: z.string(),
    station: z.string(),
    ticket_id: z.string().nullable(),
    number: z.string(),
    paper: z.string(),
    state: TicketJobState,
    settled: z.int(),
    attempts: z.int(),
    problem: z.string().nullable(),
    created_at: z.int(),
    expires_at: z.int(),
  })
  .transform((row) => ({
    n: row.n,
    id: row.id,
    station: row.station,
    ticketId: row.ticket_id,
    number: row.number,
    /** JSON of OrderedPaper. */
    paper: row.paper,
    state: row.state,
    /** Nobody has to do anything about it any more. */
    settled: row.settled === 1,
    attempts: row.attempts,
    problem: row.problem,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
  }));

const StationRow = z.object({ station: z.string() });

/** An order of one ticket's paper. Times in milliseconds since 1970. */
export type Job = z.output<typeof Row>;

export type NewJob = Pick<Job, 'id' | 'station' | 'ticketId' | 'createdAt' | 'expiresAt'> & {
  paper: OrderedPaper;
};

export function insertJobInTx(tx: WritableDb, job: NewJob): Job {
  const paper = JSON.stringify(job.paper);
  tx.run(sql`
    insert into ticket_jobs (id, station, ticket_id, number, paper, state, created_at, expires_at)
    values (${job.id}, ${job.station}, ${job.ticketId}, ${job.paper.number}, ${paper}, 'waiting', ${job.createdAt},
      ${job.expiresAt})`);
  return Row.parse(tx.one(sql`select * from ticket_jobs where id = ${job.id}`));
}

/** Writes what may change in a job. Throws when it is gone. */
export function updateJobInTx(tx: WritableDb, job: Job): void {
  tx.runOne(sql`
    update ticket_jobs set station = ${job.station}, state = ${job.state}, settled = ${job.settled ? 1 : 0}, attempts = ${job.attempts},
      problem = ${job.problem}, created_at = ${job.createdAt}, expires_at = ${job.expiresAt}
    where id = ${job.id}`);
}

export function findJob(db: ReadableDb, id: string): Job | undefined {
  const row = db.find(sql`select * from ticket_jobs where id = ${id}`);
  return row === undefined ? undefined : Row.parse(row);
}

/** The first order of a ticket's paper; undefined where there was none. */
export function findJobOfTicket(db: ReadableDb, ticketId: string): Job | undefined {
  const row = db.find(sql`select * from ticket_jobs where ticket_id = ${ticketId} order by n limit 1`);
  return row === undefined ? undefined : Row.parse(row);
}

/** Not settled, in the order of their ordering. */
export function openJobsOf(db: ReadableDb, station: string): Job[] {
  return db
    .all(sql`select * from ticket_jobs where settled = 0 and station = ${station} order by n`)
    .map((row) => Row.parse(row));
}

/** Of these the loop has something to do with, in the order of their ordering. */
export function jobsAtPrinter(db: ReadableDb, station: string): Job[] {
  return db
    .all(sql`
      select * from ticket_jobs where settled = 0 and station = ${station} and state in ('waiting', 'printing')
      order by n`)
    .map((row) => Row.parse(row));
}

/** Stations whose loop has something to do. */
export function stationsAtPrinter(db: ReadableDb): string[] {
  return db
    .all(sql`select distinct station from ticket_jobs where settled = 0 and state in ('waiting', 'printing')`)
    .map((row) => StationRow.parse(row).station);
}

/** Not settled at any station, newest first. */
export function newestOpenJobs(db: ReadableDb, limit: number): Job[] {
  return db
    .all(sql`select * from ticket_jobs where settled = 0 order by n desc limit ${limit}`)
    .map((row) => Row.parse(row));
}

/** Orders of past days: a question about a ticket of yesterday helps nobody. */
export function removeOldJobsInTx(tx: WritableDb, before: number): void {
  tx.run(sql`delete from ticket_jobs where created_at < ${before}`);
}

/** A station took another's place: what it had still to print or to ask, the new one does. */
export function moveTicketJobsInTx(tx: WritableDb, from: string, to: string): void {
  tx.run(sql`update ticket_jobs set station = ${to} where settled = 0 and station = ${from}`);
}
