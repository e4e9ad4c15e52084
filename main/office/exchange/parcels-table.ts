import { z } from 'zod';
import { type ReadableDb, sql, type WritableDb } from '../storage/index.ts';

/** Of wire parcels only so many hashes are kept; of stick files all, they may come back years later. */
const KEPT_OF_WIRE = 200;

const Carried = z.array(z.object({ station: z.string(), first: z.int(), last: z.int() }));
/** What of each station was in a parcel, both ends included. */
export type Carried = z.infer<typeof Carried>;

const Row = z
  .object({
    n: z.int(),
    way: z.enum(['wire', 'stick']),
    at: z.string(),
    entries: z.int(),
    answered_at: z.string().nullable(),
    kid: z.string().nullable(),
    carried: z.string().transform((text) => Carried.parse(JSON.parse(text))),
  })
  .transform(({ answered_at, ...row }) => ({ ...row, answeredAt: answered_at }));
/** A parcel that was sent, or may have been. `n` rises with each; `kid`: the key that signed it, null: not noted yet then. */
export type SentParcel = z.output<typeof Row>;

export function findParcel(db: ReadableDb, sha256: string): SentParcel | undefined {
  const row = db.find(sql`
    select n, way, at, entries, answered_at, kid, carried from exchange_parcels where sha256 = ${sha256}`);
  return row === undefined ? undefined : Row.parse(row);
}

/** The newest that was sent by wire; 0: none. */
export function newestByWire(db: ReadableDb): number {
  const row = db.one(sql`select coalesce(max(n), 0) as n from exchange_parcels where way = 'wire'`);
  return z.object({ n: z.int() }).parse(row).n;
}

/** The newest that was sent in any way; 0: none. */
export function newestParcel(db: ReadableDb): number {
  const row = db.one(sql`select coalesce(max(n), 0) as n from exchange_parcels`);
  return z.object({ n: z.int() }).parse(row).n;
}

/** Notes a parcel before its first byte leaves; gives its `n`. */
export function noteParcelInTx(
  tx: WritableDb,
  parcel: Pick<SentParcel, 'way' | 'at' | 'entries' | 'carried'> & { sha256: string; kid: string },
): number {
  const { sha256, way, at, entries, kid, carried } = parcel;
  const { lastInsertRowid } = tx.run(sql`
    insert into exchange_parcels (sha256, way, at, entries, kid, carried)
    values (${sha256}, ${way}, ${at}, ${entries}, ${kid}, ${JSON.stringify(carried)})`);
  const n = Number(lastInsertRowid);
  tx.run(sql`delete from exchange_parcels where way = 'wire' and n <= ${n - KEPT_OF_WIRE}`);
  return n;
}

export function noteAnsweredInTx(tx: WritableDb, n: number, at: string): void {
  tx.run(sql`update exchange_parcels set answered_at = ${at} where n = ${n} and answered_at is null`);
}
