import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import type { KeyringPlaces } from '../users/index.ts';

/** Files of an office in its data directory. */
export function officeFiles(dataDirectory: string) {
  return {
    database: path.join(dataDirectory, 'office.db'),
    /** The database being written anew under another key, until it takes the place of the first. */
    rekeyed: path.join(dataDirectory, 'office.db.rekey'),
    keyring: path.join(dataDirectory, 'keys.json'),
    keyringCopy: path.join(dataDirectory, 'keys.copy.json'),
    unfinishedKeyring: path.join(dataDirectory, 'keys.setup.json'),
    archive: path.join(dataDirectory, 'archive'),
    prints: path.join(dataDirectory, 'prints'),
    /** Where a spooler that takes files only gets them from; emptied after each. */
    temporary: path.join(dataDirectory, 'temporary'),
  };
}

export type OfficeFiles = ReturnType<typeof officeFiles>;

/** Where the keyring of a finished office lies. */
export function keyringPlaces(files: OfficeFiles): KeyringPlaces {
  return { file: files.keyring, copy: files.keyringCopy };
}

/** A database of which nothing is there, not even a log to be taken over: SQLite would silently make a new one. */
export function isDatabaseMissing(files: OfficeFiles): boolean {
  const sizeOf = (file: string) => statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  return sizeOf(files.database) === 0 && sizeOf(`${files.database}-wal`) === 0;
}

/**
 * A database without any keyring. A set-up that was cut off leaves its unfinished keyring beside it; without that, the
 * keyring of a working office was lost, and nobody may take the PC for a new one.
 */
export function isKeyringLost(files: OfficeFiles): boolean {
  return !isDatabaseMissing(files) && !existsSync(files.unfinishedKeyring);
}
