import type { KindRegistry, TableEntry } from '#shared/journal/index.ts';
import { clearTableInTx, type Database, type ReadableDb, sql, tableDigest } from '../storage/index.ts';
import { entryQueries, lastPosition, records } from './entries-table.ts';
import type { Projector } from './projector.ts';
import { replayInTx } from './replay.ts';

const PAGE = 500;

export type RebuildOptions = {
  /** Called between pages with entries done and to do. Returning false stops: everything is rolled back. */
  onProgress?: (done: number, total: number) => boolean | undefined;
};

export type RebuildResult = { readonly finished: boolean; readonly entries: number };

/**
 * Empties every view and replays the journal, in one transaction: readers see the old views or the new ones, and a
 * power cut leaves the old. Synchronous, so it holds the office while it runs; meant for repair and after a release.
 */
export function rebuildViews(options: {
  db: Database;
  registry: KindRegistry;
  projectors: readonly Projector[];
  projectorsOf: ReadonlyMap<string, readonly Projector[]>;
  tables: readonly TableEntry[];
  onProgress?: RebuildOptions['onProgress'];
}): RebuildResult {
  const { db } = options;
  const total = lastPosition(db);
  const stopped = new Error('rebuild stopped');
  try {
    db.transaction((tx) => {
      // Views may refer to one another; while they are refilled a parent may come after its child.
      tx.run(sql`pragma defer_foreign_keys = on`);
      for (const table of viewTables(options).reverse())
        clearTableInTx(tx, table.table, table.form ?? 'rows');
      let done = 0;
      for (;;) {
        const page = records(tx, entryQueries.page(done, PAGE));
        for (const record of page) {
          replayInTx(tx, record, options.registry, options.projectorsOf.get(record.entry.kind));
        }
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
