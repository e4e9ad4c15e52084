import { z } from 'zod';
import { type ReadableDb, sql, type WritableDb } from '../storage/index.ts';

const Row = z.object({ ticket: z.string() });

/** The ticket of a request that was carried out today; undefined for a new one. */
export function findRequest(db: ReadableDb, requestId: string): string | undefined {
  const raw = db.find(sql`select ticket from queue_requests where request_id = ${requestId}`);
  return raw === undefined ? undefined : Row.parse(raw).ticket;
}

/** One request may make two entries (the last ticket finished, the next one called). */
export function noteRequestInTx(tx: WritableDb, requestId: string | null, ticket: string, day: string): void {
  if (requestId === null) return;
  tx.run(sql`
    insert into queue_requests (request_id, ticket, day) values (${requestId}, ${ticket}, ${day})
    on conflict (request_id) do nothing`);
}

/** Nobody repeats a request on another day. */
export function forgetRequestsInTx(tx: WritableDb, before: string): void {
  tx.run(sql`delete from queue_requests where day < ${before}`);
}
