import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { assertNoScan } from '#office/storage/index.ts';
import {
  courtSwept,
  memberJoined,
  openTestJournal,
  racketLent,
  type TestJournal,
} from '#test/fixtures/journal.ts';
import { entryQueries } from './entries-table.ts';

let t: TestJournal;
beforeEach(() => {
  t = openTestJournal();
  t.db.transaction((tx) => {
    const body = { name: 'An', rackets: 1 };
    t.journal.appendInTx(tx, { kind: memberJoined, actor: 'c', subject: 'm-1', body });
    for (let count = 1; count <= 9; count += 1) {
      t.journal.appendInTx(tx, { kind: racketLent, actor: 'c', subject: 'm-1', body: { count } });
      t.journal.appendInTx(tx, { kind: courtSwept, actor: 'c', subject: 'court', body: { court: count } });
    }
  });
});
afterEach(() => t.remove());

describe('history', () => {
  it('gives the entries of a subject page by page, newest first', () => {
    const first = t.journal.history('m-1', { limit: 4 });
    expect(first.items.map((item) => item.content)).toEqual(
      [9, 8, 7, 6].map((count) => ({ state: 'known', body: { count } })),
    );
    const second = t.journal.history('m-1', { limit: 4, before: first.next ?? 0 });
    const third = t.journal.history('m-1', { limit: 4, before: second.next ?? 0 });
    expect([second.items.length, third.items.length, third.next]).toEqual([4, 2, undefined]);
    expect(third.items.at(-1)?.entry).toMatchObject({ kind: 'member-joined', seq: 1 });
    expect(t.journal.history('m-1', { limit: 10 }).next).toBeUndefined();
    expect(t.journal.history('nobody', { limit: 4 })).toEqual({ items: [], next: undefined });
  });

  it('J1 gives one chain in order, for a parcel', () => {
    expect(t.journal.entriesAfter('exchange', 0, 100)).toHaveLength(10);
    const some = t.journal.entriesAfter('local', 3, 2);
    expect(some.map(({ entry, body }) => [entry.chain, entry.seq, body])).toEqual([
      ['local', 4, '{"court":4}'],
      ['local', 5, '{"court":5}'],
    ]);
    expect(t.journal.entriesAfter('exchange', 0, 5, 'station-9')).toEqual([]);
  });

  it('needs no scan for any of it, however long the journal is', () => {
    const plans = {
      page: assertNoScan(t.db, entryQueries.page(0, 10)),
      at: assertNoScan(t.db, entryQueries.at(1)),
      inChain: assertNoScan(t.db, entryQueries.inChain(1, 1)),
      chainAfter: assertNoScan(t.db, entryQueries.chainAfter(1, 1, 10)),
      chainHead: assertNoScan(t.db, entryQueries.chainHead(1)),
      subjectBefore: assertNoScan(t.db, entryQueries.subjectBefore('m', 1, 10), 'journal_entries_by_subject'),
      subjectAfter: assertNoScan(t.db, entryQueries.subjectAfter('m', 1, 10), 'journal_entries_by_subject'),
      latest: assertNoScan(t.db, entryQueries.latest(1, 10)),
      last: assertNoScan(t.db, entryQueries.last()),
      chain: assertNoScan(t.db, entryQueries.chain('s', 'local')),
    };
    expect(Object.keys(plans).sort()).toEqual(Object.keys(entryQueries).sort());
  });
});
