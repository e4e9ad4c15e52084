import { closeSync, openSync, read } from 'node:fs';
import { promisify } from 'node:util';
import { openConnection } from './connection.ts';
import type { RawDatabase } from './driver.ts';
import { StorageError } from './errors.ts';
import { createReadable, createStatementCache } from './readable.ts';
import type { Snapshot } from './types.ts';

const readAsync = promisify(read);

/** Opens snapshots of one database; `close` after the database itself. */
export type Snapshots = {
  open(): Snapshot;
  /** Runs `fn` now, or when the last open snapshot has ended: what waits for readers would hold the office. */
  whenNone(fn: () => void): void;
  close(): void;
};

/**
 * A moment of the database as bytes, while writing goes on. Neither the backup API (refuses encrypted files) nor
 * `VACUUM INTO` (holds the office until it is done): a reader's transaction pins the log at this moment, all of it up to
 * there is moved into the main file, and from then on no checkpoint may touch that file until the reader ends. So the
 * file is the database of that moment and can be read in pieces, encrypted as it is.
 */
export function createSnapshots(options: { db: RawDatabase; file: string; key: Uint8Array }): Snapshots {
  // One descriptor for the life of the database: on POSIX closing any descriptor of a file drops every lock that this
  // process holds on it, SQLite's too.
  let descriptor: number | undefined;
  const opened = new Set<Snapshot>();
  let waiting: (() => void) | undefined;

  return {
    open() {
      descriptor ??= openSync(options.file, 'r');
      const file = descriptor;
      const reader = openConnection({ file: options.file, key: options.key, readonly: true });
      try {
        reader.exec('BEGIN');
        // The snapshot begins with the first read, not with BEGIN.
        reader.prepare('select count(*) from sqlite_schema').get();
        moveLogIntoFile(options.db);
        const bytes = Number(pragma(reader, 'page_count')) * Number(pragma(reader, 'page_size'));
        const snapshot: Snapshot = {
          ...createReadable(reader, createStatementCache(reader)),
          version: Number(pragma(reader, 'user_version')),
          bytes,
          async read(buffer, position) {
            const length = Math.min(buffer.length, bytes - position);
            if (length <= 0) return 0;
            return (await readAsync(file, buffer, 0, length, position)).bytesRead;
          },
          close() {
            if (reader.open) reader.close();
            if (!opened.delete(snapshot) || opened.size > 0 || waiting === undefined) return;
            const run = waiting;
            waiting = undefined;
            if (options.db.open) run();
          },
        };
        opened.add(snapshot);
        return snapshot;
      } catch (error) {
        reader.close();
        throw error;
      }
    },
    whenNone(fn) {
      if (opened.size === 0) fn();
      else waiting = fn;
    },
    close() {
      for (const snapshot of [...opened]) snapshot.close();
      if (descriptor !== undefined) closeSync(descriptor);
      descriptor = undefined;
    },
  };
}

/** Throws `database-busy` where an older reader keeps a part of the log from being moved. */
function moveLogIntoFile(db: RawDatabase): void {
  const [result] = db.pragma('wal_checkpoint(PASSIVE)') as [
    { busy: number; log: number; checkpointed: number } | undefined,
  ];
  if (result === undefined || result.busy !== 0 || result.log !== result.checkpointed) {
    throw new StorageError('database-busy', { detail: 'checkpoint' });
  }
}

function pragma(db: RawDatabase, name: string): unknown {
  return db.pragma(name, { simple: true });
}
