import { type Clock, type Ids, officeTimestamp } from '#shared/base/index.ts';
import type { Sql } from './store/index.ts';

/**
 * Who the province is, for ever: kept in the database, made at the first start, by one of the instances that start.
 * `name`: given to one that has none. A name that was set since, on the settings page, outlives every start.
 */
export async function openIdentity(
  { sql, clock, ids }: { sql: Sql; clock: Clock; ids: Ids },
  name: string | null,
): Promise<{ id: string }> {
  await sql.query('INSERT INTO province (id, name, created_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING', [
    ids.id(),
    name ?? '',
    officeTimestamp(clock.now()),
  ]);
  if (name !== null) await sql.query(`UPDATE province SET name = $1 WHERE name = ''`, [name]);
  const [row] = await sql.query<{ id: string }>('SELECT id FROM province');
  if (row === undefined) throw new Error('the province has no identity');
  return { id: row.id };
}

/** The name that offices see; it may change at any time. */
export async function readName(sql: Sql): Promise<string> {
  const [row] = await sql.query<{ name: string }>('SELECT name FROM province');
  return row?.name ?? '';
}
