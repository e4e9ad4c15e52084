import { z } from 'zod';
import type { ReadableDb, Sql } from '../storage/index.ts';
import { sql } from '../storage/index.ts';

export type Sum = { count: number; amount: number };
export type DaySums = { day: string; cash: Sum; transfer: Sum; waiting: Sum; numbered: Sum; ended: Sum };

const WaitingRow = z.object({ count: z.int(), amount: z.int(), since: z.string().nullable() });
const TakenRow = z.object({ amount: z.int() });
const DayRow = z.object({
  collected_on: z.string(),
  state: z.enum(['waiting', 'numbered', 'withdrawn', 'cancelled', 'replaced']),
  method: z.enum(['cash', 'transfer']),
  count: z.int(),
  amount: z.int(),
});

export const waitingSumQuery = (): Sql => sql`
  select count(*) as count, coalesce(sum(amount), 0) as amount, min(collected_on) as since
  from fee_receipts where state = 'waiting'`;

/** How many wait, how much money they are, and since which day. */
export function sumWaiting(db: ReadableDb): Sum & { since: string | null } {
  return WaitingRow.parse(db.one(waitingSumQuery()));
}

export const takenQuery = (dossierId: string): Sql => sql`
  select coalesce(sum(amount), 0) as amount from fee_receipts
  where dossier_id = ${dossierId} and state in ('waiting', 'numbered', 'replaced')`;

/** What was taken for a dossier and neither given back nor cancelled, in đồng. */
export function sumTaken(db: ReadableDb, dossierId: string): number {
  return TakenRow.parse(db.one(takenQuery(dossierId))).amount;
}

export const daysQuery = (from: string, to: string): Sql => sql`
  select collected_on, state, method, count(*) as count, sum(amount) as amount from fee_receipts
  where collected_on between ${from} and ${to} group by collected_on, state, method`;

const empty = (): Sum => ({ count: 0, amount: 0 });
function add(sum: Sum, row: Sum): void {
  sum.count += row.count;
  sum.amount += row.amount;
}

/**
 * What was taken on each day of a span, newest first; days without money are left out. What was withdrawn or cancelled
 * counts as ended only: it is in no till.
 */
export function sumDays(db: ReadableDb, from: string, to: string): DaySums[] {
  const days = new Map<string, DaySums>();
  for (const found of db.all(daysQuery(from, to))) {
    const row = DayRow.parse(found);
    const sums: DaySums = days.get(row.collected_on) ?? {
      day: row.collected_on,
      cash: empty(),
      transfer: empty(),
      waiting: empty(),
      numbered: empty(),
      ended: empty(),
    };
    days.set(row.collected_on, sums);
    const inTill = row.state !== 'withdrawn' && row.state !== 'cancelled';
    if (inTill) add(sums[row.method], row);
    add(row.state === 'waiting' ? sums.waiting : inTill ? sums.numbered : sums.ended, row);
  }
  return [...days.values()].reverse();
}
