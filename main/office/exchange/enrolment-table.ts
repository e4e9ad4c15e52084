import { z } from 'zod';
import { epochOfOfficeTimestamp } from '#shared/base/index.ts';
import { type ReadableDb, sql, type WritableDb } from '../storage/index.ts';

const Row = z.object({
  province: z.string(),
  name: z.string(),
  lookup: z.string().nullable(),
  way: z.enum(['wire', 'stick']),
  since: z.string(),
  left_at: z.string().nullable(),
});
/** The province this office exchanges with; `left_at`: an administrator ended it. */
export type Enrolment = z.infer<typeof Row>;

export function findEnrolment(db: ReadableDb): Enrolment | undefined {
  const row = db.find(
    sql`select province, name, lookup, way, since, left_at from exchange_enrolment where id = 1`,
  );
  return row === undefined ? undefined : Row.parse(row);
}

/** Joined, again or for the first time. */
export function keepEnrolmentInTx(tx: WritableDb, enrolment: Omit<Enrolment, 'left_at'>): void {
  const { province, name, lookup, way, since } = enrolment;
  tx.run(sql`
    insert into exchange_enrolment (id, province, name, lookup, way, since)
    values (1, ${province}, ${name}, ${lookup}, ${way}, ${since})
    on conflict (id) do update set province = excluded.province, name = excluded.name, lookup = excluded.lookup,
      way = excluded.way, since = excluded.since, left_at = null`);
}

/** The province said where its look-up is. Not of one that was left: its answers may still be on their way (P22). */
export function noteLookUpInTx(tx: WritableDb, lookup: string | null): void {
  tx.run(sql`update exchange_enrolment set lookup = ${lookup} where id = 1 and left_at is null`);
}

/** An administrator ended it. `at`: office time. */
export function noteLeftInTx(tx: WritableDb, at: string): void {
  tx.run(sql`update exchange_enrolment set left_at = ${at}, lookup = null where id = 1`);
}

const Request = z
  .object({ sha256: z.string(), created_at: z.string(), file: z.string(), mono: z.int().nullable() })
  // An earlier release told its clock alone.
  .transform(({ created_at, mono, ...row }) => ({
    ...row,
    createdAt: created_at,
    mono: mono ?? epochOfOfficeTimestamp(created_at),
  }));
/** An enrolment by stick that waits for its answer. `mono`: up to where the journal went when it was written. */
export type WaitingRequest = z.output<typeof Request>;

export function findRequest(db: ReadableDb): WaitingRequest | undefined {
  const row = db.find(sql`select sha256, created_at, file, mono from exchange_request where id = 1`);
  return row === undefined ? undefined : Request.parse(row);
}

export function keepRequestInTx(tx: WritableDb, request: WaitingRequest): void {
  const { sha256, createdAt, file, mono } = request;
  tx.run(sql`
    insert into exchange_request (id, sha256, created_at, file, mono)
    values (1, ${sha256}, ${createdAt}, ${file}, ${mono})
    on conflict (id) do update set sha256 = excluded.sha256, created_at = excluded.created_at,
      file = excluded.file, mono = excluded.mono`);
}

export function forgetRequestInTx(tx: WritableDb): void {
  tx.run(sql`delete from exchange_request`);
}
