import { z } from 'zod';
import { type ReadableDb, sql, type WritableDb } from '../storage/index.ts';
import type { LanIdentity } from './certificate.ts';

const Bytes = z.instanceof(Uint8Array).transform((bytes) => new Uint8Array(bytes));
const Row = z
  .object({ private_key: Bytes, certificate: Bytes })
  .transform(({ private_key, certificate }) => ({ privateKey: private_key, certificate }));

/** Key and certificate of the office; undefined in one that was never opened to its LAN. */
export function findIdentity(db: ReadableDb): LanIdentity | undefined {
  const row = db.find(sql`select private_key, certificate from lan_identity`);
  return row === undefined ? undefined : Row.parse(row);
}

export function keepIdentityInTx(tx: WritableDb, { privateKey, certificate }: LanIdentity): void {
  tx.run(sql`
    insert or replace into lan_identity (id, private_key, certificate)
    values (1, ${privateKey}, ${certificate})`);
}

/** The key of a copy may be in use on another PC: the next opening makes one of its own. */
export function forgetIdentityInTx(tx: WritableDb): void {
  tx.run(sql`delete from lan_identity`);
}
