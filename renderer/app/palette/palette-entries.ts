import type { DossierRow, ProcedureHit } from '#shared/contract/index.ts';
import { fold } from '#shared/text/index.ts';

/** Something the palette can open or do. */
export type Entry = {
  id: string;
  group: 'screens' | 'actions' | 'dossiers' | 'procedures';
  title: string;
  /** What tells it from others of the same name. */
  detail: string;
  keys: string | null;
  run: () => void;
};

/** Entries whose title holds every typed word, in any order, without regard to diacritics or case. */
export function matchEntries(entries: readonly Entry[], query: string): Entry[] {
  const words = fold(query)
    .split(' ')
    .filter((word) => word !== '');
  return entries.filter((entry) => {
    const title = fold(entry.title);
    return words.every((word) => title.includes(word));
  });
}

export function dossierEntries(rows: readonly DossierRow[], open: (row: DossierRow) => void): Entry[] {
  return rows.map((row) => ({
    id: `dossier ${row.id}`,
    group: 'dossiers',
    title: row.erased === null ? `${row.applicantName} – ${row.procedureName}` : row.procedureName,
    detail: row.code,
    keys: null,
    run: () => open(row),
  }));
}

/** Takes what is typed to the screen with all that is found, and its filters. */
export function carryEntry(title: string, run: () => void): Entry {
  return { id: 'carry', group: 'dossiers', title, detail: '', keys: 'Ctrl+Enter', run };
}

export function procedureEntries(hits: readonly ProcedureHit[], open: (hit: ProcedureHit) => void): Entry[] {
  return hits.map((hit) => ({
    id: `procedure ${hit.code}`,
    group: 'procedures',
    title: hit.name,
    detail: hit.code,
    keys: null,
    run: () => open(hit),
  }));
}
