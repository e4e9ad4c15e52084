import { type Dossier, searchTextOfDossier } from '#shared/dossier/index.ts';
import { listedWordsOf } from '#shared/text/index.ts';
import { sql } from '../sql.ts';
import type { Migration, MigrationTx } from '../types.ts';

const PAGE = 1_000;

/**
 * The search index anew: row ids only (`detail=none`, no column needs telling apart), so that it is smaller and every
 * prefix of up to four characters is one lookup; words of a record and marks for what is filtered stand in one text.
 * `ascii` takes the words as our own folding made them. `dossier_words`: its longer words and the
 * marks of procedures and clerks, to go through what begins so; the index has no quick way to do that. `dossier_days`: the first and last dossier of each day of reception, which turn a period into a range of rows.
 * A million dossiers take some minutes, in this one transaction.
 */
export const migration: Migration = {
  version: 110,
  name: 'search',
  up(tx) {
    tx.exec(`
      drop table dossier_search;
      create virtual table dossier_search using fts5 (
        terms, content = '', contentless_delete = 1, detail = none, prefix = '1 2 3 4',
        tokenize = "ascii tokenchars '_'"
      );

      create table dossier_words (
        word text primary key
      ) strict, without rowid;

      create table dossier_days (
        day text primary key,
        first_n integer not null,
        last_n integer not null
      ) strict, without rowid;
      insert into dossier_days (day, first_n, last_n)
        select substr(received_at, 1, 10), min(n), max(n) from dossiers group by 1;

      insert into dossier_search (dossier_search, rank) values ('hashsize', 33554432);
    `);
    fill(tx);
    tx.exec(`insert into dossier_search (dossier_search, rank) values ('hashsize', 1048576)`);
  },
};

function fill(tx: MigrationTx): void {
  const words = new Set<string>();
  for (let after = 0; ; ) {
    const rows = tx.all(sql`select n, document from dossiers where n > ${after} order by n limit ${PAGE}`);
    for (const row of rows) {
      const { n, document } = row as { n: number; document: string };
      // Written by this program from what it had parsed; parsing a million of them again would take a minute more.
      const text = searchTextOfDossier(JSON.parse(document) as Dossier);
      tx.run(sql`insert into dossier_search (rowid, terms) values (${n}, ${text})`);
      for (const word of listedWordsOf(text)) words.add(word);
      after = n;
    }
    if (rows.length < PAGE) break;
  }
  tx.run(sql`insert into dossier_words (word) select value from json_each(${JSON.stringify([...words])})`);
}
