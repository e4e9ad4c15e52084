import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sql } from '#office/storage/index.ts';
import { bodyHash, canonicalJson, envelopeHash, FIRST_PREV } from '#shared/journal/index.ts';
import {
  courtSwept,
  memberJoined,
  openTestJournal,
  racketLent,
  TEST_START,
  type TestJournal,
} from '#test/fixtures/journal.ts';
import { sha256 } from './sha256.ts';

let t: TestJournal;
beforeEach(() => {
  t = openTestJournal();
});
afterEach(() => t.remove());

function join(name = 'An', subject = 'member-1') {
  return t.db.transaction((tx) =>
    t.journal.appendInTx(tx, { kind: memberJoined, actor: 'clerk-1', subject, body: { name, rackets: 2 } }),
  );
}

describe('append', () => {
  it('J1 J2 chains are gapless and begin with 1, each station and chain for itself', () => {
    const first = join('An', 'member-1');
    const swept = t.db.transaction((tx) =>
      t.journal.appendInTx(tx, {
        kind: courtSwept,
        actor: 'clerk-1',
        subject: 'court-1',
        body: { court: 1 },
      }),
    );
    const second = join('Bình', 'member-2');
    const elsewhere = t.db.transaction((tx) =>
      t.journal.appendInTx(tx, {
        kind: racketLent,
        actor: 'clerk-1',
        subject: 'member-2',
        body: { count: 1 },
        station: 'station-2',
      }),
    );
    expect([first.seq, swept.seq, second.seq, elsewhere.seq]).toEqual([1, 1, 2, 1]);
    expect([first.position, swept.position, second.position, elsewhere.position]).toEqual([1, 2, 3, 4]);
    expect([first.prev, swept.prev, elsewhere.prev]).toEqual([FIRST_PREV, FIRST_PREV, FIRST_PREV]);
    expect(second.prev).toBe(first.hash);
  });

  it('J3 J4 the hash covers the envelope, the body enters by its salted hash', () => {
    const entry = join();
    const [carried] = t.journal.entriesAfter('exchange', 0, 1);
    const { position: _position, clockSetBack: _set, hash, ...envelope } = entry;
    expect(hash).toBe(envelopeHash(envelope, sha256));
    expect(carried?.body).toBe(canonicalJson({ name: 'An', rackets: 2 }));
    expect(bodyHash(carried?.salt ?? new Uint8Array(), carried?.body ?? '', sha256)).toBe(entry.bodyHash);
  });

  it('goes on from the true head after a rollback', () => {
    join();
    expect(() =>
      t.db.transaction((tx) => {
        t.journal.appendInTx(tx, { kind: racketLent, actor: 'c', subject: 'member-1', body: { count: 1 } });
        throw new Error('no');
      }),
    ).toThrow('no');
    expect(join('Bình', 'member-2').seq).toBe(2);
    expect(t.journal.verifyHead().state).toBe('intact');
    expect(t.db.one(sql`select rackets from members where id = ${'member-1'}`)).toEqual({ rackets: 2 });
    expect(TEST_START).toBeGreaterThan(0);
  });

  it('rebuilds the same views', () => {
    join();
    const before = t.journal.viewDigests();
    expect(t.journal.rebuild()).toEqual({ finished: true, entries: 1 });
    expect(t.journal.viewDigests()).toEqual(before);
  });
});
