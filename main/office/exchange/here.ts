import { setImmediate as nextTurn } from 'node:timers/promises';
import { z } from 'zod';
import { officeDate } from '#shared/base/index.ts';
import { readTimesAfter } from '../journal/index.ts';
import { type Database, type ReadableDb, sql, type WritableDb } from '../storage/index.ts';
import { changeStationInTx, readStation } from './stations-table.ts';

/** Entries counted in one transaction: some milliseconds. */
const STEP = 500;

/** A stretch of a station's chain that holds every entry of a day. */
export type HereDay = { station: string; entries: number; first: number; last: number };

const Row = z.object({ station: z.string(), entries: z.int(), first: z.int(), last: z.int() });

/** What this office wrote on a day, by station; only what was counted (`countHere`). */
export function hereOf(db: ReadableDb, day: string): HereDay[] {
  return db
    .all(sql`select station, entries, first, last from exchange_here where day = ${day}`)
    .map((row) => Row.parse(row));
}

/** Days on which something was written before `before` (null: all), newest first, with how much. */
export function daysHere(
  db: ReadableDb,
  before: string | null,
  limit: number,
): { day: string; entries: number }[] {
  return db
    .all(sql`
      select day, sum(entries) as entries from exchange_here where day < ${before ?? '9999'}
      group by day order by day desc limit ${limit}`)
    .map((row) => z.object({ day: z.string(), entries: z.int() }).parse(row));
}

/**
 * Counts what was appended to the exchange chains since the last time, in short steps between which others work. The
 * journal only grows, so a count once made stays right.
 */
export async function countHere(
  db: Database,
  heads: readonly { station: string; seq: number }[],
): Promise<void> {
  for (const { station, seq } of heads) {
    while (readStation(db, station).countedTo < seq) {
      db.transaction((tx) => countStepInTx(tx, station));
      await nextTurn();
    }
  }
}

function countStepInTx(tx: WritableDb, station: string): void {
  const { countedTo } = readStation(tx, station);
  const found = readTimesAfter(tx, station, 'exchange', countedTo, STEP);
  const days = new Map<string, { entries: number; first: number; last: number }>();
  for (const { seq, at } of found) {
    const day = officeDate(at);
    const known = days.get(day);
    days.set(day, { entries: (known?.entries ?? 0) + 1, first: known?.first ?? seq, last: seq });
  }
  for (const [day, { entries, first, last }] of days) {
    tx.run(sql`
      insert into exchange_here (day, station, entries, first, last)
      values (${day}, ${station}, ${entries}, ${first}, ${last})
      on conflict (day, station) do update set entries = entries + excluded.entries, last = excluded.last`);
  }
  const last = found.at(-1);
  if (last !== undefined) changeStationInTx(tx, station, { countedTo: last.seq });
}
