import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sql } from '#office/storage/index.ts';
import { tables as allTables } from '#shared/journal/index.ts';
import {
  clubTables,
  courtSwept,
  courts,
  memberJoined,
  members,
  openTestJournal,
  racketLent,
  type TestJournal,
} from '#test/fixtures/journal.ts';
import { assertEveryViewHasProjector, defineProjector, on } from './index.ts';

let t: TestJournal;
beforeEach(() => {
  t = openTestJournal();
  t.db.transaction((tx) => {
    for (let count = 1; count <= 1_200; count += 1) {
      const subject = `m-${count}`;
      t.journal.appendInTx(tx, {
        kind: memberJoined,
        actor: 'c',
        subject,
        body: { name: `An ${count}`, rackets: 1 },
      });
      t.journal.appendInTx(tx, { kind: racketLent, actor: 'c', subject, body: { count } });
      t.journal.appendInTx(tx, {
        kind: courtSwept,
        actor: 'c',
        subject: 'court',
        body: { court: count % 7 },
      });
    }
  });
});
afterEach(() => t.remove());

describe('rebuild', () => {
  it('J17 makes every view anew, the same to the byte', () => {
    const before = t.journal.viewDigests();
    expect(Object.keys(before)).toEqual(['members', 'courts']);
    const progress: number[] = [];
    const result = t.journal.rebuild({ onProgress: (done) => void progress.push(done) });
    expect(result).toEqual({ finished: true, entries: 3_600 });
    expect(progress.at(-1)).toBe(3_600);
    expect(progress.length).toBeGreaterThan(3);
    expect(t.journal.viewDigests()).toEqual(before);
  });

  it('J17 repairs views that were changed behind the journal', () => {
    const before = t.journal.viewDigests();
    t.db.transaction((tx) => {
      tx.run(sql`update members set rackets = 0 where id = 'm-5'`);
      tx.run(sql`delete from courts where court = 3`);
      tx.run(sql`insert into members values ('ghost', 99999, 'Ghost', 1)`);
    });
    expect(t.journal.viewDigests()).not.toEqual(before);
    t.journal.rebuild();
    expect(t.journal.viewDigests()).toEqual(before);
  });

  it('J17 can be stopped, leaving the old views', () => {
    t.db.transaction((tx) => tx.run(sql`insert into members values ('ghost', 99999, 'Ghost', 1)`));
    const before = t.journal.viewDigests();
    expect(t.journal.rebuild({ onProgress: () => false })).toEqual({ finished: false, entries: 0 });
    expect(t.journal.viewDigests()).toEqual(before);
  });

  it('J13 reads bodies of old versions', () => {
    // A row as version 1 of the program wrote it: without rackets.
    t.db.transaction((tx) => {
      tx.run(sql`insert into journal_entries
          (chain_id, seq, at, mono, actor, subject, kind, v, body_hash, prev, hash, salt, body)
        select chain_id, seq + 1, at, mono + 1, actor, 'm-old', 'member-joined', 1, body_hash, hash, hash, salt, '{"name":"Cũ"}'
        from journal_entries where chain_id = 1 order by seq desc limit 1`);
    });
    t.journal.rebuild();
    expect(t.db.one(sql`select name, rackets from members where id = 'm-old'`)).toEqual({
      name: 'Cũ',
      rackets: 1,
    });
  });

  it('J14 passes over what a newer release wrote', () => {
    const before = t.journal.viewDigests();
    t.db.transaction((tx) => {
      for (const [index, kind, v] of [
        [1, 'court-built', 1],
        [2, 'member-joined', 3],
      ] as const) {
        tx.run(sql`insert into journal_entries
            (chain_id, seq, at, mono, actor, subject, kind, v, body_hash, prev, hash, salt, body)
          select chain_id, seq + 1, at, mono + 1, actor, 'm-new', ${kind}, ${v}, body_hash, hash, hash, salt, ${`{"x":${index}}`}
          from journal_entries where chain_id = 1 order by seq desc limit 1`);
      }
    });
    t.journal.rebuild();
    expect(t.journal.viewDigests()).toEqual(before);
    expect(t.journal.history('m-new', { limit: 5 }).items.map((item) => item.content)).toEqual([
      { state: 'unknown', body: { x: 2 } },
      { state: 'unknown', body: { x: 1 } },
    ]);
  });
});

describe('projectors', () => {
  it('own their tables alone, and only declared views', () => {
    expect(() => t.reopen({ projectors: [members, { ...members, name: 'twin' }] })).toThrow(
      /belongs to members and twin/,
    );
    expect(() => t.reopen({ projectors: [{ ...members, tables: ['journal_entries'] }] })).toThrow(
      /not listed as a view/,
    );
    expect(() =>
      defineProjector({
        name: 'p',
        tables: [],
        on: [on(courtSwept, () => undefined), on(courtSwept, () => undefined)],
      }),
    ).toThrow(/twice/);
    expect(() => assertEveryViewHasProjector([members], clubTables.slice(allTables.length))).toThrow(
      /courts/,
    );
    expect(() =>
      assertEveryViewHasProjector([members, courts], clubTables.slice(allTables.length)),
    ).not.toThrow();
  });
});

describe('mending a journal of which entries are lost', () => {
  const quietly = { signal: new AbortController().signal, onProgress: () => undefined };

  /** As a salvage leaves it: what lay in a page that is lost is not there. */
  function lose(position: number): void {
    t.db.transaction((tx) => {
      for (const row of tx.all(sql`select name from sqlite_schema where type = 'trigger'`)) {
        const { name } = row as { name: string };
        tx.run({ strings: [`drop trigger "${name}"`], values: [] });
      }
      tx.run(sql`delete from journal_entries where position = ${position}`);
    });
  }

  it('J17 goes on where the entry that records an erasure is lost, and tells whose views were not made', async () => {
    const [erasing] = t.db.transaction((tx) =>
      t.journal.eraseBodyInTx(tx, {
        actor: 'admin',
        subject: 'm-2',
        targets: t.journal.erasableOf('m-2'),
        ground: 'yêu cầu số 12/2026',
      }),
    );
    const members = () => t.db.all(sql`select id from members`).length;
    lose(erasing?.position ?? 0);
    expect(() => t.journal.rebuild()).toThrow(/without an erasure/);
    const failed: string[] = [];
    const onFailed = ({ entry }: { entry: { kind: string; subject: string } }) =>
      void failed.push(`${entry.kind} ${entry.subject}`);
    expect(await t.journal.mend({ ...quietly, onFailed })).toBe(true);
    expect(failed.every((one) => one.endsWith(' m-2'))).toBe(true);
    expect(failed.length).toBeGreaterThan(0);
    expect(members()).toBe(1_199);
  });

  it('J17 leaves out what builds on a lost entry, and makes the rest as a rebuild would', async () => {
    const before = t.journal.viewDigests();
    const failed: number[] = [];
    const onFailed = ({ entry }: { entry: { position: number } }) => void failed.push(entry.position);
    expect(await t.journal.mend({ ...quietly, onFailed })).toBe(true);
    expect(failed).toEqual([]);
    expect(t.journal.viewDigests()).toEqual(before);
  });

  it('J17 keeps nothing of what a projector wrote before it failed', async () => {
    const half = defineProjector({
      name: 'courts',
      tables: ['courts'],
      on: [
        on(courtSwept, (tx, entry, body) => {
          courts.apply(tx, entry, body);
          if (entry.position > 3_000) throw new Error('its parent is lost');
        }),
      ],
    });
    const journal = t.reopen({ projectors: [members, half] });
    let failed = 0;
    await journal.mend({
      ...quietly,
      onFailed: () => {
        failed += 1;
      },
    });
    expect(failed).toBe(200);
    expect(t.db.one(sql`select sum(swept) as swept from courts`)).toEqual({ swept: 1_000 });
  });

  it('J17 gives way to other work, tells how far it is, and stops when told', async () => {
    const stopping = new AbortController();
    const done: number[] = [];
    let turns = 0;
    const others = setInterval(() => {
      turns += 1;
    }, 0);
    const mended = await t.journal.mend({
      signal: stopping.signal,
      onFailed: () => undefined,
      onProgress(entries, total) {
        expect(total).toBe(3_600);
        done.push(entries);
        if (entries >= 1_800) stopping.abort();
      },
    });
    clearInterval(others);
    expect(mended).toBe(false);
    expect(turns).toBeGreaterThan(3);
    expect(done).toEqual([...done].sort((left, right) => left - right));
    expect(done.at(-1)).toBeLessThan(2_000);
  });
});
