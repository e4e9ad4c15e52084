import { epochOfOfficeTimestamp, officeTimestamp } from '#shared/base/index.ts';
import type { PublicKey } from '#shared/exchange/index.ts';
import type { Sql } from '../store/index.ts';

const DAY_MS = 86_400_000;
/** A key is good for no longer, whatever an office says of it. */
const MOST_VALID_MS = 5 * 365 * DAY_MS;

/** How long an office says that a key is good, milliseconds; not above 0, or NaN, where its times make no sense. */
export function validMsOf({ validFrom, validTo }: Pick<PublicKey, 'validFrom' | 'validTo'>): number {
  return epochOfOfficeTimestamp(validTo) - epochOfOfficeTimestamp(validFrom);
}

/**
 * Makes these the office's keys; those not among them are used no longer (P3). They are good from now on (milliseconds
 * since 1970) for as long as they say, by our clock: the desk's may be years off, and the entry that tells of them may have
 * waited for weeks, so that the two can't be told apart (P14). A kid that is known here, as of another office or as
 * ended, stays what it is; where no signing key of these is good, the office keeps those it has. Each must have a time
 * (`validMsOf`).
 */
export async function setOfficeKeys(
  tx: Sql,
  office: string,
  keys: readonly PublicKey[],
  now: number,
): Promise<void> {
  const at = officeTimestamp(now);
  const timed = keys.map((key) => ({
    ...{ kid: key.kid, use: key.use, public: key },
    // Another server of the province may be a little behind.
    from: officeTimestamp(now - DAY_MS),
    to: officeTimestamp(now + Math.min(validMsOf(key), MOST_VALID_MS)),
  }));
  await tx.query(
    `insert into office_keys (kid, office, use, public, valid_from, valid_to)
     select k->>'kid', $1, k->>'use', k->'public', k->>'from', k->>'to' from jsonb_array_elements($2::jsonb) as k
     on conflict (kid) do nothing`,
    [office, JSON.stringify(timed)],
  );
  await tx.query(
    `update office_keys set revoked_at = $3 where office = $1 and revoked_at is null and kid <> all($2::text[])
       and exists (select 1 from office_keys k where k.office = $1 and k.use = 'sign' and k.kid = any($2::text[])
         and k.revoked_at is null and k.valid_from <= $3 and k.valid_to >= $3)`,
    [office, keys.map(({ kid }) => kid), at],
  );
}
