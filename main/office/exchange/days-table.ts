import { z } from 'zod';
import type { DayCount } from '#shared/exchange/index.ts';
import { type ReadableDb, sql, type WritableDb } from '../storage/index.ts';

const Row = z
  .object({
    day: z.string(),
    accepted: z.int(),
    rejected: z.int(),
    conflict: z.int(),
    told_at: z.string(),
  })
  .transform(({ told_at, ...row }) => ({ ...row, toldAt: told_at }));

/** How many entries of a day the province holds, by its own counting, as it last told. */
export type ToldDay = z.output<typeof Row>;

export function findDay(db: ReadableDb, day: string): ToldDay | undefined {
  const row = db.find(sql`select * from exchange_days where day = ${day}`);
  return row === undefined ? undefined : Row.parse(row);
}

/** Everything it told, added up. */
export function countTold(db: ReadableDb): number {
  const row = db.one(
    sql`select coalesce(sum(accepted + rejected + conflict), 0) as count from exchange_days`,
  );
  return z.object({ count: z.int() }).parse(row).count;
}

export function keepDayInTx(tx: WritableDb, count: DayCount, toldAt: string): void {
  tx.run(sql`
    insert into exchange_days (day, accepted, rejected, conflict, told_at)
    values (${count.day}, ${count.accepted}, ${count.rejected}, ${count.conflict}, ${toldAt})
    on conflict (day) do update set accepted = excluded.accepted, rejected = excluded.rejected,
      conflict = excluded.conflict, told_at = excluded.told_at`);
}
