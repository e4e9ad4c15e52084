import type { Sql } from './sql.ts';

/** Reads. Rows come back as `unknown`: the table module parses them, nobody else sees a row. */
export type ReadableDb = {
  /** The only row; throws when there is none. */
  one(query: Sql): unknown;
  /** The first row, or undefined. */
  find(query: Sql): unknown;
  all(query: Sql): unknown[];
  /**
   * Row by row, for what does not fit in memory. The connection refuses writes until the loop has ended, so on the
   * writing connection prefer pages (`where id > ${last} order by id limit 500`).
   */
  iterate(query: Sql): IterableIterator<unknown>;
};

export type RunResult = { readonly changes: number; readonly lastInsertRowid: number | bigint };

/** Reads and writes. Exists only inside `Database.transaction`; functions that take one end in `InTx`. */
export type WritableDb = ReadableDb & {
  run(query: Sql): RunResult;
  /** As `run`, but throws (and so rolls back) unless exactly one row was changed. */
  runOne(query: Sql): RunResult;
  /** Runs `fn` once after this transaction has been committed; never after a rollback. Tell screens and printers here. */
  afterCommit(fn: () => void): void;
};

/** What a migration gets: a transaction in which a script of several statements may run. */
export type MigrationTx = WritableDb & { exec(script: string): void };

export type Migration = {
  /** Rises in tens (10, 20, …), so that a repair fits between. */
  readonly version: number;
  readonly name: string;
  up(tx: MigrationTx): void;
};

/** A read-only connection beside the writing one (reports, verification in a worker). */
export type ReadOnlyDatabase = ReadableDb & {
  /** The lines of `EXPLAIN QUERY PLAN`; see `assertNoScan`. */
  explain(query: Sql): string[];
  close(): void;
};

/** The database as it was at one moment, beside the writing connection; see snapshot.ts. */
export type Snapshot = ReadableDb & {
  /** The version of the last migration. */
  readonly version: number;
  /** Size of the file at that moment. */
  readonly bytes: number;
  /** Reads encrypted bytes of the file into the buffer; resolves with how many there were. */
  read(buffer: Uint8Array, position: number): Promise<number>;
  /** Idempotent. Until then the log grows: an open snapshot is for minutes, not for days. */
  close(): void;
};

export type Database = ReadOnlyDatabase & {
  readonly file: string;
  /** The version of the last migration. */
  readonly version: number;
  /**
   * `BEGIN IMMEDIATE … COMMIT`, synchronous; what `fn` throws rolls everything back and is thrown on. An async `fn`
   * and a transaction inside a transaction are refused. When it returns, the data is on the disk (`synchronous=FULL`).
   */
  transaction<Value>(fn: (tx: WritableDb) => Value): Value;
  /** How many transactions were rolled back: who caches what lies in the database compares it and reads anew. */
  rollbackCount(): number;
  /**
   * What `read` makes of these tables, kept until one of them changes: by a statement of this connection that names it, a
   * rollback, a script, another connection. What another connection commits is seen once the present work has given way
   * to others, and at the latest in the next transaction. Not to be changed by who asks. Throws where a trigger or a
   * cascade could change a table behind the statements.
   */
  remember<Value>(tables: readonly string[], read: () => Value): () => Value;
  /** Writes a compact copy, encrypted with the same key, and waits until it is on the disk. Fails if `file` exists. */
  copyTo(file: string): void;
  /** The present moment as bytes to copy in pieces while writing goes on. Throws `database-busy`: try again. */
  openSnapshot(): Snapshot;
  /**
   * Moves the write-ahead log into the file and empties it, so that erased data is nowhere any more. While a snapshot
   * is open it is put off until that ends. True when the log is empty now.
   */
  checkpoint(): boolean;
};
