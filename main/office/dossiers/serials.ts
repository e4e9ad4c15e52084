import { z } from 'zod';
import { type ReadableDb, type Sql, sql, type WritableDb } from '../storage/index.ts';
import { noteRunInTx } from './serial-runs.ts';

const SpanRow = z
  .object({ first_serial: z.int(), last_serial: z.int(), used: z.int().nullable() })
  .transform((row) => ({ first: row.first_serial, last: row.last_serial, used: row.used ?? 0 }));
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

/** Whose serials are asked for: of an agency in a format, at the station that writes now. */
export type Numbering = { agencyCode: string; codeFormat: string; station: string };

/** Serials that may be used on a day, and the highest of them that was, or may have been; below `first`: none. */
export type UsableSpan = { first: number; last: number; used: number };

/**
 * The next serial of what may be used on a day, above `after`; undefined when all of it is used up. It only rises within
 * a span, also when the clock was set back to that day: what was used stays noted.
 */
export function nextIn(spans: readonly UsableSpan[], after: number): number | undefined {
  const span = spans.find(({ used, last }) => Math.max(used, after) < last);
  return span === undefined ? undefined : Math.max(span.first, span.used + 1, after + 1);
}

/** What may be used on a day (`YYYY-MM-DD`), lowest serials first: the office's own ranges until the province's first lease, then those of the station. */
export function usableSpans(db: ReadableDb, numbering: Numbering, day: string): UsableSpan[] {
  const own = db.all(ownSpansQuery(numbering.agencyCode, day));
  const rows = own.length > 0 ? own : db.all(leasedSpansQuery(numbering, day));
  return rows.map((row) => SpanRow.parse(row)).sort((a, b) => a.first - b.first);
}

/** Ranges of the office's own that have not ended; one highest number of the day holds for all of them. */
export function ownSpansQuery(agencyCode: string, day: string): Sql {
  return sql`
    select first_serial, last_serial,
      (select u.last_serial from serials_used u where u.agency_code = ${agencyCode} and u.day = ${day}) as used
    from serial_ranges
    where ended_at is null and agency_code = ${agencyCode}
      and first_day <= ${day} and (last_day is null or last_day >= ${day})
    order by first_day`;
}

/** Leases of the station on that day; of each the highest used number that is not above it. */
export function leasedSpansQuery({ agencyCode, codeFormat, station }: Numbering, day: string): Sql {
  return sql`
    select l.first_serial, l.last_serial,
      (select min(r.last_serial, l.last_serial) from serial_runs r
        where r.agency_code = ${agencyCode} and r.day = ${day} and r.first_serial <= l.last_serial
        order by r.first_serial desc limit 1) as used
    from serial_leases l
    where l.station = ${station} and l.agency_code = ${agencyCode} and l.code_format = ${codeFormat}
      and l.last_day >= ${day} and l.first_day <= ${day} and (l.ended_after is null or l.ended_after >= ${day})
    order by l.last_day`;
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

/** Days (`YYYY-MM-DD`) before one on which serials of an agency were used, newest first. */
export function daysWithSerials(
  db: ReadableDb,
  agencyCode: string,
  before: string,
  limit: number,
): { day: string; highest: number }[] {
  return db
    .all(sql`
      select day, last_serial from serials_used where agency_code = ${agencyCode} and day < ${before}
      order by day desc limit ${limit}`)
    .map((row) => {
      const { day, last_serial: highest } = DayRow.parse(row);
      return { day, highest };
    });
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

/** Notes a serial as used; `below`: all below it may be, too, whoever gave them. */
export function noteSerialInTx(
  tx: WritableDb,
  agencyCode: string,
  day: string,
  serial: number,
  below = false,
): void {
  tx.run(sql`
    insert into serials_used (agency_code, day, last_serial) values (${agencyCode}, ${day}, ${serial})
    on conflict (agency_code, day) do update set last_serial = max(last_serial, excluded.last_serial)`);
  noteRunInTx(tx, { agencyCode, day, number: serial }, below ? 1 : serial);
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
