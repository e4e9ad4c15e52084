import type { Database } from '../storage/index.ts';
import { exchangeHeads } from './counts.ts';
import { countTold, findDay } from './days-table.ts';
import { countHere, daysHere, type HereDay, hereOf } from './here.ts';
import { keptTo, readStation } from './stations-table.ts';

const DAYS_A_PAGE = 60;

/** A day with what was written here and what the province counts of it itself; null: it has not told yet. */
export type DayCompared = {
  day: string;
  here: number;
  there: number | null;
  /** Of those here, what the province is not known to have: held, or on its way. */
  waiting: number;
  rejected: number;
  conflict: number;
  toldAt: string | null;
};

export type Reconciliation = {
  days: DayCompared[];
  next: string | null;
  total: { here: number; there: number; waiting: number };
};

/** Days before `before` (null: all), newest first, counted on both sides. */
export async function reconcile(db: Database, before: string | null): Promise<Reconciliation> {
  const heads = exchangeHeads(db);
  await countHere(db, heads);
  const kept = new Map(heads.map(({ station }) => [station, keptTo(readStation(db, station))]));
  const found = daysHere(db, before, DAYS_A_PAGE + 1);
  const page = found.slice(0, DAYS_A_PAGE);
  return {
    days: page.map(({ day, entries }) => {
      const told = findDay(db, day);
      return {
        day,
        here: entries,
        there: told === undefined ? null : told.accepted + told.rejected + told.conflict,
        waiting: hereOf(db, day).reduce((sum, one) => sum + waitingOf(one, kept.get(one.station) ?? 0), 0),
        rejected: told?.rejected ?? 0,
        conflict: told?.conflict ?? 0,
        toldAt: told?.toldAt ?? null,
      };
    }),
    next: found.length > DAYS_A_PAGE ? (page.at(-1)?.day ?? null) : null,
    total: {
      here: heads.reduce((sum, { seq }) => sum + seq, 0),
      there: countTold(db),
      waiting: heads.reduce((sum, { station, seq }) => sum + Math.max(0, seq - (kept.get(station) ?? 0)), 0),
    },
  };
}

/** Of a day's entries those behind the last that the province has; too many only where a clock went to and fro. */
function waitingOf({ entries, first, last }: HereDay, kept: number): number {
  return Math.min(entries, Math.max(0, last - Math.max(kept, first - 1)));
}
