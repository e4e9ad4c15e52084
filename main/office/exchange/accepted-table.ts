import { z } from 'zod';
import { type ReadableDb, sql, type WritableDb } from '../storage/index.ts';

const Range = z.object({ first: z.int(), last: z.int() });
/** Entries from `first` to `last`, both included. */
export type Range = z.infer<typeof Range>;

/** What the province accepted of a station, in ranges that neither meet nor overlap, oldest first. */
export function acceptedOf(db: ReadableDb, station: string): Range[] {
  return db
    .all(sql`select first, last from exchange_accepted where station = ${station} order by first`)
    .map((row) => Range.parse(row));
}

/** Adds a range; those that it meets become one with it. */
export function acceptInTx(tx: WritableDb, station: string, { first, last }: Range): void {
  const met = acceptedOf(tx, station).filter((range) => range.first <= last + 1 && range.last >= first - 1);
  for (const range of met)
    tx.run(sql`delete from exchange_accepted where station = ${station} and first = ${range.first}`);
  const from = Math.min(first, ...met.map((range) => range.first));
  const to = Math.max(last, ...met.map((range) => range.last));
  tx.run(sql`insert into exchange_accepted (station, first, last) values (${station}, ${from}, ${to})`);
}

/** How many numbers up to `to` lie in the ranges. */
export function countIn(ranges: readonly Range[], to: number): number {
  return ranges.reduce((sum, { first, last }) => sum + Math.max(0, Math.min(last, to) - first + 1), 0);
}

/** Whether a number lies in one of the ranges. */
export function isIn(ranges: readonly Range[], seq: number): boolean {
  return ranges.some(({ first, last }) => first <= seq && seq <= last);
}
