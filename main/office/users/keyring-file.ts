import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { KeyringFile } from './keyring-content.ts';

/** Neither the keyring nor its copy can be read: the database is there, but nothing on this PC opens it. */
export class KeyringDamaged extends Error {
  override readonly name = 'KeyringDamaged';
}

/** Where a keyring lies. The copy is written after it: one bad sector must not cost an office its database. */
export type KeyringPlaces = { readonly file: string; readonly copy: string | null };

type Reading = { content: KeyringFile; text: string } | 'absent' | 'damaged';

/**
 * Reads the keyring; undefined when the office was never set up here. Where only one of keyring and copy can be read,
 * the other is made from it; what was damaged is kept under another name. Throws KeyringDamaged, and what the system
 * says where this account may not read.
 */
export function findKeyringFile(places: KeyringPlaces): KeyringFile | undefined {
  const main = read(places.file);
  const copy = places.copy === null ? 'absent' : read(places.copy);
  if (typeof main === 'object') {
    if (places.copy !== null && (typeof copy !== 'object' || copy.text !== main.text)) {
      writeCopy(places.copy, main.content);
    }
    return main.content;
  }
  if (typeof copy === 'object') {
    if (main === 'damaged') renameSync(places.file, `${places.file}.damaged`);
    writeOne(places.file, copy.content);
    return copy.content;
  }
  if (main === 'damaged' || copy === 'damaged')
    throw new KeyringDamaged(`${path.basename(places.file)} cannot be read`);
  return undefined;
}

/**
 * Replaces the keyring so that a power cut leaves the old or the new one, never a half; then its copy. False where
 * the keyring was written and its copy was not.
 */
export function writeKeyringFile(places: KeyringPlaces, keyring: KeyringFile): boolean {
  writeOne(places.file, keyring);
  return places.copy === null || writeCopy(places.copy, keyring);
}

/** Gives a finished keyring its final name, durably or not at all; then its copy. */
export function moveKeyringFile(from: string, to: KeyringPlaces, keyring: KeyringFile): void {
  renameSync(from, to.file);
  try {
    syncDirectory(path.dirname(to.file));
  } catch (error) {
    renameSync(to.file, from);
    throw error;
  }
  if (to.copy !== null) writeCopy(to.copy, keyring);
}

function read(file: string): Reading {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT') return 'absent';
    if (code === 'EACCES' || code === 'EPERM') throw error;
    return 'damaged';
  }
  try {
    return { content: KeyringFile.parse(JSON.parse(text)), text };
  } catch {
    return 'damaged';
  }
}

function writeOne(file: string, keyring: KeyringFile): void {
  const temporary = `${file}.new`;
  const handle = openSync(temporary, 'w', 0o600);
  try {
    // Unlike one write, this goes on until everything is written or the disk says that it is full.
    writeFileSync(handle, `${JSON.stringify(KeyringFile.parse(keyring), null, 2)}\n`);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(temporary, file);
  syncDirectory(path.dirname(file));
}

/** The keyring itself is written by now; a copy that failed is made again at the next start. */
function writeCopy(file: string, keyring: KeyringFile): boolean {
  try {
    writeOne(file, keyring);
    return true;
  } catch {
    return false;
  }
}

/** Makes a rename durable. Windows can't open folders; NTFS journals the rename itself. */
function syncDirectory(directory: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(directory, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
