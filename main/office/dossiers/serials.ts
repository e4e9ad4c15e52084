import { z } from 'zod';
import { type ReadableDb, sql, type WritableDb } from '../storage/index.ts';

const RangeRow = z.object({ first_serial: z.int(), last_serial: z.int() });
const LastRow = z.object({ last_serial: z.int() });
const NumberRow = z.object({ last_number: z.int() });

/** Serials are per agency and day; a range says which of them this office may use. */
export type SerialRange = {
  agencyCode: string;
  codeFormat: string;
  firstDay: string;
  lastDay: string | null;
  firstSerial: number;
  lastSerial: number;
};

/**
 * The next serial of an agency on a day (`YYYY-MM-DD`), or undefined when the ranges of that day are used up.
 * It only rises within a day, also when the clock was set back to that day: what was used is in `serials_used`.
 */
export function findNextSerial(db: ReadableDb, agencyCode: string, day: string): number | undefined {
  const used = db.find(
    sql`select last_serial from serials_used where agency_code = ${agencyCode} and day = ${day}`,
  );
  const next = used === undefined ? 1 : LastRow.parse(used).last_serial + 1;
  const ranges = db
    .all(sql`
      select first_serial, last_serial from serial_ranges
      where agency_code = ${agencyCode} and first_day <= ${day} and (last_day is null or last_day >= ${day})
      order by first_serial`)
    .map((row) => RangeRow.parse(row));
  const range = ranges.find((candidate) => candidate.last_serial >= next);
  return range === undefined ? undefined : Math.max(next, range.first_serial);
}

/** The next line of the register (Sổ theo dõi hồ sơ) of a year; numbering runs from 1 to the year's end. */
export function nextRegisterNumber(db: ReadableDb, year: number): number {
  const row = db.find(sql`select last_number from register_lines where year = ${year}`);
  return row === undefined ? 1 : NumberRow.parse(row).last_number + 1;
}

export function insertRangeInTx(tx: WritableDb, range: SerialRange): void {
  tx.run(sql`
    insert into serial_ranges (agency_code, code_format, first_day, last_day, first_serial, last_serial)
    values (${range.agencyCode}, ${range.codeFormat}, ${range.firstDay}, ${range.lastDay},
            ${range.firstSerial}, ${range.lastSerial})`);
}

export function noteSerialInTx(tx: WritableDb, agencyCode: string, day: string, serial: number): void {
  tx.run(sql`
    insert into serials_used (agency_code, day, last_serial) values (${agencyCode}, ${day}, ${serial})
    on conflict (agency_code, day) do update set last_serial = max(last_serial, excluded.last_serial)`);
}

export function noteRegisterLineInTx(tx: WritableDb, year: number, number: number): void {
  tx.run(sql`
    insert into register_lines (year, last_number) values (${year}, ${number})
    on conflict (year) do update set last_number = max(last_number, excluded.last_number)`);
}
