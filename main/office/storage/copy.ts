import { closeSync, existsSync, fsyncSync, openSync, rmSync } from 'node:fs';
import type { RawDatabase } from './driver.ts';
import { translateSqliteError } from './errors.ts';

/**
 * Writes a compact, encrypted copy (same key). `VACUUM INTO` and not the backup API, which refuses encrypted files.
 * Returns when the copy is on the disk; throws when `file` already exists.
 */
export function writeCopy(db: RawDatabase, file: string): void {
  if (existsSync(file)) throw new Error(`the copy's file already exists: ${file}`);
  try {
    db.prepare('VACUUM INTO ?').run(file);
  } catch (error) {
    // Half a copy must not be taken for one.
    rmSync(file, { force: true });
    throw translateSqliteError(error);
  }
  const descriptor = openSync(file, 'r+');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
