import { z } from 'zod';
import { type ReadableDb, sql, type WritableDb } from '../storage/index.ts';

const RangeRow = z.object({ first_serial: z.int(), last_serial: z.int() });
const LastRow = z.object({ last_serial: z.int() });
const DayRow = z.object({ day: z.string(), last_serial: z.int() });
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
  const next = findNextNumber(db, agencyCode, day);
  const ranges = db
    .all(sql`
      select first_serial, last_serial from serial_ranges
      where agency_code = ${agencyCode} and first_day <= ${day} and (last_day is null or last_day >= ${day})
      order by first_serial`)
    .map((row) => RangeRow.parse(row));
  const range = ranges.find((candidate) => candidate.last_serial >= next);
  return range === undefined ? undefined : Math.max(next, range.first_serial);
}

/** One more than the highest number used, or possibly used, on a day; 1 when none was. No range is asked. */
export function findNextNumber(db: ReadableDb, agencyCode: string, day: string): number {
  const used = db.find(
    sql`select last_serial from serials_used where agency_code = ${agencyCode} and day = ${day}`,
  );
  return used === undefined ? 1 : LastRow.parse(used).last_serial + 1;
}

/** The last number of an agency, up to a day, that was used or possibly used; undefined when none was. */
export function findLastSerial(
  db: ReadableDb,
  agencyCode: string,
  until: string,
): { agencyCode: string; day: string; number: number } | undefined {
  const row = db.find(sql`
    select day, last_serial from serials_used where agency_code = ${agencyCode} and day <= ${until}
    order by day desc limit 1`);
  if (row === undefined) return undefined;
  const { day, last_serial: number } = DayRow.parse(row);
  return { agencyCode, day, number };
}

/**
 * The next line of a volume of the register (Sổ theo dõi hồ sơ). Numbering runs from 1 to the year's end; the office's
 * own volume is `01/YYYY`, further ones are named by the station that opened them.
 */
export function nextRegisterNumber(db: ReadableDb, volume: string): number {
  const year = yearOfFirstVolume(volume);
  const row =
    year === undefined
      ? db.find(sql`select last_number from register_volumes where volume = ${volume}`)
      : db.find(sql`select last_number from register_lines where year = ${year}`);
  return row === undefined ? 1 : NumberRow.parse(row).last_number + 1;
}

function yearOfFirstVolume(volume: string): number | undefined {
  const year = /^01\/(\d{4})$/.exec(volume)?.[1];
  return year === undefined ? undefined : Number(year);
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

export function noteRegisterLineInTx(tx: WritableDb, line: { volume: string; number: number }): void {
  const { volume, number } = line;
  const year = yearOfFirstVolume(volume);
  if (year === undefined) {
    tx.run(sql`
      insert into register_volumes (volume, last_number) values (${volume}, ${number})
      on conflict (volume) do update set last_number = max(last_number, excluded.last_number)`);
  } else {
    tx.run(sql`
      insert into register_lines (year, last_number) values (${year}, ${number})
      on conflict (year) do update set last_number = max(last_number, excluded.last_number)`);
  }
}
