import { z } from 'zod';
import { freezeLifted, leaseEnded, leaseTaken } from '#shared/journal/index.ts';
import { type Handler, on } from '../journal/index.ts';
import { type ReadableDb, sql, type WritableDb } from '../storage/index.ts';
import { beginRunsInTx, hasLeases } from './serial-runs.ts';

const LeaseRow = z
  .object({
    id: z.string(),
    station: z.string(),
    agency_code: z.string(),
    code_format: z.string(),
    first_day: z.string(),
    last_day: z.string(),
    first_serial: z.int(),
    last_serial: z.int(),
    granted_at: z.string(),
    taken_at: z.string(),
    ended_after: z.string().nullable(),
  })
  .transform((row) => ({
    id: row.id,
    station: row.station,
    agencyCode: row.agency_code,
    codeFormat: row.code_format,
    firstDay: row.first_day,
    lastDay: row.last_day,
    firstSerial: row.first_serial,
    lastSerial: row.last_serial,
    grantedAt: row.granted_at,
    /** Office time here. */
    takenAt: row.taken_at,
    /** The last day on which it may be used where the province ended it early. */
    endedAfter: row.ended_after,
  }));

const PositionRow = z.object({ position: z.int().nullable() });

/** A lease as this office holds it. */
export type HeldLease = z.output<typeof LeaseRow>;

/** Leases of an agency that reach to a day (`YYYY-MM-DD`) or beyond, of every station; the lowest serials first. */
export function leasesFrom(db: ReadableDb, agencyCode: string, day: string): HeldLease[] {
  return db
    .all(sql`
      select * from serial_leases where agency_code = ${agencyCode} and last_day >= ${day}`)
    .map((row) => LeaseRow.parse(row))
    .sort((a, b) => a.firstSerial - b.firstSerial || a.firstDay.localeCompare(b.firstDay));
}

export function findLease(db: ReadableDb, id: string): HeldLease | undefined {
  const row = db.find(sql`select * from serial_leases where id = ${id}`);
  return row === undefined ? undefined : LeaseRow.parse(row);
}

/** Where that station took its first lease, from which on it numbered from leases only; undefined: it never did. */
export function firstLeasePosition(db: ReadableDb, station: string): number | undefined {
  const row = db.one(sql`select min(position) as position from serial_leases where station = ${station}`);
  return PositionRow.parse(row).position ?? undefined;
}

/** Whether the office still grants its numbers itself (L4). */
export function isOwnIssuer(db: ReadableDb): boolean {
  return db.find(sql`select 1 from serial_ranges where ended_at is null limit 1`) !== undefined;
}

/** For the projector of this room: one owner for the serials. */
export const leaseHandlers: readonly Handler[] = [
  on(leaseTaken, (tx, entry, lease) => {
    if (!hasLeases(tx, lease.agencyCode)) beginRunsInTx(tx, lease.agencyCode);
    tx.run(sql`update serial_ranges set ended_at = ${entry.at} where ended_at is null`);
    // Both copies of an office may say the same of a lease; what was said first stays.
    tx.run(sql`
      insert into serial_leases (id, position, station, agency_code, code_format, first_day, last_day,
        first_serial, last_serial, granted_at, taken_at)
      values (${lease.id}, ${entry.position}, ${lease.station}, ${lease.agencyCode}, ${lease.codeFormat},
        ${lease.firstDay}, ${lease.lastDay}, ${lease.firstSerial}, ${lease.lastSerial}, ${lease.grantedAt}, ${entry.at})
      on conflict (id) do nothing`);
  }),
  on(leaseEnded, (tx, _entry, body) => endLeaseInTx(tx, body)),
  on(freezeLifted, (tx, entry, body) => {
    tx.run(sql`
      update serial_freezes set released = ${entry.position} where released is null and station = ${body.station}`);
  }),
];

/** The earliest end holds: a day on which it may not be used any more does not come back. */
function endLeaseInTx(tx: WritableDb, { id, endedAfter }: { id: string; endedAfter: string }): void {
  tx.run(sql`
    update serial_leases set ended_after = min(coalesce(ended_after, ${endedAfter}), ${endedAfter}) where id = ${id}`);
}
