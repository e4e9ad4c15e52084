import type { Sql } from '../store/index.ts';

/** An office as receiving needs it. */
export type OfficeRow = {
  id: string;
  state: 'invited' | 'waiting' | 'enrolled' | 'revoked';
  agencyCode: string;
  codeFormat: string;
  firstSerial: number;
  lastSerial: number;
  leaseDays: number;
  feedN: number;
  keysMono: number;
  /** Whether it ever sent an erasing entry. */
  erases: boolean;
};

/** What a parcel moves on in the office's row. */
export type Moved = Pick<OfficeRow, 'feedN' | 'keysMono' | 'erases'>;

/**
 * The office's row, locked until the transaction ends: its parcels are taken in one after another, whichever instance
 * they reach, while other offices go on.
 */
export async function lockOffice(tx: Sql, id: string): Promise<OfficeRow | undefined> {
  const [row] = await tx.query<OfficeRow>(
    `select id, state, agency_code as "agencyCode", code_format as "codeFormat", first_serial as "firstSerial",
       last_serial as "lastSerial", lease_days as "leaseDays", feed_n as "feedN", keys_mono as "keysMono",
       erases
     from offices where id = $1 for no key update`,
    [id],
  );
  return row;
}

/** What a parcel tells of the office itself. `skewMs`: how far its clock stood before ours. */
export async function noteContact(
  tx: Sql,
  office: Moved & { id: string; program: string; skewMs: number | null; at: string },
): Promise<void> {
  await tx.query(
    `update offices set feed_n = $2, keys_mono = $3, program = $4, skew_ms = $5, last_contact_at = $6,
       erases = $7 where id = $1`,
    [office.id, office.feedN, office.keysMono, office.program, office.skewMs, office.at, office.erases],
  );
}

/** Where the office's list and keys stand now. */
export async function noteFeed(tx: Sql, id: string, at: Omit<Moved, 'erases'>): Promise<void> {
  await tx.query('update offices set feed_n = $2, keys_mono = $3 where id = $1', [id, at.feedN, at.keysMono]);
}
