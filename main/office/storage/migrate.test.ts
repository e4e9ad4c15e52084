import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTemporaryDatabase, type TemporaryDatabase } from '#test/fixtures/database.ts';
import {
  type Database,
  type Migration,
  migrations,
  openDatabase,
  openReadOnly,
  StorageError,
  sql,
} from './index.ts';
import { assertRising } from './migrate.ts';

function creates(version: number, table: string): Migration {
  return {
    version,
    name: table,
    up: (tx) => tx.exec(`create table ${table} (a); insert into ${table} values (1);`),
  };
}

const steps = [
  creates(10, 'one'),
  creates(20, 'two'),
  creates(30, 'three'),
  creates(40, 'four'),
  creates(50, 'five'),
];

let t: TemporaryDatabase;
let copies: string[];
beforeEach(() => {
  t = openTemporaryDatabase(steps.slice(0, 1));
  t.db.close();
  copies = [];
});
afterEach(() => t.remove());

function open(list: readonly Migration[]): Database {
  return openDatabase({ file: t.file, key: t.key, migrations: list, onBackup: (copy) => copies.push(copy) });
}

function tablesOf(db: Pick<Database, 'all'>): unknown[] {
  return db
    .all(sql`select name from sqlite_schema where type = 'table' order by name`)
    .map((row) => (typeof row === 'object' && row !== null && 'name' in row ? row.name : undefined));
}

describe('versions', () => {
  it('must rise', () => {
    expect(() => assertRising(migrations)).not.toThrow();
    expect(() => assertRising([creates(10, 'a'), creates(10, 'b')])).toThrow(/does not rise/);
    expect(() => assertRising([creates(20, 'a'), creates(10, 'b')])).toThrow(/does not rise/);
    expect(() => assertRising([creates(0, 'a')])).toThrow(/does not rise/);
  });

  it('of a newer release are refused with words, and nothing is changed', () => {
    open(steps.slice(0, 2)).close();
    let caught: unknown;
    try {
      open(steps.slice(0, 1));
    } catch (error) {
      caught = error;
    }
    expect(caught).toBeInstanceOf(StorageError);
    expect(caught).toMatchObject({ code: 'database-newer' });
    expect(String(caught)).toContain('cài lại phiên bản mới nhất');
    const db = open(steps.slice(0, 2));
    expect([db.version, tablesOf(db)]).toEqual([20, ['one', 'two']]);
    db.close();
  });
});

describe('the copy before the first pending migration', () => {
  it('is made once, opens with the key and holds the old schema; a new database needs none', () => {
    expect(copies).toEqual([]);
    const db = open(steps.slice(0, 3));
    expect([db.version, tablesOf(db)]).toEqual([30, ['one', 'three', 'two']]);
    db.close();
    expect(copies).toEqual([`${t.file}.v0010.copy`]);
    const copy = openReadOnly({ file: copies[0] ?? '', key: t.key });
    expect(tablesOf(copy)).toEqual(['one']);
    copy.close();
    open(steps.slice(0, 3)).close();
    expect(copies).toHaveLength(1);
  });

  it('keeps the newest three', () => {
    for (let count = 2; count <= 5; count += 1) open(steps.slice(0, count)).close();
    const kept = readdirSync(t.directory).filter((name) => name.endsWith('.copy'));
    expect(kept.sort()).toEqual(['office.db.v0020.copy', 'office.db.v0030.copy', 'office.db.v0040.copy']);
  });
});

describe('a migration that does not finish', () => {
  it('is undone with its version when it throws; those before it stay', () => {
    const failing: Migration = {
      version: 30,
      name: 'failing',
      up(tx) {
        tx.exec('create table half (a)');
        throw new Error('does not work here');
      },
    };
    expect(() => open([...steps.slice(0, 2), failing])).toThrow('does not work here');
    const db = open(steps.slice(0, 2));
    expect([db.version, tablesOf(db)]).toEqual([20, ['one', 'two']]);
    db.close();
  });

  it('is undone with its version when the process is killed inside it, and runs anew at the next start', () => {
    const script = path.resolve(import.meta.dirname, '../../../test/fixtures/killed-migration.ts');
    const child = spawnSync(process.execPath, [script, t.file, Buffer.from(t.key).toString('hex')]);
    expect([child.signal, child.stderr.toString()]).toEqual(['SIGKILL', '']);
    const between = openReadOnly({ file: t.file, key: t.key });
    expect(tablesOf(between)).toEqual(['one', 'two']);
    expect(between.one(sql`pragma user_version`)).toEqual({ user_version: 20 });
    between.close();
    const db = open(steps.slice(0, 3));
    expect([db.version, tablesOf(db)]).toEqual([30, ['one', 'three', 'two']]);
    db.close();
  });
});
