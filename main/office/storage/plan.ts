import type { Sql } from './sql.ts';
import type { ReadOnlyDatabase } from './types.ts';

/**
 * For tests of queries on big tables: throws with the plan unless it searches (no `SCAN`, no sorting in memory) and,
 * when given, names that index.
 */
export function assertNoScan(db: Pick<ReadOnlyDatabase, 'explain'>, query: Sql, index?: string): void {
  const plan = db.explain(query);
  const text = plan.join('\n');
  // A scan of json_each or of an FTS index reads the list or the hits, not the table.
  const scans = plan.filter((line) => /^SCAN /.test(line) && !/VIRTUAL TABLE INDEX/.test(line));
  if (scans.length > 0 || text.includes('TEMP B-TREE')) throw new Error(`the query scans or sorts:\n${text}`);
  if (index !== undefined && !text.includes(index))
    throw new Error(`the query does not use ${index}:\n${text}`);
}
