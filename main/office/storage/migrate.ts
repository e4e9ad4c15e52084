import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { writeCopy } from './copy.ts';
import type { RawDatabase } from './driver.ts';
import { StorageError } from './errors.ts';
import type { Transactor } from './transaction.ts';
import type { Migration } from './types.ts';

const COPIES_KEPT = 3;

/** Throws unless versions are positive and rise; a list out of order would skip a migration for ever. */
export function assertRising(migrations: readonly Migration[]): void {
  let previous = 0;
  for (const migration of migrations) {
    if (!Number.isInteger(migration.version) || migration.version <= previous) {
      throw new Error(`migration ${migration.version}-${migration.name} does not rise above ${previous}`);
    }
    previous = migration.version;
  }
}

export function readVersion(db: RawDatabase): number {
  return Number(db.pragma('user_version', { simple: true }));
}

/** Throws `database-newer` when the file was written by a later release than this list belongs to. */
export function refuseNewer(version: number, migrations: readonly Migration[]): void {
  const newest = migrations.at(-1)?.version ?? 0;
  if (version > newest) throw new StorageError('database-newer', { detail: `${version} > ${newest}` });
}

/**
 * Brings the database up to the list. Each change and its version are one transaction, so a power cut leaves either
 * the version before or the one after. Before the first pending one a copy is made (not of an empty database).
 */
export function migrate(options: {
  db: RawDatabase;
  file: string;
  transactor: Transactor;
  migrations: readonly Migration[];
  onBackup: (copy: string) => void;
}): number {
  const { db, migrations } = options;
  assertRising(migrations);
  const before = readVersion(db);
  refuseNewer(before, migrations);
  const pending = migrations.filter((migration) => migration.version > before);
  if (pending.length === 0) return before;
  if (before > 0) options.onBackup(copyBefore(db, options.file, before));
  for (const migration of pending) {
    options.transactor.scriptTransaction((tx) => {
      migration.up(tx);
      db.pragma(`user_version=${migration.version}`);
    });
  }
  return readVersion(db);
}

/** The copy replaces one of an earlier, interrupted attempt: work may have been added in between. */
function copyBefore(db: RawDatabase, file: string, version: number): string {
  const copy = `${file}.v${String(version).padStart(4, '0')}.copy`;
  const partial = `${copy}.partial`;
  if (existsSync(partial)) rmSync(partial);
  writeCopy(db, partial);
  renameSync(partial, copy);
  removeOldCopies(file);
  return copy;
}

function removeOldCopies(file: string): void {
  for (const copy of copiesOf(file).slice(0, -COPIES_KEPT)) rmSync(copy);
}

/** Removes every copy made before a migration: after an erasure they would still hold what was erased. */
export function removeMigrationCopies(file: string): void {
  for (const copy of copiesOf(file)) rmSync(copy, { force: true });
}

/** Oldest first. */
function copiesOf(file: string): string[] {
  const directory = path.dirname(file);
  const prefix = `${path.basename(file)}.v`;
  return readdirSync(directory)
    .filter((name) => name.startsWith(prefix) && name.endsWith('.copy'))
    .sort((a, b) => Number.parseInt(a.slice(prefix.length), 10) - Number.parseInt(b.slice(prefix.length), 10))
    .map((name) => path.join(directory, name));
}
