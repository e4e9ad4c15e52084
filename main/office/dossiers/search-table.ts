import { type Dossier, searchTextOfDossier } from '#shared/dossier/index.ts';
import { sql, type WritableDb } from '../storage/index.ts';

/*
 * The only place that writes the search tables (`dossier_search`, `dossier_days`). Whoever changes what a dossier says
 * or its state calls `renewSearchInTx`; whoever takes one away `removeFromSearchInTx`.
 */

/** Makes a dossier findable. `n` is its row id: the position of its first entry. */
export function addToSearchInTx(tx: WritableDb, n: number, dossier: Dossier): void {
  tx.run(sql`insert into dossier_search (rowid, terms) values (${n}, ${searchTextOfDossier(dossier)})`);
  tx.run(sql`
    insert into dossier_days (day, first_n, last_n) values (${dossier.receivedAt.slice(0, 10)}, ${n}, ${n})
    on conflict (day) do update set first_n = min(first_n, excluded.first_n), last_n = max(last_n, excluded.last_n)`);
}

/** Finds a dossier by what it says now, and no longer by what it said before. */
export function renewSearchInTx(tx: WritableDb, n: number, dossier: Dossier): void {
  removeFromSearchInTx(tx, n);
  addToSearchInTx(tx, n, dossier);
}

/**
 * Removes a dossier from every search table; nothing finds it any more, whatever is typed. Its words lie in the file,
 * marked as deleted, until the index is merged (the caller's matter where they must be gone). The bounds of its day
 * may stay too wide, which only costs a look.
 */
export function removeFromSearchInTx(tx: WritableDb, n: number): void {
  tx.run(sql`delete from dossier_search where rowid = ${n}`);
}
