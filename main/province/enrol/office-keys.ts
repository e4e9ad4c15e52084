import type { KnownKey } from '#main/parcels/index.ts';
import { PublicKey } from '#shared/exchange/index.ts';
import type { Sql } from '../store/index.ts';

/** A pinned key with whose it is. */
export type OfficeKey = KnownKey & { readonly office: string; readonly officeState: string };

/** The pinned signing key of an id; its times are those by the province's clock. */
export async function findOfficeKey(sql: Sql, kid: string): Promise<OfficeKey | undefined> {
  const [row] = await sql.query<{
    public: unknown;
    office: string;
    state: string;
    valid_from: string;
    valid_to: string;
    revoked_at: string | null;
  }>(
    `SELECT k.public, k.office, o.state, k.valid_from, k.valid_to, k.revoked_at
     FROM office_keys k JOIN offices o ON o.id = k.office WHERE k.kid = $1`,
    [kid],
  );
  if (row === undefined) return undefined;
  return {
    ...PublicKey.parse(row.public),
    validFrom: row.valid_from,
    validTo: row.valid_to,
    revoked: row.revoked_at !== null || row.state !== 'enrolled',
    office: row.office,
    officeState: row.state,
  };
}

/** The key to which a stick file for an office is sealed; undefined where it has none that is good. */
export async function findEncryptionKey(
  sql: Sql,
  office: string,
  now: string,
): Promise<PublicKey | undefined> {
  const [row] = await sql.query<{ public: unknown }>(
    `SELECT public FROM office_keys WHERE office = $1 AND use = 'encrypt' AND revoked_at IS NULL AND valid_to > $2
     ORDER BY valid_to DESC, kid LIMIT 1`,
    [office, now],
  );
  return row === undefined ? undefined : PublicKey.parse(row.public);
}
