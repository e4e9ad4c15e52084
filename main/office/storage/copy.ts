import { closeSync, existsSync, fsyncSync, openSync } from 'node:fs';
import type { RawDatabase } from './driver.ts';

/**
 * Writes a compact, encrypted copy (same key). `VACUUM INTO` and not the backup API, which refuses encrypted files.
 * Returns when the copy is on the disk; throws when `file` already exists.
 */
export function writeCopy(db: RawDatabase, file: string): void {
  if (existsSync(file)) throw new Error(`the copy's file already exists: ${file}`);
  db.prepare('VACUUM INTO ?').run(file);
  const descriptor = openSync(file, 'r+');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
