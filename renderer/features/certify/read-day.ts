import type { DossierRow } from '#shared/contract/index.ts';
import type { Dossier } from '#shared/dossier/index.ts';
import type { Certified } from './certified.ts';

export type DayPage = { rows: DossierRow[]; nextCursor: string | null };

export type ReadDayOptions = {
  /** A page of what was recorded that day, newest first, from a cursor on. */
  search: (cursor: string | null) => Promise<DayPage>;
  /** Undefined: it is gone, erased meanwhile. */
  read: (id: string) => Promise<Dossier | undefined>;
  /** What is known already, by id: of it only whether it was cancelled is taken. */
  known: ReadonlyMap<string, Certified>;
  lineOf: (dossier: Dossier) => Certified;
  /** So many requests, to the end of a page; null: all. */
  most: number | null;
  /** How many requests are there by now. */
  onProgress?: (requests: number) => void;
  signal?: AbortSignal;
};

/** `whole`: nothing of the day is missing. `newest`: the dossier read last of all recorded, null where all were known. */
export type DayLines = { found: Certified[]; whole: boolean; newest: Dossier | null };

/** So many at a time: quick, and others work with this office. */
const TOGETHER = 8;

/** The requests of a day, page after page, slips and what was erased left out. Rejects with the signal's reason once it is stopped. */
export async function readDay(options: ReadDayOptions): Promise<DayLines> {
  const found: Certified[] = [];
  let newest: Dossier | null = null;
  let cursor: string | null = null;
  do {
    const page: DayPage = await options.search(cursor);
    const rows = page.rows.filter(({ slip, erased }) => slip === null && erased === null);
    for (let from = 0; from < rows.length; from += TOGETHER) {
      const part = rows.slice(from, from + TOGETHER);
      const lines = await Promise.all(part.map((row) => lineOfRow(options, row)));
      options.signal?.throwIfAborted();
      for (const line of lines) {
        if (line === undefined) continue;
        found.push(line.line);
        if (line.dossier?.cancelled === null) newest ??= line.dossier;
      }
    }
    options.onProgress?.(found.length);
    cursor = page.nextCursor;
  } while (cursor !== null && (options.most === null || found.length < options.most));
  return { found, whole: cursor === null, newest };
}

async function lineOfRow(
  { known, read, lineOf }: ReadDayOptions,
  { id, cancelled }: DossierRow,
): Promise<{ line: Certified; dossier: Dossier | null } | undefined> {
  const line = known.get(id);
  if (line !== undefined) return { line: { ...line, cancelled }, dossier: null };
  const dossier = await read(id);
  return dossier === undefined ? undefined : { line: lineOf(dossier), dossier };
}
