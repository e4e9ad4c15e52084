import type { PublicKey } from '#shared/exchange/index.ts';
import type { Sql } from '../store/index.ts';

/** Makes these the office's keys; those not among them are used no longer (P3). A kid of another office stays theirs. */
export async function setOfficeKeys(
  tx: Sql,
  office: string,
  keys: readonly PublicKey[],
  at: string,
): Promise<void> {
  await tx.query(
    `insert into office_keys (kid, office, use, public, valid_from, valid_to)
     select k->>'kid', $1, k->>'use', k, k->>'validFrom', k->>'validTo' from jsonb_array_elements($2::jsonb) as k
     on conflict (kid) do nothing`,
    [office, JSON.stringify(keys)],
  );
  await tx.query(
    'update office_keys set revoked_at = $3 where office = $1 and revoked_at is null and kid <> all($2::text[])',
    [office, keys.map(({ kid }) => kid), at],
  );
}
