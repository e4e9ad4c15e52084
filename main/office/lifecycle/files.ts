import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
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

/**
 * Removes what a power cut left of a trial and of a copy before a migration: whole databases that nobody looks at again.
 * Call it while the database is claimed for this process. What is held is removed by a later start.
 */
export function sweepLeftovers({ database, temporary }: Pick<OfficeFiles, 'database' | 'temporary'>): void {
  const copies = `${path.basename(database)}.v`;
  const isPartial = (name: string) =>
    name.startsWith(copies) && /\.copy\.partial(-journal|-wal)?$/.test(name);
  const left = [
    ...namesIn(temporary, (name) => name.startsWith('drill-')),
    ...namesIn(path.dirname(database), isPartial),
  ];
  for (const file of left) {
    try {
      rmSync(file, { recursive: true, force: true });
    } catch {
      // In nobody's way but the room on the disk's.
    }
  }
}

function namesIn(folder: string, isWanted: (name: string) => boolean): string[] {
  try {
    return readdirSync(folder)
      .filter(isWanted)
      .map((name) => path.join(folder, name));
  } catch {
    return [];
  }
}

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
