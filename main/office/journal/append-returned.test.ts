import { afterEach, beforeEach, expect, it } from 'vitest';
import { sql } from '#office/storage/index.ts';
import { carryRun, checkRun } from '#shared/exchange/index.ts';
import {
  memberJoined,
  members,
  openTestJournal,
  racketLent,
  type TestJournal,
} from '#test/fixtures/journal.ts';
import type { ReturnedEntry } from './append-returned.ts';
import { type Journal, ReturnRefused, returnedStretchesProjector, sha256 } from './index.ts';

const projectors = [members, returnedStretchesProjector];
const PROVINCE = 'province-1';
let whole: TestJournal;
let restored: TestJournal;
let journal: Journal;

/** The whole office wrote eight members; the copy was made after three, and goes on under another station. */
beforeEach(() => {
  whole = openTestJournal();
  restored = openTestJournal();
  const first = whole.reopen({ projectors });
  for (let n = 1; n <= 8; n += 1) join(whole, first, `m${n}`);
  const before = restored.reopen({ projectors });
  restored.db.transaction((tx) => {
    before.appendReturnedInTx(tx, { province: PROVINCE, entries: entriesOf(first, 0, 3) });
  });
  journal = restored.reopen({ projectors, station: 'station-2' });
  restored.clock.advance(86_400_000);
});
afterEach(() => {
  whole.remove();
  restored.remove();
});

function join(t: TestJournal, of: Journal, id: string): void {
  t.clock.advance(1000);
  t.db.transaction((tx) =>
    of.appendInTx(tx, { kind: memberJoined, actor: 'u1', subject: id, body: { name: id, rackets: 1 } }),
  );
}

function entriesOf(of: Journal, after: number, limit: number): ReturnedEntry[] {
  const entries = of.entriesAfter('exchange', after, limit, 'station-1').map(({ entry, salt, body }) => ({
    entry,
    salt: salt ?? null,
    body: body ?? null,
  }));
  // As it travels: the hashes are computed anew at the other end.
  return checkRun({ office: 'office-1', run: carryRun(entries), sha256 }).entries;
}

const giveBack = (entries: readonly ReturnedEntry[]) =>
  restored.db.transaction((tx) => {
    const taken = journal.appendReturnedInTx(tx, { province: PROVINCE, entries });
    journal.eraseReturnedInTx(tx, 0);
    return taken;
  });
const names = () =>
  restored.db.all(sql`select id from members order by id`).map((row) => (row as { id: string }).id);

it('P12 takes what was given back into its own chain; the journal holds and is made anew the same', async () => {
  join(restored, journal, 'x1');
  expect(giveBack(entriesOf(whole.reopen({ projectors }), 3, 100))).toBe(5);
  join(restored, journal, 'x2');
  expect(names()).toEqual(['m1', 'm2', 'm3', 'm4', 'm5', 'm6', 'm7', 'm8', 'x1', 'x2']);
  expect(journal.heads().filter((head) => head.chain === 'exchange')).toEqual([
    ...whole.journal.heads().filter((head) => head.chain === 'exchange'),
    expect.objectContaining({ station: 'station-2', seq: 2 }),
  ]);
  const before = journal.viewDigests();
  expect(await journal.verify()).toMatchObject({ state: 'intact' });
  expect(journal.verifyHead()).toMatchObject({ state: 'intact' });
  expect(journal.rebuild()).toMatchObject({ finished: true });
  expect(journal.viewDigests()).toEqual(before);
});

it('J6 P12 checks from any entry on, also from the middle of what was given back', async () => {
  join(restored, journal, 'x1');
  giveBack(entriesOf(whole.reopen({ projectors }), 3, 100));
  join(restored, journal, 'x2');
  const total = Number(
    (restored.db.one(sql`select max(position) as n from journal_entries`) as { n: number }).n,
  );
  for (let from = 1; from <= total; from += 1) {
    expect(await journal.verify({ from }), `from ${from}`).toMatchObject({ state: 'intact' });
  }
  // The same after a restart, when the last time is read anew.
  const again = restored.reopen({ projectors, station: 'station-2' });
  join(restored, again, 'x3');
  expect(await again.verify()).toMatchObject({ state: 'intact' });
});

it('P12 refuses what does not join, and writes nothing of it', () => {
  const all = entriesOf(whole.reopen({ projectors }), 4, 100);
  expect(() => giveBack(all)).toThrow(ReturnRefused);
  expect(names()).toEqual(['m1', 'm2', 'm3']);
});

it('J11 P12 an erasure that the copy did not know is made in it, and its own entries stay', async () => {
  const first = whole.reopen({ projectors });
  whole.db.transaction((tx) =>
    first.eraseBodyInTx(tx, {
      actor: 'u1',
      subject: 'm2',
      targets: [{ chain: 'exchange', station: 'station-1', seq: 2 }],
      ground: 'hết hạn lưu',
    }),
  );
  whole.db.transaction((tx) =>
    first.eraseBodyInTx(tx, {
      actor: 'u1',
      subject: 'm6',
      targets: [{ chain: 'exchange', station: 'station-1', seq: 6 }],
      ground: 'hết hạn lưu',
    }),
  );
  expect(giveBack(entriesOf(first, 3, 100))).toBe(7);
  expect(restored.db.all(sql`select name from members where id in ('m2', 'm6')`)).toEqual([
    { name: '' },
    { name: '' },
  ]);
  const before = journal.viewDigests();
  expect(await journal.verify()).toMatchObject({ state: 'intact', erased: 2 });
  journal.rebuild();
  expect(journal.viewDigests()).toEqual(before);
});

it('J11 P12 what was erased by an entry that was never sent comes back as erased, and holds nothing else up', async () => {
  const first = whole.reopen({ projectors });
  whole.db.transaction((tx) =>
    first.eraseBodyInTx(tx, {
      actor: 'u1',
      subject: 'm6',
      targets: [{ chain: 'exchange', station: 'station-1', seq: 6 }],
      ground: 'hết hạn lưu',
    }),
  );
  // The province got everything but the last entry, the erasing one; then the database was lost.
  const all = entriesOf(first, 3, 100).slice(0, -1);
  expect(giveBack(all)).toBe(2);
  expect(giveBack(all.slice(2))).toBe(all.length - 2);
  expect(names()).toEqual(['m1', 'm2', 'm3', 'm4', 'm5', 'm7', 'm8']);
  expect(journal.history('m6', { limit: 5 }).items[0]?.content.state).toBe('erased');
  const before = journal.viewDigests();
  expect(await journal.verify()).toMatchObject({ state: 'intact', erased: 1 });
  expect(journal.rebuild()).toMatchObject({ finished: true });
  expect(journal.viewDigests()).toEqual(before);
});

it('J11 P12 P15 what comes back about a subject that was erased meanwhile is erased with it, on the same ground', async () => {
  const first = whole.reopen({ projectors });
  const lend = (subject: string) =>
    whole.db.transaction((tx) =>
      first.appendInTx(tx, { kind: racketLent, actor: 'u1', subject, body: { count: 1 } }),
    );
  lend('m2');
  lend('m3');
  restored.db.transaction((tx) =>
    journal.eraseBodyInTx(tx, {
      actor: 'u2',
      subject: 'm2',
      targets: journal.erasableOf('m2'),
      ground: 'theo yêu cầu',
    }),
  );
  expect(giveBack(entriesOf(first, 3, 100))).toBe(7);
  expect(journal.erasableOf('m2')).toEqual([]);
  expect(journal.erasableOf('m3')).toHaveLength(2);
  const states = (id: string) =>
    journal.history(id, { limit: 9 }).items.map(({ entry, content }) => [entry.kind, content.state]);
  expect(states('m2')).toEqual([
    ['erased', 'known'],
    ['racket-lent', 'erased'],
    ['erased', 'known'],
    ['member-joined', 'erased'],
  ]);
  const [again] = journal.history('m2', { limit: 1 }).items;
  expect(again).toMatchObject({
    entry: { actor: 'u2', station: 'station-2' },
    content: { body: { ground: 'theo yêu cầu', targets: [{ station: 'station-1', seq: 9 }] } },
  });
  const before = journal.viewDigests();
  expect(await journal.verify()).toMatchObject({ state: 'intact', erased: 2 });
  journal.rebuild();
  expect(journal.viewDigests()).toEqual(before);
});

it('J11 P12 P15 an erasure that comes back takes with it what only the copy wrote about the subject', async () => {
  const first = whole.reopen({ projectors });
  restored.db.transaction((tx) =>
    journal.appendInTx(tx, { kind: racketLent, actor: 'u1', subject: 'm2', body: { count: 1 } }),
  );
  whole.db.transaction((tx) =>
    first.eraseBodyInTx(tx, {
      actor: 'u2',
      subject: 'm2',
      targets: first.erasableOf('m2'),
      ground: 'theo yêu cầu',
    }),
  );
  giveBack(entriesOf(first, 3, 100));
  expect(journal.erasableOf('m2')).toEqual([]);
  expect(await journal.verify()).toMatchObject({ state: 'intact', erased: 2 });
});

it('J15 a returned entry out of its place is found', async () => {
  join(restored, journal, 'x1');
  giveBack(entriesOf(whole.reopen({ projectors }), 3, 100));
  restored.db.transaction((tx) =>
    journal.appendInTx(tx, { kind: racketLent, actor: 'u1', subject: 'm1', body: { count: 1 } }),
  );
  // A stretch that says more than came: the next entry of ours is taken for one of them.
  restored.db.transaction((tx) => {
    tx.run(sql`drop trigger journal_entries_only_erasure`);
    tx.run(sql`update journal_entries set mono = mono - 100000000 where kind = 'racket-lent'`);
  });
  expect(await journal.verify()).toMatchObject({ state: 'broken' });
});
