import { setImmediate as giveWay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTemporaryDatabase, type TemporaryDatabase } from '#test/fixtures/database.ts';
import { clearTableInTx, type Migration, openDatabase, sql, type WritableDb } from './index.ts';

const racket: Migration = {
  version: 10,
  name: 'rackets',
  up: (tx) =>
    tx.exec(`
      create table rackets (id integer primary key, name text not null) strict;
      create table strings (racket_id integer references rackets (id) on delete cascade) strict;
      create table courts (name text not null) strict;
      create table scores (name text not null) strict;
      create table players (name text not null) strict;
      create trigger players_play after insert on players begin insert into scores values (new.name); end;`),
};

let t: TemporaryDatabase;
let reads = 0;
let names: () => readonly string[];

beforeEach(() => {
  t = openTemporaryDatabase([racket]);
  reads = 0;
  names = t.db.remember(['rackets'], () => {
    reads += 1;
    return t.db
      .all(sql`select name from rackets order by name`)
      .map((row) => String(Object.values(row as object)[0]));
  });
});
afterEach(() => t.remove());

const add = (tx: WritableDb, name: string) => tx.run(sql`insert into rackets (name) values (${name})`);

describe('what is remembered of a table', () => {
  it('is read once, and not again for what is written elsewhere', async () => {
    t.db.transaction((tx) => add(tx, 'a'));
    expect(names()).toEqual(['a']);
    t.db.transaction((tx) => tx.run(sql`insert into courts values ('x')`));
    await giveWay();
    expect(names()).toEqual(['a']);
    expect(reads).toBe(1);
  });

  it('is read anew after every kind of write that names it', () => {
    expect(names()).toEqual([]);
    t.db.transaction((tx) => add(tx, 'a'));
    expect(names()).toEqual(['a']);
    t.db.transaction((tx) => tx.runOne(sql`update rackets set name = ${'b'}`));
    expect(names()).toEqual(['b']);
    t.db.transaction((tx) => tx.find(sql`insert into main."rackets" (name) values (${'c'}) returning id`));
    expect(names()).toEqual(['b', 'c']);
    t.db.transaction((tx) =>
      tx.run(
        sql`with gone as (select ${'b'} as name) delete from rackets where name in (select name from gone)`,
      ),
    );
    expect(names()).toEqual(['c']);
    t.db.transaction((tx) => clearTableInTx(tx, 'rackets', 'rows'));
    expect(names()).toEqual([]);
  });

  it('is right within a transaction, and after it was rolled back', () => {
    expect(names()).toEqual([]);
    expect(() =>
      t.db.transaction((tx) => {
        expect(names()).toEqual([]);
        add(tx, 'a');
        expect(names()).toEqual(['a']);
        throw new Error('no');
      }),
    ).toThrow('no');
    expect(names()).toEqual([]);
  });

  it('holds for the same statement again and again, also where it was first run before anybody asked', () => {
    t.db.transaction((tx) => add(tx, 'a'));
    const count = t.db.remember(['rackets', 'courts'], () => t.db.all(sql`select id from rackets`).length);
    expect(count()).toBe(1);
    t.db.transaction((tx) => add(tx, 'b'));
    expect(count()).toBe(2);
    t.db.transaction((tx) => add(tx, 'c'));
    expect([count(), names()]).toEqual([3, ['a', 'b', 'c']]);
  });

  it('follows what another connection commits', async () => {
    const other = openDatabase({ file: t.file, key: t.key, migrations: [racket] });
    expect(names()).toEqual([]);
    other.transaction((tx) => add(tx, 'theirs'));
    // Of one work all is read as it began, but for a transaction, in which nobody else can write.
    expect(names()).toEqual([]);
    t.db.transaction(() => expect(names()).toEqual(['theirs']));
    other.transaction((tx) => add(tx, 'more'));
    await giveWay();
    expect(names()).toEqual(['more', 'theirs']);
    other.close();
  });

  it('is not kept where reading failed', () => {
    let broken = true;
    const fragile = t.db.remember(['courts'], () => {
      if (broken) throw new Error('damaged');
      return 1;
    });
    expect(fragile).toThrow('damaged');
    broken = false;
    expect(fragile()).toBe(1);
  });

  it('is refused for tables that change with others', () => {
    expect(() => t.db.remember(['strings'], () => 1)).toThrow('strings');
    expect(() => t.db.remember(['courts', 'scores'], () => 1)).toThrow('scores');
  });
});
