import { z } from 'zod';
import { Dossier, searchTextOfDossier } from '#shared/dossier/index.ts';
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

const DocumentRow = z.object({ document: z.string() });

/**
 * Removes a dossier from every search table; nothing finds it any more, whatever is typed, and no word of it is listed
 * that stood in it alone. Call it while its row is still there: that tells its words, so that no others are looked at;
 * those of earlier revisions are left to `forgetUnusedWordsInTx`. Its words lie in the file, marked as deleted, until the
 * index is merged (the caller's matter). The bounds of its day may stay too wide, which only costs a look.
 */
export function removeFromSearchInTx(tx: WritableDb, n: number): void {
  tx.run(sql`delete from dossier_search where rowid = ${n}`);
  const row = tx.find(sql`select document from dossiers where n = ${n}`);
  if (row === undefined) return;
  const dossier = Dossier.parse(JSON.parse(DocumentRow.parse(row).document));
  const words = listedWordsOf(searchTextOfDossier(dossier));
  tx.run(sql`
    delete from dossier_words where word in (select value from json_each(${JSON.stringify(words)}))
      and not exists (select 1 from dossier_search where dossier_search match '"' || dossier_words.word || '"')`);
}

/** Short enough that no reception waits for it. */
const WORDS_AT_ONCE = 200;
const WordRow = z.object({ word: z.string() });

/**
 * One step of going through the listed words after an erasure: those behind `after` that stand in no dossier any more
 * are forgotten. Gives the word to go on from; null when that was the last.
 */
export function forgetUnusedWordsInTx(tx: WritableDb, after: string): string | null {
  const page = tx
    .all(sql`select word from dossier_words where word > ${after} order by word limit ${WORDS_AT_ONCE}`)
    .map((row) => WordRow.parse(row).word);
  const last = page.at(-1);
  if (last === undefined) return null;
  tx.run(sql`
    delete from dossier_words where word > ${after} and word <= ${last}
      and not exists (select 1 from dossier_search where dossier_search match '"' || dossier_words.word || '"')`);
  return last;
}
