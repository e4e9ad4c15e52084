import type { RawDatabase, RawStatement } from './driver.ts';
import { translateSqliteError } from './errors.ts';
import type { Memory } from './remembered.ts';
import type { Sql } from './sql.ts';
import type { ReadableDb } from './types.ts';

/** Finds or prepares the statement of a query that is about to run; one cache per connection. */
export type StatementCache = (query: Sql) => RawStatement;

/** `memory`: told of whatever runs and can write. */
export function createStatementCache(db: RawDatabase, memory?: Memory): StatementCache {
  const statements = new Map<
    readonly string[],
    { statement: RawStatement; noteWrite: (() => void) | undefined }
  >();
  return (query) => {
    let known = statements.get(query.strings);
    if (known === undefined) {
      const source = query.strings.join('?');
      const statement = db.prepare(source);
      known = { statement, noteWrite: memory?.watch(statement, source) };
      statements.set(query.strings, known);
    }
    known.noteWrite?.();
    return known.statement;
  };
}

export function createReadable(db: RawDatabase, prepare: StatementCache): ReadableDb {
  function find(query: Sql): unknown {
    try {
      return prepare(query).get(...query.values);
    } catch (error) {
      throw translateSqliteError(error);
    }
  }
  return {
    find,
    one(query) {
      const row = find(query);
      if (row === undefined) throw new Error(`no row for: ${query.strings.join('?')}`);
      return row;
    },
    all(query) {
      try {
        return prepare(query).all(...query.values);
      } catch (error) {
        throw translateSqliteError(error);
      }
    },
    *iterate(query) {
      try {
        // Its own statement: a cached one would be busy when the loop's body asks the same question.
        yield* db.prepare(query.strings.join('?')).iterate(...query.values);
      } catch (error) {
        throw translateSqliteError(error);
      }
    },
  };
}

/** The lines of the query plan, for tests. Values are bound as given. */
export function explainQuery(db: RawDatabase, query: Sql): string[] {
  const rows = db.prepare(`EXPLAIN QUERY PLAN ${query.strings.join('?')}`).all(...query.values);
  return rows.map((row) =>
    typeof row === 'object' && row !== null && 'detail' in row ? String(row.detail) : String(row),
  );
}
