import { closeSync, existsSync, openSync } from 'node:fs';
import { openConnection } from './connection.ts';
import { writeCopy } from './copy.ts';
import { StorageError } from './errors.ts';
import { migrate } from './migrate.ts';
import { createReadable, createStatementCache, explainQuery } from './readable.ts';
import { createMemory } from './remembered.ts';
import { createSnapshots } from './snapshot.ts';
import { createTransactor } from './transaction.ts';
import type { Database, Migration, ReadOnlyDatabase } from './types.ts';

export type OpenDatabaseOptions = {
  file: string;
  /** 32 random bytes. */
  key: Uint8Array;
  migrations: readonly Migration[];
  /** Told the path of the copy made before the first pending migration. */
  onBackup?: (copy: string) => void;
  /** Told what an `afterCommit` function threw; without it the process prints a warning. */
  onAfterCommitError?: (error: unknown) => void;
};

/**
 * Opens (or creates) the encrypted database and migrates it. Throws StorageError: `wrong-key`, `database-damaged`,
 * `database-newer`, `database-full`, `database-busy`, `database-unwritable`.
 */
export function openDatabase(options: OpenDatabaseOptions): Database {
  createPrivateFile(options.file);
  const db = openConnection({ file: options.file, key: options.key, readonly: false });
  try {
    const memory = createMemory(db);
    const prepare = createStatementCache(db, memory);
    const readable = createReadable(db, prepare);
    const transactor = createTransactor({
      db,
      readable,
      prepare,
      memory,
      onAfterCommitError: options.onAfterCommitError ?? warnOfAfterCommitError,
    });
    const snapshots = createSnapshots({ db, file: options.file, key: options.key });
    const version = migrate({
      db,
      file: options.file,
      transactor,
      migrations: options.migrations,
      onBackup: options.onBackup ?? (() => undefined),
    });
    return {
      ...readable,
      file: options.file,
      version,
      transaction: transactor.transaction,
      rollbackCount: transactor.rollbackCount,
      remember: memory.remember,
      explain: (query) => explainQuery(db, query),
      copyTo: (file) => writeCopy(db, file),
      openSnapshot: () => snapshots.open(),
      checkpoint() {
        let emptied = false;
        snapshots.whenNone(() => {
          // The first column says whether a reader was in the way.
          emptied = db.pragma('wal_checkpoint(TRUNCATE)', { simple: true }) === 0;
        });
        return emptied;
      },
      close() {
        if (db.open) db.close();
        snapshots.close();
      },
    };
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Opens an existing database for reading only, beside the writing connection; runs no migration. */
export function openReadOnly(options: { file: string; key: Uint8Array }): ReadOnlyDatabase {
  const db = openConnection({ ...options, readonly: true });
  return {
    ...createReadable(db, createStatementCache(db)),
    explain: (query) => explainQuery(db, query),
    close() {
      if (db.open) db.close();
    },
  };
}

/** The file and its log are readable by their owner only (the log takes over the file's rights). */
function createPrivateFile(file: string): void {
  if (existsSync(file)) return;
  try {
    closeSync(openSync(file, 'a', 0o600));
  } catch (error) {
    throw new StorageError('database-unwritable', { cause: error });
  }
}

function warnOfAfterCommitError(error: unknown): void {
  process.emitWarning(error instanceof Error ? error : String(error));
}
