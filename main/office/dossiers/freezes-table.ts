import { z } from 'zod';
import { officeDate } from '#shared/base/index.ts';
import { serialsFrozen, serialsReleased } from '#shared/journal/index.ts';
import { type Handler, on } from '../journal/index.ts';
import { type ReadableDb, type Sql, sql, type WritableDb } from '../storage/index.ts';
import { noteSerialInTx } from './serials.ts';

const FreezeRow = z.object({
  position: z.int(),
  at: z.string(),
  reason: serialsFrozen.body.shape.reason,
  /** From which day on numbers are in doubt; null: from the first. */
  fromDay: z.string().nullable(),
});
const DoubtRow = z.object({
  from_day: z.string().nullable(),
  at: z.string(),
  station: z.string(),
  ended: z.int().nullable(),
});
const ReleaseRow = z
  .object({ at: z.string(), actor: z.string(), document: z.string() })
  .transform(({ at, actor, document }) => ({
    at,
    actor,
    ...serialsReleased.body.parse(JSON.parse(document)),
  }));

/** A freeze that nobody has released yet. */
export type Freeze = z.output<typeof FreezeRow>;
/** Who confirmed which last code, and when. */
export type Release = z.output<typeof ReleaseRow>;

/** Why no number of the ranges may be given: all days are frozen, or that day lies before a confirmed code. */
export type NumberHold = 'frozen' | 'closed-day';

/** Whether that station may give numbers of a day (`YYYY-MM-DD`); undefined: it may. */
export function findNumberHold(db: ReadableDb, station: string, day: string): NumberHold | undefined {
  if (findFreeze(db, station) !== undefined) return 'frozen';
  const later = db.find(sql`select 1 from serial_releases where day > ${day} limit 1`);
  return later === undefined ? undefined : 'closed-day';
}

/** The freeze under which a station stands; those of other copies of the office are known here as well. */
export function findFreeze(db: ReadableDb, station: string): Freeze | undefined {
  const row = db.find(freezeQuery(station));
  return row === undefined ? undefined : FreezeRow.parse(row);
}

export function freezeQuery(station: string): Sql {
  return sql`
    select position, at, reason, from_day as fromDay from serial_freezes
    where released is null and station = ${station} order by position desc limit 1`;
}

/** All confirmations, newest first. */
export function allReleases(db: ReadableDb): Release[] {
  return db
    .all(sql`select at, actor, document from serial_releases order by position desc limit 200`)
    .map((row) => ReleaseRow.parse(row));
}

/** When numbers were in doubt: days from `fromDay` to `untilDay`, both ends included (`YYYY-MM-DD`); null: it lasts. */
export type DoubtfulDays = { fromDay: string; untilDay: string | null; station: string };

/** Every time numbers were in doubt, of every station whose entries are here. */
export function doubtfulDays(db: ReadableDb): DoubtfulDays[] {
  return db
    .all(sql`
      select f.from_day, f.at, f.station, (select e.at from journal_entries e where e.position = f.released) as ended
      from serial_freezes f order by f.position`)
    .map((row) => {
      const { from_day, at, station, ended } = DoubtRow.parse(row);
      return {
        fromDay: from_day ?? at.slice(0, 10),
        untilDay: ended === null ? null : officeDate(ended),
        station,
      };
    });
}

/**
 * Whether lines of the office's own volume of that year (`YYYY`) may have been used by another copy: numbers were in doubt
 * in that year or until a later one. As long as nobody has confirmed the last code, another copy may go on.
 */
export function findRegisterDoubt(db: ReadableDb, year: string): boolean {
  const doubt = db.find(sql`
    select 1 from serial_freezes f left join serial_releases r on r.position = f.released
    where f.at >= ${year} or f.from_day >= ${year} or f.released is null or r.at >= ${year} limit 1`);
  return doubt !== undefined;
}

/** For the projector of this room: one owner for the serials used. */
export const freezeHandlers: readonly Handler[] = [
  on(serialsFrozen, (tx, entry, body) => {
    tx.run(sql`
      insert into serial_freezes (position, at, reason, from_day, station)
      values (${entry.position}, ${entry.at}, ${body.reason}, ${body.fromDay}, ${entry.station})`);
    for (const used of body.known) noteSerialInTx(tx, used.agencyCode, used.day, used.number);
  }),
  on(serialsReleased, (tx, entry, body) => {
    releaseInTx(tx, entry.position);
    tx.run(sql`
      insert into serial_releases (position, at, actor, day, document)
      values (${entry.position}, ${entry.at}, ${entry.actor}, ${body.last?.day ?? null}, ${JSON.stringify(body)})`);
    // Whoever gave numbers meanwhile did not know of leases: what lies below the confirmed one is in doubt in all of them.
    if (body.last !== null) noteSerialInTx(tx, body.last.agencyCode, body.last.day, body.last.number, true);
  }),
];

function releaseInTx(tx: WritableDb, position: number): void {
  tx.run(sql`update serial_freezes set released = ${position} where released is null`);
}
