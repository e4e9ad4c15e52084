import { setImmediate as nextTurn } from 'node:timers/promises';
import type { KindRegistry, TableEntry } from '#shared/journal/index.ts';
import {
  clearTableInTx,
  type Database,
  type ReadableDb,
  sql,
  tableDigest,
  type WritableDb,
} from '../storage/index.ts';
import { type EntryRecord, entryQueries, lastPosition, records } from './entries-table.ts';
import type { Projector } from './projector.ts';
import { type OnFailed, replayInTx } from './replay.ts';

const PAGE = 500;

export type RebuildOptions = {
  /** Called between pages with entries done and to do. Returning false stops: everything is rolled back. */
  onProgress?: (done: number, total: number) => boolean | undefined;
};

export type MendOptions = {
  signal: AbortSignal;
  /** Told after each step how many entries of how many are done. */
  onProgress: (done: number, total: number) => void;
  /** Told of each entry that a projector could not apply (its parent is lost, the record of its erasure is lost). */
  onFailed: OnFailed;
};

export type RebuildResult = { readonly finished: boolean; readonly entries: number };

/**
 * Empties every view and replays the journal, in one transaction: readers see the old views or the new ones, and a
 * power cut leaves the old. Synchronous, so it holds the office while it runs; meant for repair and after a release.
 */
export function rebuildViews(options: Parts & RebuildOptions): RebuildResult {
  const { db } = options;
  const total = lastPosition(db);
  const stopped = new Error('rebuild stopped');
  try {
    db.transaction((tx) => {
      clearViewsInTx(tx, options);
      let done = 0;
      for (;;) {
        const page = records(tx, entryQueries.page(done, PAGE));
        replayPageInTx(tx, page, options);
        const last = page.at(-1);
        if (last === undefined) return;
        done = last.entry.position;
        if (options.onProgress?.(done, total) === false) throw stopped;
      }
    });
  } catch (error) {
    if (error === stopped) return { finished: false, entries: 0 };
    throw error;
  }
  return { finished: true, entries: total };
}

/** Of a database that nobody works with, each step is a transaction: short enough that others of this process go on. */
const STEP = 100;

/**
 * The same for a database of which entries may be lost and which nobody has open: page by page, giving way to other work,
 * leaving out what cannot be applied. Cut off, the views are made in part: begin anew. False where `signal` ended it.
 */
export async function mendViews(options: Parts & MendOptions): Promise<boolean> {
  const { db, signal, onProgress, onFailed } = options;
  const total = lastPosition(db);
  db.transaction((tx) => clearViewsInTx(tx, options));
  for (let done = 0; ; ) {
    if (signal.aborted) return false;
    const page = records(db, entryQueries.page(done, STEP));
    const last = page.at(-1);
    if (last === undefined) return true;
    db.transaction((tx) => replayPageInTx(tx, page, options, onFailed));
    done = last.entry.position;
    onProgress(done, total);
    await nextTurn();
  }
}

type Parts = {
  db: Database;
  registry: KindRegistry;
  projectors: readonly Projector[];
  projectorsOf: ReadonlyMap<string, readonly Projector[]>;
  tables: readonly TableEntry[];
};

function clearViewsInTx(tx: WritableDb, parts: Parts): void {
  // Views may refer to one another; while they are refilled a parent may come after its child.
  tx.run(sql`pragma defer_foreign_keys = on`);
  for (const table of viewTables(parts).reverse()) clearTableInTx(tx, table.table, table.form ?? 'rows');
}

function replayPageInTx(
  tx: WritableDb,
  page: readonly EntryRecord[],
  parts: Parts,
  onFailed?: OnFailed,
): void {
  for (const record of page) {
    replayInTx(tx, record, parts.registry, parts.projectorsOf.get(record.entry.kind), onFailed);
  }
}

/**
 * SHA-256 of each view table, by name. Contentless FTS5 tables have no rows to read and are left out: whoever owns
 * one compares the answers to seeded searches.
 */
export function digestViews(
  db: ReadableDb,
  projectors: readonly Projector[],
  tables: readonly TableEntry[],
): Record<string, string> {
  return Object.fromEntries(
    viewTables({ projectors, tables })
      .filter((entry) => entry.form !== 'fts')
      .map((entry) => [entry.table, tableDigest(db, entry.table)]),
  );
}

function viewTables(options: {
  projectors: readonly Projector[];
  tables: readonly TableEntry[];
}): TableEntry[] {
  const byName = new Map(options.tables.map((entry) => [entry.table, entry]));
  return options.projectors
    .flatMap((projector) => projector.tables)
    .map((table) => byName.get(table))
    .filter((entry) => entry !== undefined);
}
