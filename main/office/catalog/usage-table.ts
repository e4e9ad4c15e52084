import { z } from 'zod';
import { type Usage, usageWeight } from '#shared/catalog/index.ts';
import { type ReadableDb, sql, type WritableDb } from '../storage/index.ts';

const Row = z.object({ code: z.string(), weight: z.number(), last_used_at: z.int() });

/** Every procedure received here, by code. */
export function readUsage(db: ReadableDb): Map<string, Usage> {
  return new Map(
    db.all(sql`select code, weight, last_used_at from procedure_usage`).map((raw) => {
      const row = Row.parse(raw);
      return [row.code, { weight: row.weight, lastUsedAt: row.last_used_at }];
    }),
  );
}

/** One more use at `now` (milliseconds since 1970); gives what now stands in the row. */
export function addUseInTx(tx: WritableDb, code: string, now: number): Usage {
  const raw = tx.find(sql`select code, weight, last_used_at from procedure_usage where code = ${code}`);
  const before = raw === undefined ? undefined : Row.parse(raw);
  const used =
    before === undefined
      ? { weight: 1, lastUsedAt: now }
      : {
          weight: usageWeight({ weight: before.weight, lastUsedAt: before.last_used_at }, now) + 1,
          // A clock set back must not make the latest use look old.
          lastUsedAt: Math.max(now, before.last_used_at),
        };
  tx.run(sql`
    insert into procedure_usage (code, weight, last_used_at) values (${code}, ${used.weight}, ${used.lastUsedAt})
    on conflict (code) do update set weight = excluded.weight, last_used_at = excluded.last_used_at`);
  return used;
}
