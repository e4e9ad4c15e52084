import { z } from 'zod';
import { PrintJobState } from '#shared/contract/index.ts';
import { PaperKind } from '#shared/dossier/index.ts';
import { type ReadableDb, sql, type WritableDb } from '../storage/index.ts';

const JobRow = z
  .object({
    n: z.int(),
    id: z.string(),
    station: z.string(),
    dossier_id: z.string(),
    paper: PaperKind,
    title: z.string(),
    code: z.string(),
    actor: z.string(),
    printer_id: z.string(),
    printer_name: z.string(),
    layout: z.enum(['a5', 'a4-two']),
    copies: z.int(),
    revision: z.int(),
    superseded: z.int(),
    reprint: z.int(),
    source_sha256: z.string().nullable(),
    sha256: z.string().nullable(),
    form: z.string().nullable(),
    state: PrintJobState,
    attempts: z.int(),
    problem: z.string().nullable(),
    created_at: z.int(),
    expires_at: z.int(),
  })
  .transform((row) => ({
    n: row.n,
    id: row.id,
    station: row.station,
    dossierId: row.dossier_id,
    paper: row.paper,
    title: row.title,
    /** The dossier's code: what the spooler and the folder of PDF files call the paper. */
    code: row.code,
    actor: row.actor,
    printerId: row.printer_id,
    printerName: row.printer_name,
    layout: row.layout,
    copies: row.copies,
    /** The revision of the dossier that the paper tells. */
    revision: row.revision,
    /** Its paper lost its place before it came out: a later revision or the cancellation. Never printed. */
    superseded: row.superseded === 1,
    reprint: row.reprint,
    /** Hash of the archived original that a reprint is made from; null for an original. */
    sourceSha256: row.source_sha256,
    /** Hash of this paper's own archived PDF; null until it is made. */
    sha256: row.sha256,
    form: row.form,
    state: row.state,
    attempts: row.attempts,
    problem: row.problem,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
  }));

/** A print order as stored. Its id is also the id of the paper it makes. Times in milliseconds since 1970. */
export type Job = z.output<typeof JobRow>;

export type NewJob = Pick<
  Job,
  | 'id'
  | 'station'
  | 'dossierId'
  | 'paper'
  | 'title'
  | 'code'
  | 'actor'
  | 'printerId'
  | 'printerName'
  | 'layout'
  | 'copies'
  | 'revision'
  | 'reprint'
  | 'sourceSha256'
  | 'form'
  | 'createdAt'
  | 'expiresAt'
> & { requestId: string | null };

/** Writes a new order, waiting, and gives it as it now stands. */
export function insertJobInTx(tx: WritableDb, job: NewJob): Job {
  const { lastInsertRowid } = tx.run(sql`
    insert into print_jobs (id, station, dossier_id, paper, title, code, request_id, actor, printer_id,
      printer_name, layout, copies, revision, reprint, source_sha256, form, state, attempts, created_at, expires_at)
    values (${job.id}, ${job.station}, ${job.dossierId}, ${job.paper}, ${job.title}, ${job.code}, ${job.requestId},
      ${job.actor}, ${job.printerId}, ${job.printerName}, ${job.layout}, ${job.copies}, ${job.revision}, ${job.reprint},
      ${job.sourceSha256}, ${job.form}, 'waiting', 0, ${job.createdAt}, ${job.expiresAt})`);
  const { requestId: _requestId, ...order } = job;
  return {
    ...order,
    n: Number(lastInsertRowid),
    superseded: false,
    sha256: null,
    state: 'waiting',
    attempts: 0,
    problem: null,
  };
}

/** Writes what may change in a job. Throws when it is gone. */
export function updateJobInTx(tx: WritableDb, job: Job): void {
  tx.runOne(sql`
    update print_jobs set actor = ${job.actor}, station = ${job.station}, printer_id = ${job.printerId}, printer_name = ${job.printerName}, layout = ${job.layout},
      sha256 = ${job.sha256}, form = ${job.form}, state = ${job.state}, attempts = ${job.attempts},
      problem = ${job.problem}, expires_at = ${job.expiresAt}
    where id = ${job.id}`);
}

/**
 * Drops what waits or failed for revisions before this one: their papers must not come out any more. What is at the
 * printer, or may have come out of it, keeps its state: a person still answers for it.
 */
export function supersedeJobsInTx(tx: WritableDb, dossierId: string, before: number): string[] {
  const dropped = jobsOfDossier(tx, dossierId).filter(
    (job) =>
      !job.superseded &&
      job.revision < before &&
      (job.state === 'waiting' || job.state === 'failed' || job.state === 'expired'),
  );
  for (const { id } of dropped) {
    tx.runOne(sql`
      update print_jobs set superseded = 1, state = 'expired', problem = 'superseded' where id = ${id}`);
  }
  return dropped.map(({ id }) => id);
}

/** A station took another's place: what it had still to print, the new one prints. */
export function moveJobsInTx(tx: WritableDb, from: string, to: string): void {
  tx.run(sql`update print_jobs set station = ${to} where state <> 'printed' and station = ${from}`);
}

/** A reprint was asked for and this job is the answer. The newest request is kept: only that one can still be repeated. */
export function noteRequestInTx(tx: WritableDb, jobId: string, requestId: string): void {
  tx.runOne(sql`update print_jobs set request_id = ${requestId} where id = ${jobId}`);
}

function parse(row: unknown): Job | undefined {
  return row === undefined ? undefined : JobRow.parse(row);
}

export function findJob(db: ReadableDb, id: string): Job | undefined {
  return parse(db.find(sql`select * from print_jobs where id = ${id}`));
}

export function findJobByRequest(db: ReadableDb, requestId: string): Job | undefined {
  return parse(db.find(sql`select * from print_jobs where request_id = ${requestId}`));
}

/** Jobs of a dossier, oldest first. */
export function jobsOfDossier(db: ReadableDb, dossierId: string): Job[] {
  return db
    .all(sql`select * from print_jobs where dossier_id = ${dossierId} order by n`)
    .map((row) => JobRow.parse(row));
}

// Each query names `state <> 'printed'` in these words: only then is the partial index used.

/** Jobs that are not printed and still ought to be, newest first. */
export function unsettledJobs(db: ReadableDb, limit: number): Job[] {
  return db
    .all(
      sql`select * from print_jobs where state <> 'printed' and superseded = 0 order by n desc limit ${limit}`,
    )
    .map((row) => JobRow.parse(row));
}

/** The oldest job of a station that waits for its turn. */
export function findNextJob(db: ReadableDb, station: string): Job | undefined {
  return parse(
    db.find(sql`
      select * from print_jobs where state <> 'printed' and state = 'waiting' and station = ${station}
      order by n limit 1`),
  );
}

/** Jobs of a station that were under way; after a start, those the last run did not finish. */
export function jobsUnderWay(db: ReadableDb, station: string): Job[] {
  return db
    .all(sql`
      select * from print_jobs
      where state <> 'printed' and state in ('making', 'printing') and station = ${station} order by n`)
    .map((row) => JobRow.parse(row));
}

/** Stations with jobs that are not settled. */
export function stationsWithJobs(db: ReadableDb): string[] {
  return db
    .all(sql`
      select distinct station from print_jobs
      where state <> 'printed' and state in ('waiting', 'making', 'printing')`)
    .map((row) => z.object({ station: z.string() }).parse(row).station);
}

/** How many jobs go their way, and how many need a person. */
export function countJobs(db: ReadableDb): { waiting: number; inDoubt: number } {
  const Counts = z.object({ waiting: z.int(), in_doubt: z.int() });
  const row = Counts.parse(
    db.one(sql`
      select count(*) filter (where state in ('waiting', 'making', 'printing')) as waiting,
        count(*) filter (where state in ('unknown', 'failed', 'expired')) as in_doubt
      from print_jobs where state <> 'printed' and superseded = 0`),
  );
  return { waiting: row.waiting, inDoubt: row.in_doubt };
}
