import { createHash } from 'node:crypto';
import type { Sql } from '#main/province/store/index.ts';
import { type Database, sql as office } from '#office/storage/index.ts';

/**
 * What every row of these tables (all of them where none is named) is written by: each write of a row, even of the same
 * values, gives it another transaction and place. Counts nothing and reads no body, so it costs little.
 */
export async function provinceTrace(sql: Sql, only: readonly string[] = []): Promise<string> {
  const tables = await sql.query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = current_schema() order by tablename`,
  );
  const digest = createHash('sha256');
  for (const { name } of tables.filter((table) => only.length === 0 || only.includes(table.name))) {
    const [row] = await sql.query<{ rows: number; trace: string | null }>(
      `select count(*)::int as rows, sum(hashtextextended(xmin::text || ' ' || ctid::text, 0))::text as trace
       from "${name}"`,
    );
    digest.update(`${name} ${row?.rows} ${row?.trace}\n`);
  }
  return digest.digest('hex');
}

/** How many rows this connection ever inserted, changed or deleted, whatever came of it. */
export function officeTrace(db: Database): string {
  return JSON.stringify(db.one(office`select total_changes() as changes`));
}
