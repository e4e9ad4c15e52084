import { type Dossier, searchTextOfDossier } from '#shared/dossier/index.ts';
import { listedWordsOf } from '#shared/text/index.ts';
import { sql, type WritableDb } from '../storage/index.ts';

/*
 * The only place that writes the search tables (`dossier_search`, `dossier_words`, `dossier_days`). Whoever changes what
 * a dossier says or its state calls `renewSearchInTx`; whoever takes one away `removeFromSearchInTx`.
 */

/** Makes a dossier findable. `n` is its row id: the position of its first entry. */
export function addToSearchInTx(tx: WritableDb, n: number, dossier: Dossier): void {
  const text = searchTextOfDossier(dossier);
  tx.run(sql`insert into dossier_search (rowid, terms) values (${n}, ${text})`);
  tx.run(sql`
    insert or ignore into dossier_words (word) select value from json_each(${JSON.stringify(listedWordsOf(text))})`);
  tx.run(sql`
    insert into dossier_days (day, first_n, last_n) values (${dossier.receivedAt.slice(0, 10)}, ${n}, ${n})
    on conflict (day) do update set first_n = min(first_n, excluded.first_n), last_n = max(last_n, excluded.last_n)`);
}

/** Finds a dossier by what it says now, and no longer by what it said before. */
export function renewSearchInTx(tx: WritableDb, n: number, dossier: Dossier): void {
  tx.run(sql`delete from dossier_search where rowid = ${n}`);
  addToSearchInTx(tx, n, dossier);
}

/**
 * Removes a dossier from every search table; nothing finds it any more, whatever is typed, and no word is listed that
 * stood in it alone (some thousand words are looked at: an erasure is rare). Its words lie in the file, marked as
 * deleted, until the index is merged (the caller's matter). The bounds of its day may stay too wide, which only costs a
 * look.
 */
export function removeFromSearchInTx(tx: WritableDb, n: number): void {
  tx.run(sql`delete from dossier_search where rowid = ${n}`);
  tx.run(sql`
    delete from dossier_words
    where not exists (select 1 from dossier_search where dossier_search match '"' || dossier_words.word || '"')`);
}
