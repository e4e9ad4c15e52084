import { afterEach, beforeEach, expect, it } from 'vitest';
import { openTemporaryDatabase, type TemporaryDatabase } from '#test/fixtures/database.ts';
import { clearTableInTx, type Migration, sql, tableDigest, type WritableDb } from './index.ts';
import { identifier } from './sql.ts';

const tables: Migration = {
  version: 10,
  name: 'tables',
  up: (tx) =>
    tx.exec(
      `create table plain (a text, b) strict;
      create table keyed (a text, b integer, c blob, primary key (b, a)) strict, without rowid;
      create virtual table words using fts5 (w, content = '', contentless_delete = 1);`.replace(
        'a text, b)',
        'a text, b any)',
      ),
    ),
};

let t: TemporaryDatabase;
beforeEach(() => {
  t = openTemporaryDatabase([tables]);
});
afterEach(() => t.remove());

function digestOf(fill: (tx: WritableDb) => void, table: string): string {
  return t.db.transaction((tx) => {
    clearTableInTx(tx, table, 'rows');
    fill(tx);
    return tableDigest(tx, table);
  });
}

it('does not depend on the order of insertion where a table has a key', () => {
  const row = (tx: WritableDb, a: string, b: number) =>
    tx.run(sql`insert into keyed values (${a}, ${b}, null)`);
  const first = digestOf((tx) => {
    row(tx, 'x', 1);
    row(tx, 'y', 0);
  }, 'keyed');
  const second = digestOf((tx) => {
    row(tx, 'y', 0);
    row(tx, 'x', 1);
  }, 'keyed');
  expect(second).toBe(first);
  expect(digestOf((tx) => row(tx, 'x', 1), 'keyed')).not.toBe(first);
});

it('tells apart what merely looks alike', () => {
  const digests = [
    digestOf((tx) => tx.run(sql`insert into plain values (${'ab'}, ${'c'})`), 'plain'),
    digestOf((tx) => tx.run(sql`insert into plain values (${'a'}, ${'bc'})`), 'plain'),
    digestOf((tx) => tx.run(sql`insert into plain values (${'1'}, ${1})`), 'plain'),
    digestOf((tx) => tx.run(sql`insert into plain values (${'1'}, ${'1'})`), 'plain'),
    digestOf((tx) => tx.run(sql`insert into plain values (${'1'}, ${new Uint8Array([0x31])})`), 'plain'),
    digestOf((tx) => tx.run(sql`insert into plain values (${'1'}, null)`), 'plain'),
    digestOf((tx) => tx.run(sql`insert into plain values (null, ${'1'})`), 'plain'),
    digestOf(() => undefined, 'plain'),
  ];
  expect(new Set(digests).size).toBe(digests.length);
});

it('empties a contentless search index', () => {
  t.db.transaction((tx) => tx.run(sql`insert into words (rowid, w) values (1, ${'sân'})`));
  expect(t.db.all(sql`select rowid from words where words match ${'sân'}`)).toHaveLength(1);
  t.db.transaction((tx) => clearTableInTx(tx, 'words', 'fts'));
  expect(t.db.all(sql`select rowid from words where words match ${'sân'}`)).toHaveLength(0);
});

it('takes no names but those of tables', () => {
  expect(() => tableDigest(t.db, 'nothing_here')).toThrow(/no such table/);
  expect(() => identifier('a"; drop table plain; --')).toThrow(/not a table/);
});
