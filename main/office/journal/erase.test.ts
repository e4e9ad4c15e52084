import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sql } from '#office/storage/index.ts';
import type { ErasureTarget } from '#shared/journal/index.ts';
import { decipherFile } from '#test/fixtures/database.ts';
import {
  courtSwept,
  memberJoined,
  members,
  openTestJournal,
  racketLent,
  type TestJournal,
} from '#test/fixtures/journal.ts';

const ground = 'yêu cầu số 12/2026 của chủ thể dữ liệu';
let t: TestJournal;
beforeEach(() => {
  t = openTestJournal();
  for (const [subject, name] of [
    ['m-1', 'An'],
    ['m-2', 'Bình'],
    ['m-3', 'Cường'],
  ] as const) {
    t.db.transaction((tx) => {
      const by = { actor: 'clerk-1', subject };
      t.journal.appendInTx(tx, { kind: memberJoined, ...by, body: { name: `Nguyễn ${name}`, rackets: 1 } });
      t.journal.appendInTx(tx, { kind: racketLent, ...by, body: { count: 3 } });
    });
  }
});
afterEach(() => t.remove());

const exchange = (seq: number): ErasureTarget => ({ chain: 'exchange', station: 'station-1', seq });

function erase(subject: string, targets: readonly ErasureTarget[]) {
  return t.db.transaction((tx) =>
    t.journal.eraseBodyInTx(tx, { actor: 'admin-1', subject, targets, ground }),
  );
}

describe('erasure', () => {
  it('J11 removes body and salt, says why, and verify and rebuild still pass', async () => {
    const [entry] = erase('m-2', [exchange(3), exchange(4)]);
    expect(entry).toMatchObject({
      kind: 'erased',
      chain: 'exchange',
      seq: 7,
      subject: 'm-2',
      actor: 'admin-1',
    });
    expect(
      t.db.all(sql`select position, salt, body, erased_by from journal_entries where salt is null`),
    ).toEqual([
      { position: 3, salt: null, body: null, erased_by: 7 },
      { position: 4, salt: null, body: null, erased_by: 7 },
    ]);
    expect(t.journal.history('m-2', { limit: 9 }).items.map((item) => item.content)).toMatchObject([
      { state: 'known', body: { ground } },
      { state: 'erased', ground, at: entry?.at },
      { state: 'erased', ground },
    ]);
    expect(t.journal.entriesAfter('exchange', 2, 1)).toMatchObject([{ salt: undefined, body: undefined }]);
    expect(await t.journal.verify()).toEqual({ state: 'intact', checked: 7, erased: 2 });
    const digests = t.journal.viewDigests();
    t.journal.rebuild();
    expect(t.journal.viewDigests()).toEqual(digests);
  });

  it('J12 takes the rows from the views; what the kind keeps goes into the erasing entry and comes back', () => {
    erase('m-2', [exchange(3), exchange(4)]);
    const rows = t.db.all(sql`select name, rackets from members order by position`);
    expect(rows).toEqual([
      { name: 'Nguyễn An', rackets: 4 },
      { name: '', rackets: 1 },
      { name: 'Nguyễn Cường', rackets: 4 },
    ]);
    t.journal.rebuild();
    expect(t.db.all(sql`select name, rackets from members order by position`)).toEqual(rows);
  });

  it('J11 of some entries leaves the others in force', async () => {
    erase('m-2', [exchange(4)]);
    expect(t.db.one(sql`select name, rackets from members where id = 'm-2'`)).toEqual({
      name: 'Nguyễn Bình',
      rackets: 1,
    });
    const digests = t.journal.viewDigests();
    t.journal.rebuild();
    expect(t.journal.viewDigests()).toEqual(digests);
    expect(await t.journal.verify()).toMatchObject({ state: 'intact', erased: 1 });
  });

  it('J11 leaves nothing of it in the file or its log, as someone with the key would look', () => {
    // Long enough to lie on pages of its own, which become free pages.
    const long = { name: 'Đặng Văn Xóa '.repeat(2_000), rackets: 1 };
    const appended = t.db.transaction((tx) =>
      t.journal.appendInTx(tx, { kind: memberJoined, actor: 'c', subject: 'm-long', body: long }),
    );
    erase('m-2', [exchange(3), exchange(4)]);
    erase('m-long', [exchange(appended.seq)]);
    expect(readFileSync(`${t.file}-wal`)).toHaveLength(0);
    const plain = decipherFile(t.file, t.key);
    expect(plain.includes('Nguyễn An')).toBe(true);
    expect(plain.includes('Nguyễn Bình')).toBe(false);
    expect(plain.includes('Đặng Văn Xóa')).toBe(false);
  });

  it('J11 of entries in the local chain is recorded there', () => {
    const local = t.db.transaction((tx) =>
      t.journal.appendInTx(tx, { kind: courtSwept, actor: 'c', subject: 'm-2', body: { court: 1 } }),
    );
    const noCourts = t.reopen({ projectors: [members] });
    const appended = t.db.transaction((tx) =>
      noCourts.eraseBodyInTx(tx, {
        actor: 'a',
        subject: 'm-2',
        ground,
        targets: [{ chain: 'local', station: 'station-1', seq: local.seq }, exchange(3)],
      }),
    );
    expect(appended.map((entry) => [entry.kind, entry.chain, entry.seq])).toEqual([
      ['erased', 'exchange', 7],
      ['erased-local', 'local', 2],
    ]);
  });

  it('J11 changes nothing when it is refused', async () => {
    const local = t.db.transaction((tx) =>
      t.journal.appendInTx(tx, { kind: courtSwept, actor: 'c', subject: 'm-2', body: { court: 1 } }),
    );
    expect(() => erase('m-2', [exchange(99)])).toThrow(/no entry to erase/);
    expect(() => erase('m-2', [exchange(3), exchange(1)])).toThrow(/another subject/);
    expect(() => erase('m-2', [exchange(3), exchange(3)])).toThrow(/append-only/);
    expect(() =>
      erase('m-2', [exchange(3), { chain: 'local', station: 'station-1', seq: local.seq }]),
    ).toThrow(/courts cannot forget/);
    expect(() => erase('m-2', [])).toThrow(/at least one/);
    expect(await t.journal.verify()).toEqual({ state: 'intact', checked: 7, erased: 0 });
    erase('m-2', [exchange(3)]);
    expect(() => erase('m-2', [exchange(3)])).toThrow(/erased already/);
    expect(() => erase('m-2', [exchange(7)])).toThrow(/records an erasure/);
  });
});
