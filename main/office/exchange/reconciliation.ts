import type { Database } from '../storage/index.ts';
import { exchangeHeads } from './counts.ts';
import { countTold, findDay } from './days-table.ts';
import { countHere, daysHere } from './here.ts';

const DAYS_A_PAGE = 60;

/** A day with what was written here and what the province counts of it itself; null: it has not told yet. */
export type DayCompared = {
  day: string;
  here: number;
  there: number | null;
  rejected: number;
  conflict: number;
  toldAt: string | null;
};

export type Reconciliation = {
  days: DayCompared[];
  next: string | null;
  total: { here: number; there: number };
};

/** Days before `before` (null: all), newest first, counted on both sides. */
export async function reconcile(db: Database, before: string | null): Promise<Reconciliation> {
  const heads = exchangeHeads(db);
  await countHere(db, heads);
  const found = daysHere(db, before, DAYS_A_PAGE + 1);
  const page = found.slice(0, DAYS_A_PAGE);
  return {
    days: page.map(({ day, entries }) => {
      const told = findDay(db, day);
      return {
        day,
        here: entries,
        there: told === undefined ? null : told.accepted + told.rejected + told.conflict,
        rejected: told?.rejected ?? 0,
        conflict: told?.conflict ?? 0,
        toldAt: told?.toldAt ?? null,
      };
    }),
    next: found.length > DAYS_A_PAGE ? (page.at(-1)?.day ?? null) : null,
    total: { here: heads.reduce((sum, { seq }) => sum + seq, 0), there: countTold(db) },
  };
}
