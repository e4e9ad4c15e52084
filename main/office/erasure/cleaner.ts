import { setImmediate as nextTurn } from 'node:timers/promises';
import { tables } from '#shared/journal/index.ts';
import { forgetUnusedWordsInTx } from '../dossiers/index.ts';
import type { Logger } from '../log/index.ts';
import type { PaperErasure } from '../printing/index.ts';
import { type Database, mergeIndexInTx, removeMigrationCopies } from '../storage/index.ts';
import { allCleanups, type Cleanup, countCleanups, deleteCleanupInTx } from './cleanups-table.ts';

/** About a quarter of a megabyte of the index per commit: short enough that no reception waits for it. */
const MERGE_PAGES = 64;
const TRY_AGAIN_MS = 60_000;

/**
 * Removes what erasures leave behind, after their commit and again at the next start: what is to be removed is a row
 * written in the erasing transaction and taken away when it is done.
 */
export type Cleaner = {
  /** Removes all there is; false when something could not be removed now. It is then tried again by itself. */
  run(): Promise<boolean>;
  close(): Promise<void>;
};

export function createCleaner(ports: { db: Database; papers: PaperErasure; log: Logger }): Cleaner {
  const { db, papers, log } = ports;
  let closing = false;
  let running: Promise<boolean> | undefined;
  let again: NodeJS.Timeout | undefined;

  function done(cleanups: readonly Cleanup[]): void {
    db.transaction((tx) => {
      for (const cleanup of cleanups) deleteCleanupInTx(tx, cleanup);
    });
  }

  /** Words of a revision that was corrected long ago are listed as well, and nothing but a look tells them. */
  async function forgetUnusedWords(): Promise<boolean> {
    for (let after: string | null = ''; after !== null; ) {
      if (closing) return false;
      const from: string = after;
      after = db.transaction((tx) => forgetUnusedWordsInTx(tx, from));
      await nextTurn();
    }
    return true;
  }

  async function mergeIndexes(): Promise<boolean> {
    for (const { table } of tables.filter(({ role, form }) => role === 'view' && form === 'fts')) {
      let more = true;
      for (let first = true; more; first = false) {
        if (closing) return false;
        more = db.transaction((tx) => mergeIndexInTx(tx, table, { pages: MERGE_PAGES, first }));
        await nextTurn();
      }
    }
    return true;
  }

  /** Of one kind at once: merging or emptying the log serves all that wait for it. */
  async function remove(kind: Cleanup['kind'], cleanups: readonly Cleanup[]): Promise<boolean> {
    if (kind === 'search') return (await forgetUnusedWords()) && (await mergeIndexes());
    if (kind === 'log') return db.checkpoint();
    if (kind === 'copies') removeMigrationCopies(db.file);
    for (const { name } of cleanups) {
      if (kind === 'archive') await papers.removeArchived(name);
      if (kind === 'prints') await papers.removePrinted(name);
    }
    return true;
  }

  /** Each kind for itself: a file in use must not keep words in the index. The log last, until then others write. */
  async function clean(): Promise<boolean> {
    let clean = true;
    for (const kind of ['archive', 'prints', 'copies', 'search', 'log'] as const) {
      const cleanups = allCleanups(db).filter((cleanup) => cleanup.kind === kind);
      if (cleanups.length === 0) continue;
      try {
        const removed = !closing && (await remove(kind, cleanups));
        if (closing) return false;
        if (removed) done(cleanups);
        else clean = false;
      } catch (error) {
        log.error('what an erasure leaves could not be removed', { kind, error });
        clean = false;
      }
    }
    return clean;
  }

  async function cleanAll(): Promise<boolean> {
    // What was erased meanwhile is taken in the next round.
    do {
      if (!(await clean())) return tryLater();
    } while (countCleanups(db) > 0);
    return true;
  }

  function tryLater(): false {
    clearTimeout(again);
    if (!closing) again = setTimeout(() => void run(), TRY_AGAIN_MS).unref();
    return false;
  }

  function run(): Promise<boolean> {
    if (closing) return Promise.resolve(false);
    running ??= cleanAll()
      .catch((error: unknown) => {
        // Nobody waits for a round begun by itself: it must not end the office, only come again.
        if (!closing) log.error('what an erasure leaves could not be looked for', { error });
        return tryLater();
      })
      .finally(() => {
        running = undefined;
      });
    return running;
  }

  return {
    run,
    async close() {
      closing = true;
      clearTimeout(again);
      await running;
    },
  };
}
