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
  /** When it last asked to be let in, by its own clock, and the station that did; null: not known. */
  askedMono: number | null;
  askedStation: string | null;
  /** Whether it ever sent an erasing entry. */
  erases: boolean;
  /** Whether a file that it named may still be to come. */
  wantsFiles: boolean;
};

/** What a parcel moves on in the office's row. */
export type Moved = Pick<OfficeRow, 'feedN' | 'keysMono' | 'erases' | 'wantsFiles'>;

/**
 * The office's row, locked until the transaction ends: its parcels are taken in one after another, whichever instance
 * they reach, while other offices go on.
 */
export async function lockOffice(tx: Sql, id: string): Promise<OfficeRow | undefined> {
  const [row] = await tx.query<OfficeRow>(
    `select id, state, agency_code as "agencyCode", code_format as "codeFormat", first_serial as "firstSerial",
       last_serial as "lastSerial", lease_days as "leaseDays", feed_n as "feedN", keys_mono as "keysMono",
       asked_mono as "askedMono", asked_station as "askedStation", erases, wants_files as "wantsFiles"
     from offices where id = $1 for no key update`,
    [id],
  );
  return row;
}

/** From here on a difference of clocks is shown (P14), milliseconds. */
export const CLOCK_OFF_MS = 2 * 60_000;

/** What a parcel tells of the office itself. `skewMs`: how far its clock stood before ours; null: it does not tell. */
export type Contact = { program: string; skewMs: number | null; at: string };

/** There is no file any more that the office named and that has not come. */
export async function noteFilesComplete(tx: Sql, id: string): Promise<void> {
  await tx.query('update offices set wants_files = false where id = $1', [id]);
}
