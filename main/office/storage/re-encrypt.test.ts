import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestIds, openTemporaryDatabase, type TemporaryDatabase } from '#test/fixtures/database.ts';
import { openReadOnly } from './database.ts';
import { findKeyVerdict } from './key-probe.ts';
import { createPageCipher, PAGE } from './page-cipher.ts';
import { beginReEncryption, emptyLog, openClosedFile } from './re-encrypt.ts';
import { sql } from './sql.ts';

const to = new Uint8Array(32).fill(9);
const ids = createTestIds();
const random = (length: number) => ids.bytes(length);

let t: TemporaryDatabase;
let target = '';
beforeEach(() => {
  t = openTemporaryDatabase();
  target = path.join(t.directory, 'anew.db');
});
afterEach(() => t.remove());

function fill(rows: number, text = 'một cửa'): void {
  t.db.transaction((tx) => {
    for (let row = 0; row < rows; row += 1) {
      tx.run(sql`insert into settings (key, value) values (${ids.id()}, ${text.repeat(40)})`);
    }
  });
}
const begin = () => beginReEncryption({ file: target, from: t.key, to, random });
function rowsOf(file: string, key: Uint8Array): unknown[] {
  const db = openReadOnly({ file, key });
  try {
    expect(db.one(sql`pragma integrity_check`)).toEqual({ integrity_check: 'ok' });
    return db.all(sql`select * from settings order by key`);
  } finally {
    db.close();
  }
}

describe('a database written anew under another key', () => {
  it('holds what was there at the end, also what was written after the first pass', async () => {
    fill(300);
    const work = await begin();
    const snapshot = t.db.openSnapshot();
    const told: number[] = [];
    await work.copy(snapshot, { onProgress: (done) => told.push(done) });
    expect(told.at(-1)).toBe(snapshot.bytes);
    snapshot.close();
    fill(200, 'sau');
    const rows = t.db.all(sql`select * from settings order by key`);
    t.db.close();
    emptyLog(t.file, t.key);
    const closed = await openClosedFile(t.file);
    await work.copy(closed);
    await closed.close();
    await work.finish();
    expect(rowsOf(target, to)).toEqual(rows);
    expect(rows.length).toBeGreaterThanOrEqual(500);
    expect(findKeyVerdict(target, t.key)).toBe('fits-no-page');
    expect(findKeyVerdict(target, to)).toBe('fits');
  });

  it('writes in the second pass only what was changed, and no more pages than there are', async () => {
    fill(300);
    t.db.transaction((tx) => tx.run(sql`delete from settings where key > ${''}`));
    t.db.close();
    emptyLog(t.file, t.key);
    const bytes = readFileSync(t.file);
    const source = (content: Buffer) => ({
      bytes: content.length,
      read: async (buffer: Uint8Array, position: number) =>
        content.copy(buffer, 0, position, position + buffer.length),
    });
    const longer = Buffer.concat([bytes, Buffer.alloc(PAGE)]);
    const work = await begin();
    await work.copy(source(longer));
    const before = readFileSync(target);
    expect(before.subarray(-PAGE).every((byte) => byte === 0)).toBe(true);
    await work.copy(source(bytes));
    expect(readFileSync(target).equals(before.subarray(0, bytes.length))).toBe(true);
    await work.discard();
  });

  it('is refused at a page that is not as it was written, and stops when told to', async () => {
    fill(300);
    t.db.close();
    emptyLog(t.file, t.key);
    const bytes = readFileSync(t.file);
    bytes[PAGE * 5 + 100] = (bytes[PAGE * 5 + 100] ?? 0) ^ 1;
    writeFileSync(t.file, bytes);
    const work = await begin();
    const damaged = await openClosedFile(t.file);
    await expect(work.copy(damaged)).rejects.toMatchObject({ code: 'database-damaged' });
    const stopping = new AbortController();
    stopping.abort();
    await expect(work.copy(damaged, { signal: stopping.signal })).rejects.toThrow('abort');
    await damaged.close();
    await work.discard();
  });
});

it('a page opens under its own number and key only', () => {
  const cipher = createPageCipher(to, new Uint8Array(16).fill(3));
  const content = Buffer.alloc(PAGE - 80, 'một cửa');
  const page = cipher.seal(content, 2, random(16));
  expect(page).toHaveLength(PAGE);
  expect(cipher.fits(page, 2)).toBe(true);
  expect(cipher.open(page, 2).equals(content)).toBe(true);
  expect(cipher.fits(page, 3)).toBe(false);
  expect(createPageCipher(t.key, new Uint8Array(16).fill(3)).fits(page, 2)).toBe(false);
});
