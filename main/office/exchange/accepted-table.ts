import { z } from 'zod';
import { type ReadableDb, type Sql, sql, type WritableDb } from '../storage/index.ts';

const Range = z.object({ first: z.int(), last: z.int() });
/** Entries from `first` to `last`, both included. */
export type Range = z.infer<typeof Range>;

/**
 * The statements, apart from their running, so that a test can look at their plans. Ranges neither meet nor overlap, so
 * only the last one that begins at or before a number can hold it: a province that rejects every other entry makes as
 * many ranges as entries, and none of these looks at all of them for one.
 */
export const acceptedQueries = {
  holding: (station: string, seq: number): Sql => sql`
    select first, last from exchange_accepted where station = ${station} and first <= ${seq}
    order by first desc limit 1`,
  meeting: (station: string, { first, last }: Range): Sql => sql`
    select first, last from exchange_accepted
    where station = ${station} and first <= ${last + 1} and last >= ${first - 1} and first >= coalesce(
      (select max(first) from exchange_accepted where station = ${station} and first <= ${first}), ${first})`,
  count: (station: string, to: number): Sql => sql`
    select coalesce(sum(min(last, ${to}) - first + 1), 0) as count from exchange_accepted
    where station = ${station} and first <= ${to}`,
};

/** The range that holds an entry; undefined where the province did not accept it. */
export function findAccepted(db: ReadableDb, station: string, seq: number): Range | undefined {
  const row = db.find(acceptedQueries.holding(station, seq));
  const range = row === undefined ? undefined : Range.parse(row);
  return range !== undefined && range.last >= seq ? range : undefined;
}

/** Adds a range; those that it meets become one with it. */
export function acceptInTx(tx: WritableDb, station: string, { first, last }: Range): void {
  const met = tx.all(acceptedQueries.meeting(station, { first, last })).map((row) => Range.parse(row));
  for (const range of met)
    tx.run(sql`delete from exchange_accepted where station = ${station} and first = ${range.first}`);
  const from = Math.min(first, ...met.map((range) => range.first));
  const to = Math.max(last, ...met.map((range) => range.last));
  tx.run(sql`insert into exchange_accepted (station, first, last) values (${station}, ${from}, ${to})`);
}

/** How many entries of a station up to `to` lie in its ranges. */
export function countAccepted(db: ReadableDb, station: string, to: number): number {
  return (db.one(acceptedQueries.count(station, to)) as { count: number }).count;
}
