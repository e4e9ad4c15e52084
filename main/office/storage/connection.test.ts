import { randomBytes } from 'node:crypto';
import { closeSync, openSync, readdirSync, readFileSync, statSync, writeFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTemporaryDatabase, type TemporaryDatabase } from '#test/fixtures/database.ts';
import { migrations, openDatabase, openReadOnly, StorageError, sql } from './index.ts';

let t: TemporaryDatabase;
beforeEach(() => {
  t = openTemporaryDatabase();
});
afterEach(() => t.remove());

/** The error's code and text, or `opened`. */
function outcome(open: () => { close(): void }): { code: string; message: string } {
  try {
    open().close();
    return { code: 'opened', message: '' };
  } catch (error) {
    if (!(error instanceof StorageError)) throw error;
    return { code: error.code, message: error.message };
  }
}

function fill(rows: number): void {
  t.db.transaction((tx) => {
    for (let row = 1; row <= rows; row += 1) {
      tx.run(sql`insert into journal_chains (chain, office, station)
        values (${'local'}, ${'Nguyễn Thị Ánh Đào 001199000123'}, ${`station-${row}`})`);
    }
  });
}

function overwrite(file: string, position: number, bytes: Uint8Array): void {
  const descriptor = openSync(file, 'r+');
  writeSync(descriptor, bytes, 0, bytes.length, position);
  closeSync(descriptor);
}

describe('opening', () => {
  it('says wrong-key for another key, and what to do', () => {
    fill(1);
    t.db.close();
    const other = new Uint8Array(randomBytes(32));
    const refused = outcome(() => openDatabase({ file: t.file, key: other, migrations }));
    expect(refused.code).toBe('wrong-key');
    expect(refused.message).toContain('mã khôi phục');
    expect(outcome(() => openReadOnly({ file: t.file, key: other })).code).toBe('wrong-key');
    expect(outcome(() => openDatabase({ file: t.file, key: t.key, migrations })).code).toBe('opened');
  });

  it('says database-damaged, not wrong-key, when the first page is damaged but the key is right', () => {
    fill(500);
    t.db.close();
    overwrite(t.file, 2_000, randomBytes(64));
    expect(outcome(() => openDatabase({ file: t.file, key: t.key, migrations })).code).toBe(
      'database-damaged',
    );
  });

  it('says database-damaged for a file cut short and for one that is something else', () => {
    fill(500);
    t.db.close();
    const whole = readFileSync(t.file);
    writeFileSync(t.file, whole.subarray(0, 1_000));
    expect(outcome(() => openDatabase({ file: t.file, key: t.key, migrations })).code).toBe(
      'database-damaged',
    );
    writeFileSync(t.file, Buffer.concat([Buffer.from('SQLite format 3\0'), randomBytes(8_176)]));
    expect(outcome(() => openDatabase({ file: t.file, key: t.key, migrations })).code).toBe(
      'database-damaged',
    );
  });

  it('reports damage met later in the same words', () => {
    fill(6_000);
    t.db.close();
    // The end of the file: whatever migrations create before it, the rows lie there.
    const { size } = statSync(t.file);
    const from = Math.floor((size * 3) / 4 / 4_096) * 4_096;
    overwrite(t.file, from, randomBytes(size - from));
    const db = openDatabase({ file: t.file, key: t.key, migrations });
    try {
      expect(() => db.all(sql`select office, station from journal_chains order by id`)).toThrow(/bị hỏng/);
    } finally {
      db.close();
    }
  });

  it('says database-unwritable where there is no such directory, or no file to read', () => {
    const file = path.join(t.directory, 'gone', 'office.db');
    expect(outcome(() => openDatabase({ file, key: t.key, migrations })).code).toBe('database-unwritable');
    const none = path.join(t.directory, 'none.db');
    expect(outcome(() => openReadOnly({ file: none, key: t.key })).code).toBe('database-unwritable');
    expect(() => t.db.copyTo(file)).toThrow(/Không ghi được/);
  });

  it('refuses a key that has not 32 bytes', () => {
    expect(() => openDatabase({ file: t.file, key: new Uint8Array(16), migrations })).toThrow(/32 bytes/);
  });

  it('sets what durability and secrecy rest on', () => {
    const pragma = (rows: unknown) => Object.values(rows as object)[0];
    expect(pragma(t.db.one(sql`pragma journal_mode`))).toBe('wal');
    expect(pragma(t.db.one(sql`pragma synchronous`))).toBe(2);
    expect(pragma(t.db.one(sql`pragma foreign_keys`))).toBe(1);
    expect(pragma(t.db.one(sql`pragma secure_delete`))).toBe(1);
    expect(pragma(t.db.one(sql`pragma trusted_schema`))).toBe(0);
    expect(pragma(t.db.one(sql`pragma temp_store`))).toBe(2);
    expect(pragma(t.db.one(sql`pragma cache_size`))).toBe(-65_536);
    expect(pragma(t.db.one(sql`pragma busy_timeout`))).toBe(5_000);
  });
});

describe('secrecy', () => {
  it('leaves no plain text in the file, the log or a copy', () => {
    fill(300);
    t.db.copyTo(path.join(t.directory, 'copy.db'));
    const files = readdirSync(t.directory);
    expect(files).toEqual(expect.arrayContaining(['office.db', 'office.db-wal', 'copy.db']));
    for (const name of files) {
      const bytes = readFileSync(path.join(t.directory, name));
      for (const secret of ['001199000123', 'Nguyễn', 'journal_chains', 'SQLite format 3']) {
        expect(bytes.includes(secret), `${secret} in ${name}`).toBe(false);
      }
    }
  });

  it('makes the files readable by their owner only', () => {
    fill(1);
    // Windows keeps rights in access lists, which the directory of the host settles.
    const others = process.platform === 'win32' ? 0 : 0o077;
    for (const name of ['office.db', 'office.db-wal']) {
      expect(statSync(path.join(t.directory, name)).mode & others).toBe(0);
    }
  });
});
