import { z } from 'zod';
import type { SerialUsed } from '#shared/journal/index.ts';
import { type ReadableDb, type Sql, sql, type WritableDb } from '../storage/index.ts';

const RunRow = z
  .object({ first_serial: z.int(), last_serial: z.int() })
  .transform((row) => ({ first: row.first_serial, last: row.last_serial }));

const DayRow = z.object({ day: z.string() });

/** Whether the province has ever granted serials of that agency to this office. */
export function hasLeases(db: ReadableDb, agencyCode: string): boolean {
  return db.find(hasLeasesQuery(agencyCode)) !== undefined;
}

export function hasLeasesQuery(agencyCode: string): Sql {
  return sql`select 1 from serial_leases where agency_code = ${agencyCode} limit 1`;
}

/**
 * Notes a serial as used; where `from` is given, all from that one on. The rows hold the set of what was noted as its longest stretches, whatever the order: noting
 * anew, as after an erasure, changes nothing. Nothing is kept before the first lease of the agency.
 */
export function noteRunInTx(tx: WritableDb, { agencyCode, day, number }: SerialUsed, from = number): void {
  if (!hasLeases(tx, agencyCode)) return;
  const touched = tx.all(touchedRunsQuery(agencyCode, day, from, number)).map((row) => RunRow.parse(row));
  const first = Math.min(from, ...touched.map((run) => run.first));
  const last = Math.max(number, ...touched.map((run) => run.last));
  for (const run of touched) {
    if (run.first === first) continue;
    tx.runOne(sql`
      delete from serial_runs where agency_code = ${agencyCode} and day = ${day} and first_serial = ${run.first}`);
  }
  tx.run(sql`
    insert into serial_runs (agency_code, day, first_serial, last_serial)
    values (${agencyCode}, ${day}, ${first}, ${last})
    on conflict (agency_code, day, first_serial) do update set last_serial = excluded.last_serial`);
}

/** Days (`YYYY-MM-DD`) from that one on of which serials were used, in order. */
export function usedDaysFrom(db: ReadableDb, agencyCode: string, day: string): string[] {
  return db
    .all(sql`
      select distinct day from serial_runs where agency_code = ${agencyCode} and day >= ${day} order by day limit 400`)
    .map((row) => DayRow.parse(row).day);
}

/** Runs that hold or touch the numbers from one to another: what begins nearest below them, and what begins in or right behind them. */
export function touchedRunsQuery(agencyCode: string, day: string, from: number, to: number): Sql {
  return sql`
    select first_serial, last_serial from (
      select first_serial, last_serial from serial_runs
      where agency_code = ${agencyCode} and day = ${day} and first_serial <= ${from}
      order by first_serial desc limit 1)
    where last_serial >= ${from - 1}
    union all
    select first_serial, last_serial from serial_runs
    where agency_code = ${agencyCode} and day = ${day} and first_serial > ${from} and first_serial <= ${to + 1}`;
}

/**
 * With the first lease of an agency: what the office numbered as its own issuer counts as used on each of its days,
 * everything below its highest number too.
 */
export function beginRunsInTx(tx: WritableDb, agencyCode: string): void {
  tx.run(sql`
    insert into serial_runs (agency_code, day, first_serial, last_serial)
    select agency_code, day, 1, last_serial from serials_used where agency_code = ${agencyCode}`);
}
