import type { Driver } from './postgres.ts';
import { WAIT_FOR_LOCKS } from './sql.ts';

/** One change of the tables; released ones are never changed. */
export type Migration = {
  /** Rises in tens, so that a repair fits between. */
  readonly version: number;
  readonly name: string;
  /** Statements of PostgreSQL 15, without parameters. */
  readonly script: string;
};

/** Any number that no other program takes for the same lock. */
const LOCK = 7_312_026;

/**
 * Brings the tables up to the list, all or nothing. Instances that start at once wait for each other. Throws when the
 * database was made by a later release.
 */
export async function migrate(driver: Driver, migrations: readonly Migration[]): Promise<void> {
  assertRising(migrations);
  await driver.scriptTransaction(async (tx) => {
    // Another instance may be at it, for as long as it takes.
    await tx.query(WAIT_FOR_LOCKS);
    await tx.query('select pg_advisory_xact_lock($1)', [LOCK]);
    await tx.script(`
      create table if not exists migrations (
        version integer primary key,
        name text not null,
        applied_at timestamptz not null default now()
      )`);
    const rows = await tx.query<{ version: number }>('select version from migrations');
    const done = new Set(rows.map(({ version }) => version));
    const known = new Set(migrations.map(({ version }) => version));
    const later = [...done].filter((version) => !known.has(version));
    if (later.length > 0) throw new Error(`the database was made by a later release: ${later.join(', ')}`);
    for (const { version, name, script } of migrations) {
      if (done.has(version)) continue;
      await tx.script(script);
      await tx.query('insert into migrations (version, name) values ($1, $2)', [version, name]);
    }
  });
}

function assertRising(migrations: readonly Migration[]): void {
  let previous = 0;
  for (const { version, name } of migrations) {
    if (!Number.isInteger(version) || version <= previous) {
      throw new Error(`migration ${version}-${name} does not rise above ${previous}`);
    }
    previous = version;
  }
}
