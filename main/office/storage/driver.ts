import { createRequire } from 'node:module';
import type { SqlValue } from './sql.ts';

/**
 * What we use of `better-sqlite3`. Declared here because the package's own typings are not reachable through its
 * `exports`, and because rows must be `unknown`.
 */
export type RawDatabase = {
  readonly open: boolean;
  readonly inTransaction: boolean;
  prepare(source: string): RawStatement;
  exec(source: string): unknown;
  pragma(source: string, options?: { simple?: boolean }): unknown;
  close(): unknown;
};

export type RawStatement = {
  /** Whether it can change nothing in the file. */
  readonly readonly: boolean;
  run(...values: SqlValue[]): { changes: number; lastInsertRowid: number | bigint };
  get(...values: SqlValue[]): unknown;
  all(...values: SqlValue[]): unknown[];
  iterate(...values: SqlValue[]): IterableIterator<unknown>;
};

type RawDatabaseConstructor = new (
  file: string,
  options: { readonly: boolean; fileMustExist: boolean; timeout: number },
) => RawDatabase;

/** Loads the package when first called, so that a guard can run before (an `import` would not wait, bundled or not). */
export function loadDriver(): RawDatabaseConstructor {
  return createRequire(import.meta.url)('better-sqlite3');
}
