import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTemporaryDatabase, type TemporaryDatabase } from '#test/fixtures/database.ts';
import { countRows, type LeafRow, openPageFile, PAGE_BYTES, rowsInPage, sql } from './index.ts';

let t: TemporaryDatabase;
let salt: Buffer;
/** Short, over one page and over several pages. */
const texts = Array.from(
  { length: 400 },
  (_, index) => `${index} ${'đ'.repeat([3, 40, 2_100, 9_000][index % 4] ?? 0)}`,
);

beforeEach(() => {
  t = openTemporaryDatabase([
    {
      version: 10,
      name: 'a',
      up: (tx) =>
        tx.exec(
          'create table a (n integer primary key, i integer, r real, b blob, t text) strict; create index a_t on a (i)',
        ),
    },
  ]);
  t.db.transaction((tx) => {
    for (const [index, text] of texts.entries()) {
      const blob = index % 3 === 0 ? null : new Uint8Array([index % 256, 1, 2]);
      tx.run(
        sql`insert into a (i, r, b, t) values (${(index - 200) * 1_234_567_891}, ${index / 4}, ${blob}, ${text})`,
      );
    }
  });
  t.db.checkpoint();
  salt = readFileSync(t.file).subarray(0, 16);
});
afterEach(() => t.remove());

async function rows(): Promise<LeafRow[]> {
  const file = await openPageFile(t.file, t.key, salt);
  const found: LeafRow[] = [];
  for (let page = 1; page <= file.pages; page += 1) found.push(...(await rowsInPage(file, page)));
  await file.close();
  return found;
}

async function badPages(): Promise<number[]> {
  const file = await openPageFile(t.file, t.key, salt);
  const bad = await file.findBadPages({});
  await file.close();
  return bad;
}

describe('a database file page by page', () => {
  it('gives every row as SQLite does, wherever it goes on', async () => {
    const found = (await rows()).filter((row) => row.values.length === 5).sort((a, b) => a.rowid - b.rowid);
    expect(found).toHaveLength(texts.length);
    for (const [index, row] of found.entries()) {
      const blob = index % 3 === 0 ? null : new Uint8Array([index % 256, 1, 2]);
      expect(row.rowid).toBe(index + 1);
      expect(row.values).toEqual([null, (index - 200) * 1_234_567_891, index / 4, blob, texts[index]]);
    }
  });

  it('names exactly the pages that were altered, and reads the others', async () => {
    expect(await badPages()).toEqual([]);
    const before = await rows();
    const bytes = readFileSync(t.file);
    for (const page of [5, 6, 40])
      bytes[(page - 1) * PAGE_BYTES + 77] = (bytes[(page - 1) * PAGE_BYTES + 77] ?? 0) ^ 8;
    writeFileSync(t.file, bytes);
    expect(await badPages()).toEqual([5, 6, 40]);
    const after = await rows();
    expect(after.length).toBeLessThan(before.length);
    expect(after.length).toBeGreaterThan(before.length / 2);
    for (const row of after) expect(before).toContainEqual(row);
  });

  it('does not count a page that was cut', async () => {
    const pages = readFileSync(t.file).length / PAGE_BYTES;
    truncateSync(t.file, (pages - 2) * PAGE_BYTES + 9);
    const file = await openPageFile(t.file, t.key, salt);
    expect(file.pages).toBe(pages - 2);
    expect(await file.findPage(pages - 1)).toBeUndefined();
    await file.close();
  });
});

it('counts rows in steps, also where numbers are left out', async () => {
  expect(await countRows(t.db, 'a', 'n')).toBe(texts.length);
  t.db.transaction((tx) => {
    tx.run(sql`delete from a where n between 100 and 350`);
    for (let index = 0; index < 4_500; index += 1) tx.run(sql`insert into a (t) values ('x')`);
  });
  expect(await countRows(t.db, 'a', 'n')).toBe(texts.length - 251 + 4_500);
});
