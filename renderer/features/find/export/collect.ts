import type { DossierRow } from '#shared/contract/index.ts';
import { csvOf } from '#shared/text/index.ts';

export type SearchPage = { rows: DossierRow[]; nextCursor: string | null };

export type CollectOptions = {
  /** A page of what was searched for, from a cursor on. */
  search: (cursor: string | null) => Promise<SearchPage>;
  heading: readonly string[];
  cellsOf: (row: DossierRow) => readonly string[];
  /** How many rows are there by now. */
  onProgress: (rows: number) => void;
  signal: AbortSignal;
};

/**
 * Everything that was found as the parts of one CSV file, page after page: a list of all years never stands in memory
 * as rows. `slips`: how many of the rows are none of a dossier. Rejects with what a page rejects with, or with the signal's reason once it is stopped.
 */
export async function collectCsv(
  options: CollectOptions,
): Promise<{ parts: string[]; rows: number; slips: number }> {
  const { search, heading, cellsOf, onProgress, signal } = options;
  const parts = [csvOf([heading])];
  let rows = 0;
  let slips = 0;
  for (let cursor: string | null = null; ; ) {
    const page = await search(cursor);
    signal.throwIfAborted();
    parts.push(csvOf(page.rows.map(cellsOf), false));
    rows += page.rows.length;
    slips += page.rows.filter(({ slip }) => slip !== null).length;
    onProgress(rows);
    if (page.nextCursor === null) return { parts, rows, slips };
    cursor = page.nextCursor;
  }
}
