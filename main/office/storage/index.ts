/**
 * Storage: one encrypted SQLite file per office. Open, migrate, read, write in synchronous transactions, copy.
 * The SQLite package is imported in this room only.
 */
export { countRows } from './count.ts';
export { type OpenDatabaseOptions, openDatabase, openReadOnly } from './database.ts';
export {
  findSqliteCode,
  isUniqueViolation,
  StorageError,
  type StorageErrorCode,
} from './errors.ts';
export { findKeyVerdict, type KeyVerdict } from './key-probe.ts';
export { type LeafRow, rowsInPage } from './leaf-rows.ts';
export { removeMigrationCopies } from './migrate.ts';
export { migrations } from './migrations/list.ts';
export { openPageFile, PAGE_BYTES, type PageFile } from './page-file.ts';
export { assertNoScan } from './plan.ts';
export { beginReEncryption, emptyLog, openClosedFile, type ReEncryption } from './re-encrypt.ts';
export { type SalvagedTable, salvageTableInTx } from './salvage-table.ts';
export { type Sql, type SqlValue, sql } from './sql.ts';
export { clearTableInTx, mergeIndexInTx, tableDigest } from './table-tools.ts';
export type {
  Database,
  Migration,
  MigrationTx,
  ReadableDb,
  ReadOnlyDatabase,
  RunResult,
  Snapshot,
  WritableDb,
} from './types.ts';
