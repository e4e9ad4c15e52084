import type { RawDatabase, RawStatement } from './driver.ts';
import { translateSqliteError } from './errors.ts';

/** What a connection remembers of its tables, and what makes it forget. */
export type Memory = {
  /** See `Database.remember`. */
  remember<Value>(tables: readonly string[], read: () => Value): () => Value;
  /** What is to be called whenever that statement runs; undefined: it only reads. */
  watch(statement: RawStatement, source: string): (() => void) | undefined;
  /** Anything may have changed: a rollback, a script. */
  forgetAll(): void;
  /** From here on nobody else can write; whether somebody did before is looked at once more. */
  noteBegun(): void;
};

type Slot = { fresh: boolean };

const NAMES_ITS_TABLES = /^\s*(?:insert|replace|update|delete|with)\b/i;

/**
 * Every write of this connection passes through `watch`: a statement that writes makes forgotten what lies in any table
 * that it names. Of other connections SQLite tells by `data_version`, which is asked once for all that is read without
 * giving way, and once in each transaction: asked at each use it would cost as much as reading.
 */
export function createMemory(db: RawDatabase): Memory {
  const slots: Slot[] = [];
  const byTable = new Map<string, Slot[]>();
  const version = db.prepare('pragma data_version');
  let seen: unknown;
  let isLooked = false;

  function forgetAll(): void {
    for (const slot of slots) slot.fresh = false;
  }

  function lookForOthers(): void {
    const { data_version: now } = version.get() as { data_version: number };
    if (seen !== now) forgetAll();
    seen = now;
    isLooked = true;
    queueMicrotask(() => {
      isLooked = false;
    });
  }

  /** A trigger, or a row that goes with its parent, changes a table that no statement names. */
  function assertNothingHidden(table: string): void {
    const hidden = db
      .prepare(`
        select name from sqlite_schema where type = 'trigger' and sql like '%' || ? || '%'
        union all
        select "table" from pragma_foreign_key_list(?) where on_delete <> 'NO ACTION' or on_update <> 'NO ACTION'`)
      .all(table, table);
    if (hidden.length > 0) throw new Error(`not to be remembered, it changes with others: ${table}`);
  }

  return {
    remember<Value>(tables: readonly string[], read: () => Value) {
      for (const table of tables) assertNothingHidden(table);
      const slot: Slot & { value?: Value } = { fresh: false };
      slots.push(slot);
      for (const table of tables) byTable.set(table, [...(byTable.get(table) ?? []), slot]);
      return () => {
        try {
          if (!isLooked) lookForOthers();
        } catch (error) {
          throw translateSqliteError(error);
        }
        if (!slot.fresh) {
          slot.value = read();
          slot.fresh = true;
        }
        return slot.value as Value;
      };
    },
    watch(statement, source) {
      if (statement.readonly) return undefined;
      if (!NAMES_ITS_TABLES.test(source)) return forgetAll;
      const names = [...new Set(source.toLowerCase().match(/\w+/g))];
      let known = -1;
      let touched: Slot[] = [];
      return () => {
        if (known !== slots.length) touched = names.flatMap((name) => byTable.get(name) ?? []);
        known = slots.length;
        for (const slot of touched) slot.fresh = false;
      };
    },
    forgetAll,
    noteBegun() {
      isLooked = false;
    },
  };
}
