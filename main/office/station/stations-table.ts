import { z } from 'zod';
import { type StationReason, stationBegun } from '#shared/journal/index.ts';
import { defineProjector, on } from '../journal/index.ts';
import { type ReadableDb, sql } from '../storage/index.ts';

const Row = z.object({ position: z.int(), begun_at: z.string(), document: z.string() }).transform((row) => ({
  position: row.position,
  begunAt: row.begun_at,
  body: stationBegun.body.parse(JSON.parse(row.document)),
}));

/** A station under which this database was written, and why it began. */
export type Station = z.output<typeof Row>;

/** The station that began last; undefined in a database that never ran under marks. */
export function findLatestStation(db: ReadableDb): Station | undefined {
  const row = db.find(sql`select position, begun_at, document from stations order by position desc limit 1`);
  return row === undefined ? undefined : Row.parse(row);
}

/** All of them, newest first. */
export function allStations(db: ReadableDb): Station[] {
  return db
    .all(sql`select position, begun_at, document from stations order by position desc limit 200`)
    .map((row) => Row.parse(row));
}

/** Whether the number ranges were in doubt when a station began for this reason. */
export function isDoubtful(reason: StationReason): reason is Exclude<StationReason, 'set-up' | 'first-mark'> {
  return reason !== 'set-up' && reason !== 'first-mark';
}

/**
 * Where on this day (`YYYY-MM-DD`) a station began because numbers were in doubt: the position of the latest such entry;
 * null where none did.
 */
export function findDoubtOn(db: ReadableDb, day: string): number | null {
  const latest = findLatestStation(db);
  if (latest === undefined || latest.begunAt.slice(0, 10) !== day) return null;
  return isDoubtful(latest.body.reason) ? latest.position : null;
}

/** Keeps `stations`. */
export const stationsProjector = defineProjector({
  name: 'stations',
  tables: ['stations'],
  on: [
    on(stationBegun, (tx, entry, body) => {
      tx.run(sql`
        insert into stations (position, station, reason, begun_at, document)
        values (${entry.position}, ${body.station}, ${body.reason}, ${entry.at}, ${JSON.stringify(body)})`);
    }),
  ],
});
