import type { Clock } from '#shared/base/index.ts';
import { err, officeDate, officeTimestamp, ok, type Result } from '#shared/base/index.ts';
import type { Sql } from '../store/index.ts';

/** Why a change of numbers is not made; the sentence for the administrator. */
export type ChangeRefusal = {
  code: 'unknown' | 'malformed' | 'overlaps-office' | 'overlaps-lease';
  message: string;
};

/**
 * Sets which serials an office is granted from, and for how many days. Refused where another office with the same agency
 * code and format has some of them, or where a lease of today or later lies outside.
 */
export async function changeShare(
  sql: Sql,
  clock: Clock,
  share: {
    office: string;
    agencyCode: string;
    codeFormat: string;
    firstSerial: number;
    lastSerial: number;
    leaseDays: number;
  },
): Promise<Result<undefined, ChangeRefusal>> {
  const { office, agencyCode, codeFormat, firstSerial, lastSerial, leaseDays } = share;
  const sound =
    [firstSerial, lastSerial, leaseDays].every((number) => Number.isSafeInteger(number) && number >= 1) &&
    firstSerial <= lastSerial &&
    lastSerial <= 9_999_999 &&
    leaseDays <= 400;
  if (!sound) {
    return err({
      code: 'malformed',
      message: 'Dải số đi từ số nhỏ đến số lớn, từ 1 đến 9999999; số ngày từ 1 đến 400. Hãy xem lại.',
    });
  }
  return await sql.transaction(async (tx) => {
    await lockShares(tx);
    const [present] = await tx.query('select 1 from offices where id = $1 for no key update', [office]);
    if (present === undefined) {
      return err({ code: 'unknown', message: 'Không có cơ quan này.' } as const);
    }
    const other = await findShareOverlap(tx, share);
    if (other !== undefined) {
      return err({
        code: 'overlaps-office',
        message: `Dải số chồng lên ${other.firstSerial}–${other.lastSerial} của "${other.name}", cùng mã cơ quan. Hãy chọn dải khác.`,
      } as const);
    }
    const [lease] = await tx.query<{ first_serial: number; last_serial: number; last_day: string }>(
      `select l.first_serial, l.last_serial, l.last_day from leases l join lease_scopes s on s.id = l.scope
       where s.agency_code = $2 and s.code_format = $3 and l.last_day >= $6::date
         and case when l.office = $1 then l.first_serial < $4 or l.last_serial > $5
             else l.first_serial <= $5 and l.last_serial >= $4 end
       order by l.last_day desc limit 1`,
      [office, agencyCode, codeFormat, firstSerial, lastSerial, officeDate(clock.now())],
    );
    if (lease !== undefined) {
      return err({
        code: 'overlaps-lease',
        message: `Số ${lease.first_serial}–${lease.last_serial} đã cấp cho trạm đến hết ngày ${inWords(lease.last_day)}. Hãy giữ chúng trong dải, hoặc đợi qua ngày đó.`,
      } as const);
    }
    await tx.query(
      `update offices set agency_code = $2, code_format = $3, first_serial = $4, last_serial = $5, lease_days = $6
       where id = $1`,
      [office, agencyCode, codeFormat, firstSerial, lastSerial, leaseDays],
    );
    return ok(undefined);
  });
}

/** One change of shares at a time, until the transaction ends: two offices may share an agency code. */
export async function lockShares(tx: Sql): Promise<void> {
  await tx.query('select pg_advisory_xact_lock(7312027)');
}

/** Another office that has some of these serials of the agency and format; call it under `lockShares`. */
export async function findShareOverlap(
  tx: Sql,
  share: { office: string; agencyCode: string; codeFormat: string; firstSerial: number; lastSerial: number },
): Promise<{ name: string; firstSerial: number; lastSerial: number } | undefined> {
  const { office, agencyCode, codeFormat, firstSerial, lastSerial } = share;
  const [other] = await tx.query<{ name: string; firstSerial: number; lastSerial: number }>(
    `select name, first_serial as "firstSerial", last_serial as "lastSerial" from offices
     where id <> $1 and agency_code = $2 and code_format = $3 and agency_code <> '' and state <> 'revoked'
       and first_serial <= $5 and last_serial >= $4
     order by first_serial limit 1`,
    [office, agencyCode, codeFormat, firstSerial, lastSerial],
  );
  return other;
}

/**
 * Ends a station: it gets no numbers any more, and those it has may be used up to a day (today, unless another is named).
 * Its serials are not granted again (L9). What it sends is taken in as before.
 */
export async function endStation(
  sql: Sql,
  clock: Clock,
  ended: { office: string; station: string; after?: string },
): Promise<void> {
  const now = clock.now();
  const after = ended.after ?? officeDate(now);
  await sql.transaction(async (tx) => {
    await tx.query('select 1 from offices where id = $1 for no key update', [ended.office]);
    await tx.query(
      'insert into ended_stations (office, station, ended_at) values ($1, $2, $3) on conflict (office, station) do nothing',
      [ended.office, ended.station, officeTimestamp(now)],
    );
    await tx.query(
      `update leases set ended_after = $3::date
       where office = $1 and station = $2 and last_day > $3::date and (ended_after is null or ended_after > $3::date)`,
      [ended.office, ended.station, after],
    );
  });
}

const inWords = (day: string) => day.split('-').reverse().join('/');
