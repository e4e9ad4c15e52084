import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openReadOnly, type Sql, sql } from '#office/storage/index.ts';
import { envelopeHash } from '#shared/journal/index.ts';
import { courtSwept, memberJoined, openTestJournal, type TestJournal } from '#test/fixtures/journal.ts';
import { sha256, verifyJournal } from './index.ts';

const ENTRIES = 12;
let t: TestJournal;
beforeEach(() => {
  t = openTestJournal();
  fill(ENTRIES);
});
afterEach(() => t.remove());

/** Odd positions in the exchange chain, even ones in the local chain. */
function fill(entries: number, first = 1): void {
  t.db.transaction((tx) => {
    for (let count = first; count < first + entries; count += 1) {
      t.clock.advance(1_000);
      if (count % 2 === 1) {
        const body = { name: `Vợt ${count}`, rackets: count };
        t.journal.appendInTx(tx, { kind: memberJoined, actor: 'clerk-1', subject: `m-${count}`, body });
      } else {
        t.journal.appendInTx(tx, {
          kind: courtSwept,
          actor: 'clerk-1',
          subject: 'court',
          body: { court: count },
        });
      }
    }
  });
}

/** Changes the file as someone with the key and a SQLite tool would: without our triggers. */
function tamper(...statements: Sql[]): void {
  t.db.transaction((tx) => {
    tx.run(sql`drop trigger if exists journal_entries_only_erasure`);
    tx.run(sql`drop trigger if exists journal_entries_no_delete`);
    tx.run(sql`drop trigger if exists journal_chains_no_update`);
    for (const statement of statements) tx.run(statement);
  });
}

const at = (position: number, what: string) => ({
  state: 'broken',
  bad: {
    chain: position % 2 === 1 ? 'exchange' : 'local',
    station: 'station-1',
    seq: Math.ceil(position / 2),
    position,
    what,
  },
});

describe('an untouched journal', () => {
  it('J15 is intact, from any position on', async () => {
    expect(await t.journal.verify()).toEqual({ state: 'intact', checked: ENTRIES, erased: 0 });
    expect(await t.journal.verify({ from: 8 })).toEqual({ state: 'intact', checked: ENTRIES - 7, erased: 0 });
    expect(t.journal.verifyHead()).toMatchObject({ state: 'intact' });
  });

  it('J15 can be read by a second connection, as a worker does', async () => {
    const reader = openReadOnly({ file: t.file, key: t.key });
    expect(await verifyJournal(reader)).toMatchObject({ state: 'intact', checked: ENTRIES });
    reader.close();
  });

  it('J15 shows its progress and can be stopped', async () => {
    fill(1_500, ENTRIES + 1);
    const seen: [number, number][] = [];
    const controller = new AbortController();
    const result = await t.journal.verify({
      signal: controller.signal,
      onProgress(done, total) {
        seen.push([done, total]);
        if (seen.length === 2) controller.abort();
      },
    });
    expect(result).toEqual({ state: 'stopped', checked: 1_000 });
    expect(seen).toEqual([
      [500, ENTRIES + 1_500],
      [1_000, ENTRIES + 1_500],
    ]);
  });
});

describe('tampering', () => {
  it.each<[string, Sql, string]>([
    ['at', sql`update journal_entries set at = at - 1 where position = 5`, 'hash'],
    ['mono', sql`update journal_entries set mono = mono + 1 where position = 5`, 'hash'],
    ['actor', sql`update journal_entries set actor = 'clerk-2' where position = 5`, 'hash'],
    ['subject', sql`update journal_entries set subject = 'm-3' where position = 5`, 'hash'],
    ['kind', sql`update journal_entries set kind = 'racket-lent' where position = 5`, 'hash'],
    ['v', sql`update journal_entries set v = 1 where position = 5`, 'hash'],
    ['bodyHash', sql`update journal_entries set body_hash = zeroblob(32) where position = 5`, 'hash'],
    ['hash', sql`update journal_entries set hash = zeroblob(32) where position = 5`, 'hash'],
    ['prev', sql`update journal_entries set prev = zeroblob(32) where position = 5`, 'prev'],
    ['seq', sql`update journal_entries set seq = 99 where position = 5`, 'gap'],
    ['chain', sql`update journal_entries set chain_id = 2, seq = 99 where position = 5`, 'gap'],
    [
      'body',
      sql`update journal_entries set body = replace(body, 'Vợt 5', 'Vợt 6') where position = 5`,
      'body',
    ],
    ['salt', sql`update journal_entries set salt = zeroblob(16) where position = 5`, 'body'],
    [
      'a body gone without an erasure',
      sql`update journal_entries set salt = null, body = null, erased_by = 6 where position = 5`,
      'body',
    ],
  ])('J15 names the entry whose %s was changed', async (_field, statement, what) => {
    tamper(statement);
    const found = await t.journal.verify();
    expect(found).toMatchObject({ state: 'broken', bad: { position: 5, what } });
    expect(t.journal.verifyHead()).toEqual(found);
  });

  it('J15 notices office and station changed for a whole chain', async () => {
    tamper(sql`update journal_chains set office = 'office-9' where id = 1`);
    expect(await t.journal.verify()).toMatchObject(at(1, 'hash'));
    tamper(sql`update journal_chains set office = 'office-1', station = 'station-9' where id = 1`);
    expect(await t.journal.verify()).toMatchObject({ bad: { station: 'station-9', seq: 1, what: 'hash' } });
  });

  it('J15 notices a deletion, naming the entry after it', async () => {
    tamper(sql`delete from journal_entries where position = 5`);
    expect(await t.journal.verify()).toMatchObject(at(6, 'gap'));
  });

  it('J6 J15 notices entries of two chains that changed places in the order of all', async () => {
    tamper(
      sql`update journal_entries set position = 99 where position = 5`,
      sql`update journal_entries set position = 5 where position = 6`,
      sql`update journal_entries set position = 6 where position = 99`,
    );
    expect(await t.journal.verify()).toMatchObject({ bad: { what: 'clock' } });
    expect(t.journal.verifyHead()).toMatchObject({ bad: { what: 'clock' } });
  });

  it('J15 notices a deletion whose gap was closed by renumbering', async () => {
    tamper(
      sql`delete from journal_entries where position = 5`,
      sql`update journal_entries set seq = seq - 1 where chain_id = 1 and seq > 3`,
    );
    expect(await t.journal.verify()).toMatchObject({ bad: { position: 6, what: 'gap' } });
  });

  it('J15 notices an entry put in between, with a true hash of its own', async () => {
    const [model] = t.journal.entriesAfter('exchange', 2, 1);
    if (model === undefined) throw new Error('no entry');
    const { hash, position, ...envelope } = model.entry;
    const forged = { ...envelope, seq: 4, mono: envelope.mono + 1, prev: hash };
    tamper(
      sql`update journal_entries set position = position + 1000, seq = seq + 1000 where position > ${position}`,
      sql`update journal_entries set position = position - 999, seq = seq - 1000 where position > 1000`,
      sql`update journal_entries set seq = seq + 1000 where chain_id = 1 and seq > 3`,
      sql`update journal_entries set seq = seq - 999 where seq > 1000`,
      sql`insert into journal_entries select 6, chain_id, 4, at, mono + 1, actor, subject, kind, v, body_hash, hash,
        ${Buffer.from(envelopeHash(forged, sha256), 'hex')}, salt, body, null
        from journal_entries where position = ${position}`,
    );
    expect(await t.journal.verify()).toMatchObject({ bad: { position: 8, seq: 5, what: 'prev' } });
  });

  it('J15 notices two entries that changed places', async () => {
    tamper(
      sql`update journal_entries set position = 100 where position = 5`,
      sql`update journal_entries set position = 5 where position = 7`,
      sql`update journal_entries set position = 7 where position = 100`,
    );
    expect(await t.journal.verify()).toMatchObject({ bad: { position: 5, seq: 4, what: 'gap' } });
  });

  it('J6 J15 notices a mono that breaks its rule although the hash is true', async () => {
    const [last] = t.journal.entriesAfter('local', 5, 1);
    if (last === undefined) throw new Error('no entry');
    const { hash: _hash, position: _position, ...envelope } = last.entry;
    const hash = Buffer.from(envelopeHash({ ...envelope, mono: envelope.mono + 5 }, sha256), 'hex');
    tamper(sql`update journal_entries set mono = mono + 5, hash = ${hash} where position = ${ENTRIES}`);
    expect(await t.journal.verify()).toMatchObject(at(ENTRIES, 'clock'));
  });

  it('J16 notices that the end was cut off, when heads are known from outside', async () => {
    const marks = t.journal.heads();
    expect(marks.map((mark) => [mark.chain, mark.seq])).toEqual([
      ['exchange', 6],
      ['local', 6],
    ]);
    expect(await t.journal.verify({ marks })).toMatchObject({ state: 'intact' });
    tamper(sql`delete from journal_entries where position >= ${ENTRIES}`);
    expect(await t.journal.verify()).toMatchObject({ state: 'intact' });
    const missing = {
      chain: 'local',
      station: 'station-1',
      seq: 6,
      position: undefined,
      what: 'missing-tail',
    };
    expect(await t.journal.verify({ marks })).toMatchObject({ state: 'broken', bad: missing });
    expect(t.journal.verifyHead(marks)).toMatchObject({ state: 'broken', bad: missing });
  });

  it('J16 notices an end that was cut off and written anew', async () => {
    const marks = t.journal.heads();
    tamper(sql`delete from journal_entries where position >= ${ENTRIES}`);
    const journal = t.reopen();
    t.db.transaction((tx) =>
      journal.appendInTx(tx, { kind: courtSwept, actor: 'x', subject: 'court', body: { court: 1 } }),
    );
    expect(await journal.verify()).toMatchObject({ state: 'intact' });
    expect(await journal.verify({ marks })).toMatchObject({ state: 'broken', bad: { seq: 6, what: 'hash' } });
  });

  it('J15 notices any single changed byte of any hashed column', async () => {
    const columns = ['body_hash', 'prev', 'hash', 'salt'] as const;
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: ENTRIES }),
        fc.constantFrom(...columns),
        fc.integer({ min: 0, max: 15 }),
        fc.integer({ min: 1, max: 255 }),
        async (position, column, index, change) => {
          const row = t.db.one(
            sql`select body_hash, prev, hash, salt from journal_entries where position = ${position}`,
          );
          const good = (row as Record<(typeof columns)[number], Buffer>)[column];
          const bad = Uint8Array.from(good, (byte, place) => (place === index ? byte ^ change : byte));
          const set = (value: Uint8Array) =>
            ({
              body_hash: sql`update journal_entries set body_hash = ${value} where position = ${position}`,
              prev: sql`update journal_entries set prev = ${value} where position = ${position}`,
              hash: sql`update journal_entries set hash = ${value} where position = ${position}`,
              salt: sql`update journal_entries set salt = ${value} where position = ${position}`,
            })[column];
          tamper(set(bad));
          const found = await t.journal.verify();
          tamper(set(good));
          expect(found).toMatchObject({ state: 'broken', bad: { position } });
        },
      ),
      { seed: 20260821, numRuns: 60 },
    );
    expect(await t.journal.verify()).toMatchObject({ state: 'intact' });
  });
});
