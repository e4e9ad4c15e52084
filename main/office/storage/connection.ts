import { loadDriver, type RawDatabase } from './driver.ts';
import { StorageError, translateSqliteError } from './errors.ts';
import { findKeyVerdict } from './key-probe.ts';
import { assertNodeApi } from './node-guard.ts';

const CACHE_KIB = 64 * 1024;
const BUSY_TIMEOUT_MS = 5_000;
const WAL_SIZE_LIMIT_BYTES = 64 * 1024 * 1024;
/**
 * Pages of the log before a commit moves them into the file: 16 MiB. By default every fortieth reception would wait some
 * milliseconds longer for that; this way one in a hundred and fifty does, for rather longer, and a page written often is
 * moved once. What lies in the log alone is lost where the log is damaged: more than before, till the next copy.
 */
const WAL_PAGES = 4_000;

/**
 * Opens the file and proves the key by reading. Throws StorageError.
 */
export function openConnection(options: { file: string; key: Uint8Array; readonly: boolean }): RawDatabase {
  assertNodeApi(process.versions);
  if (options.key.length !== 32)
    throw new RangeError(`a database key has 32 bytes, not ${options.key.length}`);
  const Driver = loadDriver();
  let db: RawDatabase | undefined;
  try {
    db = new Driver(options.file, {
      readonly: options.readonly,
      fileMustExist: options.readonly,
      timeout: BUSY_TIMEOUT_MS,
    });
    db.pragma(`cipher='sqlcipher'`);
    db.pragma('legacy=4');
    // A raw key in this form skips the slow derivation meant for passphrases (126 ms).
    db.pragma(`key="x'${Buffer.from(options.key).toString('hex')}'"`);
    proveKey(db, options);
    configure(db, options.readonly);
    return db;
  } catch (error) {
    db?.close();
    throw translateSqliteError(error);
  }
}

/** SQLite says "not a database" for a wrong key and for a damaged first page alike; the pages' own MACs tell which. */
function proveKey(db: RawDatabase, options: { file: string; key: Uint8Array }): void {
  try {
    db.prepare('select count(*) from sqlite_schema').get();
  } catch (error) {
    const translated = translateSqliteError(error);
    if (translated instanceof StorageError && translated.code === 'database-damaged') {
      const verdict = findKeyVerdict(options.file, options.key);
      throw new StorageError(verdict === 'fits-no-page' ? 'wrong-key' : 'database-damaged', { cause: error });
    }
    throw error;
  }
}

function configure(db: RawDatabase, readonly: boolean): void {
  if (readonly) {
    db.pragma('query_only=ON');
  } else {
    const mode = db.pragma('journal_mode=WAL', { simple: true });
    if (mode !== 'wal')
      throw new StorageError('database-unwritable', { detail: `journal_mode=${String(mode)}` });
    // The build's default for WAL is NORMAL, which may lose the last receptions when the power goes.
    db.pragma('synchronous=FULL');
    db.pragma('secure_delete=ON');
    db.pragma(`journal_size_limit=${WAL_SIZE_LIMIT_BYTES}`);
    db.pragma(`wal_autocheckpoint=${WAL_PAGES}`);
  }
  db.pragma('foreign_keys=ON');
  db.pragma('trusted_schema=OFF');
  db.pragma('temp_store=MEMORY');
  // A page in the cache is already deciphered: this hides nearly all the cost of encryption.
  db.pragma(`cache_size=-${CACHE_KIB}`);
}
