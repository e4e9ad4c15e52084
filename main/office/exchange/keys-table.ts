import { z } from 'zod';
import { PublicKey } from '#shared/exchange/index.ts';
import { type ReadableDb, sql, type WritableDb } from '../storage/index.ts';

const Row = z
  .object({
    owner: z.enum(['office', 'province']),
    use: z.enum(['sign', 'encrypt']),
    state: z.enum(['waiting', 'coming', 'present', 'past']),
    public: z.string(),
    secret: z.string().nullable(),
  })
  .transform((row) => ({ ...row, public: PublicKey.parse(JSON.parse(row.public)) }));

/**
 * A key of either side. `waiting`: of an enrolment that is not answered yet; `coming`: made, but the province has not
 * said yet that it has it; `past`: still opens what was sealed to it. `secret`: only of the office's own.
 */
export type KeptKey = z.output<typeof Row>;

export function findKey(db: ReadableDb, kid: string): KeptKey | undefined {
  const row = db.find(sql`select owner, use, state, public, secret from exchange_keys where kid = ${kid}`);
  return row === undefined ? undefined : Row.parse(row);
}

/** The newest first. */
export function keysOf(db: ReadableDb, owner: KeptKey['owner']): KeptKey[] {
  return db
    .all(sql`
      select owner, use, state, public, secret from exchange_keys where owner = ${owner} order by added desc, kid`)
    .map((row) => Row.parse(row));
}

/** Keeps a key; one that is known takes the new state. `added`: milliseconds since 1970. */
export function keepKeyInTx(tx: WritableDb, key: KeptKey, added: number): void {
  tx.run(sql`
    insert into exchange_keys (kid, owner, use, state, public, secret, added)
    values (${key.public.kid}, ${key.owner}, ${key.use}, ${key.state}, ${JSON.stringify(key.public)},
      ${key.secret}, ${added})
    on conflict (kid) do update set state = excluded.state`);
}

/** The office's keys in one state go over into another. */
export function moveKeysInTx(tx: WritableDb, from: KeptKey['state'], to: KeptKey['state']): void {
  tx.run(sql`update exchange_keys set state = ${to} where owner = 'office' and state = ${from}`);
}

export function forgetKeysInTx(tx: WritableDb, state: KeptKey['state']): void {
  tx.run(sql`delete from exchange_keys where owner = 'office' and state = ${state}`);
}
