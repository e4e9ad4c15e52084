import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';

/** What the office keeps in its data directory for the next start. It travels with a copy of the directory. */
const MARK = 'mark.json';
const RESTORED = 'restored';

/** The mark beside the database; nothing when there is none or it can't be read. */
export function readBeside(dataDirectory: string): string[] {
  try {
    return [readFileSync(path.join(dataDirectory, MARK), 'utf8')];
  } catch {
    return [];
  }
}

/** Replaces it: the old one or the new one, never half. */
export function writeBeside(dataDirectory: string, text: string): void {
  const file = path.join(dataDirectory, MARK);
  const handle = openSync(`${file}.new`, 'w', 0o600);
  try {
    writeFileSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(`${file}.new`, file);
}

/** Says which file it is; a copy in its place is another one. Changes neither by writing nor by moving the folder. */
export function identityOfFile(file: string): string {
  const { ino, birthtimeNs } = statSync(file, { bigint: true });
  return `${ino}:${birthtimeNs}`;
}

/**
 * For whoever puts a copy of an office into a data directory: at its next opening the office begins a new station and
 * freezes its serials, whatever the marks say. Call it before the restored files are in their place.
 */
export function requestNewStation(dataDirectory: string): void {
  const handle = openSync(path.join(dataDirectory, RESTORED), 'w', 0o600);
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

export function isNewStationRequested(dataDirectory: string): boolean {
  return existsSync(path.join(dataDirectory, RESTORED));
}

/** The new station is in the database. */
export function forgetRequest(dataDirectory: string): void {
  rmSync(path.join(dataDirectory, RESTORED), { force: true });
}
