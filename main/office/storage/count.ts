import { setImmediate } from 'node:timers/promises';
import { identifier, sqlFromText } from './sql.ts';
import type { ReadableDb } from './types.ts';

const ROWS_AT_ONCE = 2_000;

/**
 * The number of rows of a table with an integer key, counted in steps that give way to other work: exact on a snapshot,
 * whatever is written meanwhile. `signal` ends it early with what was counted so far.
 */
export async function countRows(
  db: ReadableDb,
  table: string,
  key: string,
  signal?: AbortSignal,
): Promise<number> {
  const column = identifier(key);
  const text = `
    select count(*) as n, max(${column}) as last from (
      select ${column} from ${identifier(table)} where ${column} > ? order by ${column} limit ${ROWS_AT_ONCE})`;
  let count = 0;
  for (let after = 0; signal?.aborted !== true; ) {
    const { n, last } = db.one(sqlFromText(text, [after])) as { n: number; last: number | null };
    count += n;
    if (n < ROWS_AT_ONCE || last === null) break;
    after = last;
    await setImmediate();
  }
  return count;
}
