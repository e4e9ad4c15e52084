import { createHash } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTemporaryDatabase, type TemporaryDatabase } from '#test/fixtures/database.ts';
import { openReadOnly, type Snapshot, sql } from './index.ts';

let t: TemporaryDatabase;
beforeEach(() => {
  t = openTemporaryDatabase([
    { version: 10, name: 'a', up: (tx) => tx.exec('create table a (n integer primary key, t text) strict') },
  ]);
});
afterEach(() => t.remove());

function write(count: number): void {
  for (let index = 0; index < count; index += 1) {
    t.db.transaction((tx) => tx.run(sql`insert into a (t) values (${'đ'.repeat(7_000)})`));
  }
}

const count = (db: { one: Snapshot['one'] }) => (db.one(sql`select count(*) as n from a`) as { n: number }).n;

async function bytesOf(snapshot: Snapshot, between: () => void = () => undefined): Promise<Buffer> {
  const parts: Buffer[] = [];
  for (let position = 0; ; ) {
    const part = Buffer.alloc(64 * 1024);
    const read = await snapshot.read(part, position);
    if (read === 0) return Buffer.concat(parts);
    parts.push(part.subarray(0, read));
    position += read;
    between();
    await setImmediate();
  }
}

describe('a snapshot', () => {
  it('is the database of its moment, however much is written and checkpointed while it is read', async () => {
    write(200);
    const snapshot = t.db.openSnapshot();
    write(50);
    const bytes = await bytesOf(snapshot, () => write(8));
    const again = await bytesOf(snapshot);
    expect(createHash('sha256').update(again).digest('hex')).toBe(
      createHash('sha256').update(bytes).digest('hex'),
    );
    expect(count(snapshot)).toBe(200);
    expect(bytes).toHaveLength(snapshot.bytes);
    snapshot.close();
    const file = path.join(t.directory, 'copy.db');
    writeFileSync(file, bytes);
    const copy = openReadOnly({ file, key: t.key });
    expect(count(copy)).toBe(200);
    expect(copy.one(sql`pragma integrity_check`)).toEqual({ integrity_check: 'ok' });
    copy.close();
    expect(count(t.db)).toBeGreaterThan(400);
  });

  it('begun when the log is empty stays as it is too', async () => {
    write(80);
    t.db.checkpoint();
    const snapshot = t.db.openSnapshot();
    const before = createHash('sha256')
      .update(await bytesOf(snapshot))
      .digest('hex');
    write(700);
    const after = createHash('sha256')
      .update(await bytesOf(snapshot))
      .digest('hex');
    expect(after).toBe(before);
    snapshot.close();
    write(600);
    expect(createHash('sha256').update(readFileSync(t.file)).digest('hex')).not.toBe(before);
  });

  it('keeps the locks of the database: closing one does not let another process take the file', () => {
    write(10);
    t.db.openSnapshot().close();
    t.db.openSnapshot().close();
    write(10);
    expect(count(t.db)).toBe(20);
  });

  it('is refused, not half, while an older reader holds a part of the log back', () => {
    write(10);
    const older = openReadOnly({ file: t.file, key: t.key });
    const rows = older.iterate(sql`select n from a`);
    rows.next();
    write(10);
    expect(() => t.db.openSnapshot()).toThrowError(
      expect.objectContaining({ code: 'database-busy' }) as unknown as Error,
    );
    rows.return?.();
    const snapshot = t.db.openSnapshot();
    expect(count(snapshot)).toBe(20);
    snapshot.close();
    older.close();
  });

  it('puts the emptying of the log off until it ends, instead of waiting for it', () => {
    write(20);
    const log = () => statSync(`${t.file}-wal`).size;
    const snapshot = t.db.openSnapshot();
    write(5);
    t.db.checkpoint();
    expect(log()).toBeGreaterThan(0);
    snapshot.close();
    expect(log()).toBe(0);
  });

  it('ends with the database', () => {
    const snapshot = t.db.openSnapshot();
    t.db.close();
    expect(() => count(snapshot)).toThrow();
  });
});
