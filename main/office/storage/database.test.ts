import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTemporaryDatabase, type TemporaryDatabase } from '#test/fixtures/database.ts';
import {
  assertNoScan,
  findSqliteCode,
  isUniqueViolation,
  type Migration,
  openDatabase,
  openReadOnly,
  sql,
  type WritableDb,
} from './index.ts';
import { sqlFromText } from './sql.ts';

const racket: Migration = {
  version: 10,
  name: 'rackets',
  up: (tx) =>
    tx.exec(`create table rackets (id integer primary key, name text not null unique, photo blob);
      create index rackets_by_photo on rackets (photo);`),
};

let t: TemporaryDatabase;
beforeEach(() => {
  t = openTemporaryDatabase([racket]);
});
afterEach(() => t.remove());

function add(tx: WritableDb, name: string) {
  return tx.run(sql`insert into rackets (name) values (${name})`);
}

function count(): unknown {
  return t.db.one(sql`select count(*) as n from rackets`);
}

describe('transaction', () => {
  it('commits what its function did and returns its value', () => {
    expect(t.db.transaction((tx) => add(tx, 'a').lastInsertRowid)).toBe(1);
    expect(count()).toEqual({ n: 1 });
    expect(t.db.rollbackCount()).toBe(0);
  });

  it('rolls everything back, throws on, and counts it', () => {
    expect(() =>
      t.db.transaction((tx) => {
        add(tx, 'a');
        throw new Error('changed my mind');
      }),
    ).toThrow('changed my mind');
    expect(count()).toEqual({ n: 0 });
    expect(t.db.rollbackCount()).toBe(1);
  });

  it('refuses an async function and keeps nothing of it', () => {
    expect(() =>
      t.db.transaction(async (tx) => {
        add(tx, 'a');
        await Promise.resolve();
      }),
    ).toThrow(/synchronous/);
    expect(count()).toEqual({ n: 0 });
  });

  it('refuses a transaction inside a transaction and rolls the outer one back', () => {
    expect(() =>
      t.db.transaction((tx) => {
        add(tx, 'a');
        t.db.transaction((inner) => add(inner, 'b'));
      }),
    ).toThrow(/inside a transaction/);
    expect(count()).toEqual({ n: 0 });
    t.db.transaction((tx) => add(tx, 'c'));
    expect(count()).toEqual({ n: 1 });
  });

  it('refuses a write through a handle kept beyond its transaction', () => {
    const kept = t.db.transaction((tx) => tx);
    expect(() => add(kept, 'late')).toThrow(/has ended/);
    expect(() => kept.afterCommit(() => undefined)).toThrow(/has ended/);
  });

  it('asserts that exactly one row was changed where one must exist', () => {
    t.db.transaction((tx) => add(tx, 'a'));
    expect(() =>
      t.db.transaction((tx) => {
        add(tx, 'b');
        tx.runOne(sql`update rackets set name = ${'x'} where id = ${99}`);
      }),
    ).toThrow(/0 rows/);
    expect(count()).toEqual({ n: 1 });
  });

  it('says database-full, keeps nothing of it and goes on afterwards', () => {
    const pages = t.db.one(sql`pragma page_count`) as { page_count: number };
    t.db.transaction((tx) => tx.find(sqlFromText(`pragma max_page_count = ${pages.page_count + 2}`)));
    const photo = new Uint8Array(40_000);
    expect(() =>
      t.db.transaction((tx) => {
        add(tx, 'small');
        tx.run(sql`insert into rackets (name, photo) values (${'big'}, ${photo})`);
      }),
    ).toThrow(/Ổ đĩa đã đầy/);
    expect(count()).toEqual({ n: 0 });
    t.db.transaction((tx) => add(tx, 'small'));
    expect(count()).toEqual({ n: 1 });
  });

  it('leaves constraint errors recognisable', () => {
    t.db.transaction((tx) => add(tx, 'a'));
    let caught: unknown;
    try {
      t.db.transaction((tx) => add(tx, 'a'));
    } catch (error) {
      caught = error;
    }
    expect(isUniqueViolation(caught)).toBe(true);
    expect(findSqliteCode(caught)).toBe('SQLITE_CONSTRAINT_UNIQUE');
    expect(findSqliteCode(new Error('x'))).toBeUndefined();
  });
});

describe('afterCommit', () => {
  it('runs once, in order, after the commit, and may begin a transaction', () => {
    const seen: string[] = [];
    t.db.transaction((tx) => {
      tx.afterCommit(() => {
        seen.push(JSON.stringify(count()));
        t.db.transaction((second) => add(second, 'b'));
      });
      tx.afterCommit(() => seen.push('second'));
      add(tx, 'a');
      expect(seen).toEqual([]);
    });
    t.db.transaction((tx) => add(tx, 'c'));
    expect(seen).toEqual(['{"n":1}', 'second']);
  });

  it('never runs after a rollback, nor with the next commit', () => {
    const seen: string[] = [];
    expect(() =>
      t.db.transaction((tx) => {
        tx.afterCommit(() => seen.push('told'));
        throw new Error('no');
      }),
    ).toThrow('no');
    t.db.transaction((tx) => add(tx, 'a'));
    expect(seen).toEqual([]);
  });

  it('hands a fault to onAfterCommitError: the caller must not think that nothing was written', () => {
    t.db.close();
    const faults: unknown[] = [];
    const db = openDatabase({
      file: t.file,
      key: t.key,
      migrations: [racket],
      onAfterCommitError: (error) => faults.push(error),
    });
    const seen: string[] = [];
    db.transaction((tx) => {
      tx.afterCommit(() => {
        throw new Error('printer on fire');
      });
      tx.afterCommit(() => seen.push('the others still run'));
      add(tx, 'a');
    });
    expect(faults).toEqual([new Error('printer on fire')]);
    expect(seen).toHaveLength(1);
    expect(db.one(sql`select count(*) as n from rackets`)).toEqual({ n: 1 });
    db.close();
  });
});

describe('reading', () => {
  it('finds, gets, lists and iterates', () => {
    t.db.transaction((tx) => {
      for (const name of ['a', 'b', 'c']) add(tx, name);
      tx.run(sql`update rackets set photo = ${new Uint8Array([1, 2, 3])} where name = ${'b'}`);
    });
    expect(t.db.find(sql`select name from rackets where id = ${9}`)).toBeUndefined();
    expect(() => t.db.one(sql`select name from rackets where id = ${9}`)).toThrow(/no row/);
    expect(t.db.all(sql`select name from rackets order by id desc`)).toEqual([
      { name: 'c' },
      { name: 'b' },
      { name: 'a' },
    ]);
    expect([...t.db.iterate(sql`select id from rackets`)]).toHaveLength(3);
    expect(t.db.one(sql`select photo from rackets where name = ${'b'}`)).toEqual({
      photo: Buffer.from([1, 2, 3]),
    });
    const wanted = JSON.stringify(['a', 'c']);
    expect(
      t.db.all(sql`select id from rackets where name in (select value from json_each(${wanted}))`),
    ).toEqual([{ id: 1 }, { id: 3 }]);
  });

  it('explains plans, and assertNoScan tells a search from a scan and from a sort', () => {
    const byName = sql`select id from rackets where name = ${'a'}`;
    expect(() => assertNoScan(t.db, byName)).not.toThrow();
    expect(() => assertNoScan(t.db, byName, 'rackets_by_photo')).toThrow(/does not use/);
    expect(() => assertNoScan(t.db, sql`select id from rackets where length(name) = ${1}`)).toThrow(/scans/);
    expect(() =>
      assertNoScan(t.db, sql`select name from rackets where id > ${1} order by photo, name`),
    ).toThrow(/sorts/);
  });

  it('opens a second connection that sees every commit and cannot write', () => {
    const reader = openReadOnly({ file: t.file, key: t.key });
    t.db.transaction((tx) => add(tx, 'a'));
    expect(reader.one(sql`select count(*) as n from rackets`)).toEqual({ n: 1 });
    expect(() => reader.find(sql`insert into rackets (name) values ('x') returning id`)).toThrow();
    reader.close();
  });
});

it('copies to a file that opens with the same key and holds the same rows', () => {
  t.db.transaction((tx) => add(tx, 'a'));
  const file = path.join(t.directory, 'copy.db');
  t.db.copyTo(file);
  const copy = openDatabase({ file, key: t.key, migrations: [racket] });
  expect(copy.one(sql`select name from rackets`)).toEqual({ name: 'a' });
  expect(copy.version).toBe(10);
  copy.close();
  expect(() => t.db.copyTo(file)).toThrow(/already exists/);
});

it('closes twice without complaint and then refuses work', () => {
  t.db.close();
  t.db.close();
  expect(() => count()).toThrow(/not open/);
});
