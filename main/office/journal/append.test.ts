import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { sql } from '#office/storage/index.ts';
import {
  bodyHash,
  canonicalJson,
  defineEntryKind,
  Entry,
  envelopeHash,
  FIRST_PREV,
} from '#shared/journal/index.ts';
import {
  courtSwept,
  memberJoined,
  openTestJournal,
  racketLent,
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

function count(table: 'members' | 'entries'): unknown {
  const query =
    table === 'members'
      ? sql`select count(*) as n from members`
      : sql`select count(*) as n from journal_entries`;
  return (t.db.one(query) as { n: number }).n;
}

describe('append', () => {
  it('J1 J2 numbers each (station, chain) from 1 without a gap', () => {
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
    expect([first.chain, swept.chain, elsewhere.station]).toEqual(['exchange', 'local', 'station-2']);
    expect([first.prev, swept.prev, elsewhere.prev]).toEqual([FIRST_PREV, FIRST_PREV, FIRST_PREV]);
    expect(second.prev).toBe(first.hash);
    expect([first, swept, second, elsewhere].map((entry) => entry.position)).toEqual([1, 2, 3, 4]);
  });

  it('J4 J5 hashes the envelope; the body enters by its salted hash, with a new salt each time', () => {
    const entry = join();
    join('An', 'member-2');
    const carried = t.journal.entriesAfter('exchange', 0, 2);
    const { position: _position, clockSetBack: _set, ...envelope } = entry;
    expect(Entry.parse(envelope)).toEqual(envelope);
    const { hash, ...hashed } = envelope;
    expect(hash).toBe(envelopeHash(hashed, sha256));
    expect(carried[0]?.body).toBe(canonicalJson({ name: 'An', rackets: 2 }));
    expect(bodyHash(carried[0]?.salt ?? new Uint8Array(), carried[0]?.body ?? '', sha256)).toBe(
      entry.bodyHash,
    );
    expect(carried[1]?.entry.bodyHash).not.toBe(entry.bodyHash);
    expect(carried[1]?.salt).toHaveLength(16);
  });

  it('J2 goes on where a restarted program left off', () => {
    const entry = join();
    const journal = t.reopen();
    const next = t.db.transaction((tx) =>
      journal.appendInTx(tx, { kind: racketLent, actor: 'c', subject: 'member-1', body: { count: 1 } }),
    );
    expect([next.seq, next.prev]).toEqual([2, entry.hash]);
  });

  it('J2 J9 a rollback leaves neither entry nor view nor a gap', async () => {
    join();
    expect(() =>
      t.db.transaction((tx) => {
        t.journal.appendInTx(tx, { kind: courtSwept, actor: 'c', subject: 'court-1', body: { court: 1 } });
        t.journal.appendInTx(tx, { kind: racketLent, actor: 'c', subject: 'member-1', body: { count: 5 } });
        throw new Error('printer row refused');
      }),
    ).toThrow('printer row refused');
    expect(join('Bình', 'member-2').seq).toBe(2);
    expect(t.db.one(sql`select rackets from members where id = ${'member-1'}`)).toEqual({ rackets: 2 });
    expect(t.db.all(sql`select * from courts`)).toEqual([]);
    expect(await t.journal.verify()).toEqual({ state: 'intact', checked: 2, erased: 0 });
  });

  it('J9 a view that cannot be written takes its entry with it', () => {
    join();
    expect(() => join('An again', 'member-1')).toThrow(/UNIQUE/);
    expect([count('entries'), count('members')]).toEqual([1, 1]);
    expect(join('Bình', 'member-2').seq).toBe(2);
  });

  it('refuses a body that does not fit its kind, also where the caller says it is parsed but JSON cannot hold it', () => {
    const append = (body: { name: string; rackets: number }, parsed?: true) =>
      t.db.transaction((tx) =>
        t.journal.appendInTx(tx, {
          kind: memberJoined,
          actor: 'c',
          subject: 'm',
          body,
          ...(parsed === undefined ? {} : { parsed }),
        }),
      );
    expect(() => append({ name: '', rackets: 1 })).toThrow(z.ZodError);
    expect(() => append({ name: 'An', rackets: Number.NaN }, true)).toThrow(/JSON/);
    expect(() => append({ name: 'x\ud800', rackets: 1 })).toThrow(/surrogate/);
    expect(count('entries')).toBe(0);
  });

  it('J8 refuses names and personal numbers where ids belong', () => {
    const append = (actor: string, subject: string) => () =>
      t.db.transaction((tx) =>
        t.journal.appendInTx(tx, { kind: courtSwept, actor, subject, body: { court: 1 } }),
      );
    expect(append('Nguyễn Thị Ánh Đào', 'court-1')).toThrow(/not an id/);
    expect(append('clerk 1', 'court-1')).toThrow(/not an id/);
    expect(append('clerk-1', '001199000123')).toThrow(/not an id/);
    expect(append('clerk-1', '012345678')).toThrow(/not an id/);
    expect(append('clerk-1', '')).toThrow(/not an id/);
    expect(append('01900000-0000-7000-8000-000000000001', 'H28.31:catalogue_1')).not.toThrow();
  });

  it('refuses a kind that is not in the list, and the chain of another office', () => {
    const stranger = defineEntryKind({ kind: 'member-joined', chain: 'local', v: 1, body: z.any() });
    expect(() =>
      t.db.transaction((tx) =>
        t.journal.appendInTx(tx, { kind: stranger, actor: 'c', subject: 's', body: {} }),
      ),
    ).toThrow(/not in the journal/);
    join();
    const other = t.reopen({ office: 'office-2' });
    expect(() =>
      t.db.transaction((tx) =>
        other.appendInTx(tx, { kind: racketLent, actor: 'c', subject: 'member-1', body: { count: 1 } }),
      ),
    ).toThrow(/belongs to office office-1/);
  });

  it('J6 writes the wall clock with +07:00 and a mono that always rises', () => {
    const entries = ['a', 'b', 'c'].map((id) => join(id, id));
    expect(entries.map((entry) => entry.at)).toEqual(Array(3).fill('2026-08-21T08:00:00.000+07:00'));
    const mono = Date.parse('2026-08-21T08:00:00.000+07:00');
    expect(entries.map((entry) => entry.mono)).toEqual([mono, mono + 1, mono + 2]);
    t.clock.advance(10_000);
    expect(join('d', 'd').mono).toBe(mono + 10_000);
    t.clock.advance(-86_400_000);
    expect(join('e', 'e')).toMatchObject({ at: '2026-08-20T08:00:10.000+07:00', mono: mono + 10_001 });
  });
});
