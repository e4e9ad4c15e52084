import type { RawDatabase } from './driver.ts';
import { translateSqliteError } from './errors.ts';
import type { StatementCache } from './readable.ts';
import type { Memory } from './remembered.ts';
import type { MigrationTx, ReadableDb, WritableDb } from './types.ts';

export type Transactor = {
  transaction<Value>(fn: (tx: WritableDb) => Value): Value;
  /** As `transaction`, for migrations and maintenance of this room. */
  scriptTransaction<Value>(fn: (tx: MigrationTx) => Value): Value;
  rollbackCount(): number;
};

/**
 * Our own wrapper and not the package's: that one nests by savepoints without being asked and builds a new function
 * for each call.
 */
export function createTransactor(options: {
  db: RawDatabase;
  readable: ReadableDb;
  prepare: StatementCache;
  memory: Memory;
  onAfterCommitError: (error: unknown) => void;
}): Transactor {
  const { db, prepare, memory } = options;
  const begin = db.prepare('BEGIN IMMEDIATE');
  const commit = db.prepare('COMMIT');
  const rollback = db.prepare('ROLLBACK');
  let active = false;
  let rollbacks = 0;
  let afterCommit: (() => void)[] = [];

  function assertActive(): void {
    if (!active) throw new Error('this transaction has ended: a write outside Database.transaction');
  }

  const tx: MigrationTx = {
    ...options.readable,
    run(query) {
      assertActive();
      try {
        return prepare(query).run(...query.values);
      } catch (error) {
        throw translateSqliteError(error);
      }
    },
    runOne(query) {
      const result = tx.run(query);
      if (result.changes !== 1) {
        throw new Error(`changed ${result.changes} rows instead of one: ${query.strings.join('?')}`);
      }
      return result;
    },
    exec(script) {
      assertActive();
      memory.forgetAll();
      db.exec(script);
    },
    afterCommit(fn) {
      assertActive();
      afterCommit.push(fn);
    },
  };

  function undo(): void {
    rollbacks += 1;
    memory.forgetAll();
    // After a full disk or an I/O error SQLite has already rolled back by itself.
    if (db.inTransaction) rollback.run();
  }

  function scriptTransaction<Value>(fn: (tx: MigrationTx) => Value): Value {
    if (active)
      throw new Error('a transaction inside a transaction: pass the tx on to a function ending in InTx');
    let value: Value;
    try {
      begin.run();
      active = true;
      memory.noteBegun();
      value = fn(tx);
      if (isThenable(value)) throw new Error('a transaction is synchronous: its function must not be async');
      commit.run();
    } catch (error) {
      active = false;
      afterCommit = [];
      undo();
      throw translateSqliteError(error);
    }
    active = false;
    if (afterCommit.length > 0) {
      const functions = afterCommit;
      afterCommit = [];
      for (const run of functions) runSafely(run, options.onAfterCommitError);
    }
    return value;
  }

  return { transaction: scriptTransaction, scriptTransaction, rollbackCount: () => rollbacks };
}

/** The data is committed: a fault in telling others must not look like a failed write to the caller. */
function runSafely(run: () => void, onError: (error: unknown) => void): void {
  try {
    run();
  } catch (error) {
    onError(error);
  }
}

function isThenable(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}
