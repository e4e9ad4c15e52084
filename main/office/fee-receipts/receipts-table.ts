import { z } from 'zod';
import type { FeeReceipt } from '#shared/contract/index.ts';
import { numberKey, PaymentMethod, ReceiptNumber, ReceiptState } from '#shared/fee-receipts/index.ts';
import { type ReadableDb, type Sql, sql, type WritableDb } from '../storage/index.ts';

const Number_ = z.preprocess(
  (text) => (typeof text === 'string' ? JSON.parse(text) : text),
  ReceiptNumber.nullable(),
);

const Row = z
  .object({
    position: z.int(),
    id: z.string(),
    dossier_id: z.string(),
    state: ReceiptState,
    charge: z.string(),
    amount: z.int(),
    payer: z.string(),
    method: PaymentMethod,
    collected_on: z.string(),
    recorded_at: z.string(),
    recorded_by: z.string(),
    number: Number_,
    numbered_at: z.string().nullable(),
    replacement: Number_,
    end_reason: z.string(),
    end_reference: z.string(),
    ended_on: z.string().nullable(),
    erased: z.int(),
    exported_at: z.string().nullable(),
  })
  .transform((row) => ({
    position: row.position,
    id: row.id,
    dossierId: row.dossier_id,
    erased: row.erased === 1,
    state: row.state,
    charge: row.charge,
    amount: row.amount,
    payer: row.payer,
    method: row.method,
    collectedOn: row.collected_on,
    recordedAt: row.recorded_at,
    recordedBy: row.recorded_by,
    number: row.number,
    numberedAt: row.numbered_at,
    replacement: row.replacement,
    endReason: row.end_reason,
    endReference: row.end_reference,
    endedOn: row.ended_on,
    exportedAt: row.state === 'waiting' ? row.exported_at : null,
  }));

/** A receipt as the tables hold it; `recordedBy` is a name, after an erasure the person's id. */
export type ReceiptRow = Omit<FeeReceipt, 'dossierCode'> & { position: number };

const rows = (found: unknown[]): ReceiptRow[] => found.map((row) => Row.parse(row));

/** Where a page of the list goes on: behind this day and position. */
export type Cursor = { day: string; position: number };

const FIRST_DAY = '0000-01-01';
const LAST_DAY = '9999-12-31';

/** What waits, oldest first. Bounds are days, both included. */
export function waitingQuery(
  from: string | null,
  to: string | null,
  after: Cursor | null,
  limit: number,
): Sql {
  return sql`
    select f.*, e.at as exported_at from fee_receipts f left join fee_receipt_exports e on e.receipt_id = f.id
    where f.state = 'waiting' and (f.collected_on, f.position) > (${after?.day ?? ''}, ${after?.position ?? 0})
      and f.collected_on >= ${from ?? FIRST_DAY} and f.collected_on <= ${to ?? LAST_DAY}
    order by f.collected_on, f.position limit ${limit}`;
}

/** What has its number, newest first. */
export function numberedQuery(
  from: string | null,
  to: string | null,
  before: Cursor | null,
  limit: number,
): Sql {
  return sql`
    select f.*, null as exported_at from fee_receipts f
    where f.state = 'numbered'
      and (f.collected_on, f.position) < (${before?.day ?? LAST_DAY}, ${before?.position ?? Number.MAX_SAFE_INTEGER})
      and f.collected_on >= ${from ?? FIRST_DAY} and f.collected_on <= ${to ?? LAST_DAY}
    order by f.collected_on desc, f.position desc limit ${limit}`;
}

/** What was withdrawn, cancelled or replaced, newest first. */
export function endedQuery(
  from: string | null,
  to: string | null,
  before: Cursor | null,
  limit: number,
): Sql {
  return sql`
    select f.*, null as exported_at from fee_receipts f indexed by fee_receipts_ended
    where f.state in ('withdrawn', 'cancelled', 'replaced')
      and (f.collected_on, f.position) < (${before?.day ?? LAST_DAY}, ${before?.position ?? Number.MAX_SAFE_INTEGER})
      and f.collected_on >= ${from ?? FIRST_DAY} and f.collected_on <= ${to ?? LAST_DAY}
    order by f.collected_on desc, f.position desc limit ${limit}`;
}

/** Everything, newest first. */
export function everyQuery(
  from: string | null,
  to: string | null,
  before: Cursor | null,
  limit: number,
): Sql {
  return sql`
    select f.*, e.at as exported_at from fee_receipts f left join fee_receipt_exports e on e.receipt_id = f.id
    where (f.collected_on, f.position) < (${before?.day ?? LAST_DAY}, ${before?.position ?? Number.MAX_SAFE_INTEGER})
      and f.collected_on >= ${from ?? FIRST_DAY} and f.collected_on <= ${to ?? LAST_DAY}
    order by f.collected_on desc, f.position desc limit ${limit}`;
}

/** Those with this number, of whatever series and year, also one that was replaced. */
export function byDigitsQuery(digits: number, limit: number): Sql {
  return sql`
    select f.*, e.at as exported_at from fee_receipts f left join fee_receipt_exports e on e.receipt_id = f.id
    where f.id in (select receipt_id from fee_receipt_numbers where digits = ${digits})
    order by f.position desc limit ${limit}`;
}

/** What waits and is in no file yet, oldest first; `after`: position of the last one read. */
export function unexportedQuery(after: Cursor | null, limit: number): Sql {
  return sql`
    select f.*, null as exported_at from fee_receipts f
    where f.state = 'waiting' and (f.collected_on, f.position) > (${after?.day ?? ''}, ${after?.position ?? 0})
      and not exists (select 1 from fee_receipt_exports e where e.receipt_id = f.id)
    order by f.collected_on, f.position limit ${limit}`;
}

/** The rows of one of these queries. */
export function readReceipts(db: ReadableDb, query: Sql): ReceiptRow[] {
  return rows(db.all(query));
}

export function findReceipt(db: ReadableDb, id: string): ReceiptRow | undefined {
  return rows(
    db.all(sql`
      select f.*, e.at as exported_at from fee_receipts f left join fee_receipt_exports e on e.receipt_id = f.id
      where f.id = ${id} order by f.position limit 1`),
  )[0];
}

/** Those of a dossier, oldest first. */
export function receiptsOf(db: ReadableDb, dossierId: string): ReceiptRow[] {
  return rows(
    db.all(sql`
      select f.*, e.at as exported_at from fee_receipts f left join fee_receipt_exports e on e.receipt_id = f.id
      where f.dossier_id = ${dossierId} order by f.position`),
  );
}

const HolderRow = z.object({ receipt_id: z.string() });

/** The receipt that has this number; undefined where none has. */
export function findHolder(db: ReadableDb, number: ReceiptNumber): string | undefined {
  const row = db.find(
    sql`select receipt_id from fee_receipt_numbers where key = ${numberKey(number)} limit 1`,
  );
  return row === undefined ? undefined : HolderRow.parse(row).receipt_id;
}

const RequestRow = z.object({ receipt_id: z.string(), digest: z.string() });

/** What a request made before: each receipt that it was about. `digest` is empty where that was erased. */
export function findRequest(db: ReadableDb, requestId: string): { receiptId: string; digest: string }[] {
  return db
    .all(
      sql`select receipt_id, digest from fee_receipt_requests where request_id = ${requestId} order by receipt_id`,
    )
    .map((row) => RequestRow.parse(row))
    .map(({ receipt_id: receiptId, digest }) => ({ receiptId, digest }));
}

export function noteRequestInTx(
  tx: WritableDb,
  request: { id: string; digest: string },
  receiptId: string,
): void {
  tx.run(sql`
    insert into fee_receipt_requests (request_id, receipt_id, digest) values (${request.id}, ${receiptId}, ${request.digest})
    on conflict (request_id, receipt_id) do update set digest = excluded.digest`);
}

/** That a receipt has a number, so that no other gets it. */
export function noteNumberInTx(tx: WritableDb, receiptId: string, number: ReceiptNumber): void {
  tx.run(sql`
    insert into fee_receipt_numbers (key, receipt_id, digits) values (${numberKey(number)}, ${receiptId}, ${Number(number.number)})
    on conflict (key, receipt_id) do nothing`);
}
