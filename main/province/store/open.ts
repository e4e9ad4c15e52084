import { migrate } from './migrate.ts';
import { migrations } from './migrations/list.ts';
import { openPglite } from './pglite.ts';
import { openPostgres, type SessionBounds } from './postgres.ts';
import type { Store } from './sql.ts';

/**
 * Opens the store and brings its tables up to date: a PostgreSQL server by address, else the embedded one in a folder,
 * else the embedded one in memory (tests, a first look). Throws what the database says; nothing is left open then.
 */
export async function openStore(where: {
  databaseUrl?: string | undefined;
  directory?: string | undefined;
  /** What a new embedded one begins with: a tar of a data folder that was made before. */
  prepared?: Blob | undefined;
  /** Of the sessions on a PostgreSQL server; the embedded one has a single session, which waits for nobody. */
  bounds?: SessionBounds | undefined;
}): Promise<Store> {
  const { databaseUrl, directory, prepared, bounds } = where;
  const driver =
    databaseUrl === undefined ? await openPglite(directory, prepared) : openPostgres(databaseUrl, bounds);
  try {
    await migrate(driver, migrations);
  } catch (error) {
    await driver.close();
    throw error;
  }
  const kind = databaseUrl === undefined ? 'pglite' : 'postgres';
  return { sql: driver.sql, kind, close: () => driver.close() };
}
