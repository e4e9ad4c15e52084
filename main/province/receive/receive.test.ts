import { afterAll, describe, expect, it } from 'vitest';
import { carryRun, type OfficeParcel } from '#shared/exchange/index.ts';
import { provinceBench } from '#test/fixtures/province-bench.ts';
import { officeParcel, sampleBody, signedParcel, stationChain } from '#test/fixtures/province-office.ts';
import { receiveParcel } from './index.ts';

const bench = await provinceBench();
afterAll(() => bench.close());

/** An office with a chain of so many receptions, numbered as its own issuer. */
async function officeWith(count: number) {
  const made = await bench.office();
  const chain = stationChain(made.office, made.station, bench.begin);
  for (let n = 1; n <= count; n += 1) chain.say(bench.reception(made.office, n));
  return { ...made, chain };
}

describe('a parcel', () => {
  it('P6 P9 P20 is kept once, judged and counted, and answered alike when it comes again', async () => {
    const { office, station, send, chain } = await officeWith(3);
    const first = await send([{ chain }], { asks: { days: [bench.day, '2026-02-30'] } });
    expect(first.feed).toEqual({
      after: 0,
      upTo: 1,
      more: false,
      verdicts: [{ state: 'accepted', n: 1, station, from: 1, to: 3 }],
    });
    expect(first.heads).toEqual([{ station, seq: 3, hash: chain.entries[2]?.entry.hash }]);
    expect(first.days).toEqual([{ day: bench.day, accepted: 3, rejected: 0, conflict: 0 }]);
    const again = await send([{ chain }], { asks: { days: [bench.day] } });
    expect({ ...again, id: first.id }).toEqual(first);
    expect(await bench.dump(office)).toEqual({ entries: 3, dossiers: 3, codes: 3, verdicts: 1 });
  });

  it('P4 of another office than its key, for another province, or of an office that is not let in is refused', async () => {
    const { office, take, chain } = await officeWith(1);
    const payload = officeParcel(office, 'province-1', [{ chain }]);
    const sent = (change: Partial<OfficeParcel>, keyOffice = office) =>
      receiveParcel(bench.ports, signedParcel({ ...payload, ...change }, { keyOffice }));
    expect(await sent({}, 'somebody')).toMatchObject({ ok: false, error: { code: 'unknown-key' } });
    expect(await sent({ to: 'province-2' })).toMatchObject({ ok: false, error: { code: 'not-for-us' } });
    expect(await sent({ from: 'nobody' }, 'nobody')).toMatchObject({ error: { code: 'office-unknown' } });
    await bench.store.sql.query("update offices set state = 'revoked' where id = $1", [office]);
    expect(await take([{ chain }])).toMatchObject({ ok: false, error: { code: 'office-revoked' } });
    expect(await bench.dump(office)).toMatchObject({ entries: 0 });
  });

  it('P5 P7 that does not join is refused with the head, and joins once what is between came', async () => {
    const { station, send, chain } = await officeWith(9);
    await send([{ chain, upTo: 3 }]);
    const gap = await send([{ chain, from: 5 }]);
    const head = { station, seq: 3, hash: chain.entries[2]?.entry.hash };
    expect(gap.refused).toEqual([
      { station, code: 'does-not-join', message: expect.any(String), seq: null, head },
    ]);
    expect(gap.heads).toEqual([head]);
    // Half of it is repeated, half is new.
    const joined = await send([{ chain, from: 1 }]);
    expect(joined.refused).toEqual([]);
    expect(joined.heads[0]?.seq).toBe(9);
    expect(joined.feed.verdicts).toEqual([
      { state: 'accepted', n: 1, station, from: 1, to: 3 },
      { state: 'accepted', n: 2, station, from: 4, to: 9 },
    ]);
  });

  it('P7 of a first run that does not begin at the beginning is refused without a head', async () => {
    const { station, send, chain } = await officeWith(4);
    const answer = await send([{ chain, from: 2 }]);
    expect(answer.refused).toMatchObject([{ station, code: 'does-not-join', head: null }]);
    expect(answer.heads).toEqual([]);
  });

  it('P8 with a broken chain is kept up to the break; a changed body leaves nothing of the run', async () => {
    const { office, station, chain } = await officeWith(5);
    const run = carryRun(chain.entries);
    const sent = async (broken: OfficeParcel['runs'][number]) => {
      const payload = { ...officeParcel(office, 'province-1', []), runs: [broken] };
      const taken = await receiveParcel(bench.ports, signedParcel(payload));
      if (!taken.ok) throw new Error(taken.error.code);
      return taken.value;
    };
    const body = await sent({
      ...run,
      entries: run.entries.map((entry, index) =>
        index === 2 && 'body' in entry ? { ...entry, body: '{}' } : entry,
      ),
    });
    expect(body.refused).toMatchObject([{ station, code: 'broken-chain', head: null }]);
    expect(await bench.dump(office)).toMatchObject({ entries: 0 });
    const clock = await sent({
      ...run,
      entries: run.entries.map((entry, index) => (index === 3 ? { ...entry, mono: 1 } : entry)),
    });
    expect(clock.refused).toMatchObject([{ code: 'broken-chain', seq: 4, head: { seq: 3 } }]);
    expect(await bench.dump(office)).toMatchObject({ entries: 3, dossiers: 3 });
    // What was kept is joined by the whole chain.
    expect((await sent(run)).heads).toMatchObject([{ seq: 5 }]);
  });

  it('P8 J6 whose clock goes back behind what is held is refused from there', async () => {
    const { station, send, chain, office } = await officeWith(2);
    await send([{ chain }]);
    const later = stationChain(office, station, bench.begin, [...chain.entries]);
    const last = chain.entries[1];
    if (last === undefined) throw new Error('no entry');
    // As if written by a program that does not keep J6.
    const early = stationChain(office, station, bench.begin, [
      { ...last, entry: { ...last.entry, mono: 5 } },
    ]).say({ ...bench.reception(office, 3), at: 10 });
    later.entries.push({ ...early, entry: { ...early.entry, seq: 3, prev: last.entry.hash } });
    const answer = await send([{ chain: later, from: 2 }]);
    expect(answer.refused).toMatchObject([{ code: 'broken-chain', head: { seq: 2 } }]);
  });

  it('P9 gives verdicts after the cursor, in parts, and goes on behind a cursor that is ahead of it', async () => {
    const { office, station, send, chain } = await officeWith(1);
    await send([{ chain }]);
    await bench.store.sql.query(
      `insert into verdicts (office, n, station, seq, last_seq, state)
       select $1, n, $2, 1, 1, 'accepted' from generate_series(2, 3001) n`,
      [office, station],
    );
    await bench.store.sql.query('update offices set feed_n = 3001 where id = $1', [office]);
    const first = await send([], { after: 1 });
    expect(first.feed).toMatchObject({ after: 1, upTo: 2001, more: true });
    expect(first.feed.verdicts.length).toBe(2000);
    expect((await send([], { after: 2001 })).feed).toMatchObject({ upTo: 3001, more: false });
    // This database is older than what the office was told.
    expect((await send([], { after: 9000 })).feed).toEqual({
      after: 9000,
      upTo: 9000,
      more: false,
      verdicts: [],
    });
    chain.say(bench.reception(office, 2));
    const onwards = await send([{ chain, from: 1 }], { after: 9000 });
    expect(onwards.feed.verdicts).toEqual([{ state: 'accepted', n: 9001, station, from: 2, to: 2 }]);
  });

  it('P13 J14 with entries of a kind or version nobody knows is accepted, carried and given back as it was', async () => {
    const { office, station, send, chain } = await officeWith(1);
    chain.say({ kind: 'handed-over', subject: 'x', body: { to: 'office-b' } });
    chain.say({ ...bench.reception(office, 3), v: 99 });
    const answer = await send([{ chain }]);
    expect(answer.feed.verdicts).toEqual([{ state: 'accepted', n: 1, station, from: 1, to: 3 }]);
    const back = await send([], { heads: [] });
    expect(back.missing).toEqual([carryRun(chain.entries)]);
  });

  it('P14 notes program and clock of the office', async () => {
    const { office, send } = await officeWith(0);
    bench.time.now += 1;
    await send([], { program: { version: '9.9.9' }, created: '2026-11-22T12:00:00.000+07:00' });
    const [row] = await bench.store.sql.query<{ program: string; skew_ms: number }>(
      'select program, skew_ms from offices where id = $1',
      [office],
    );
    expect(row).toEqual({
      program: '9.9.9',
      skew_ms: Date.parse('2026-11-22T12:00:00+07:00') - bench.time.now,
    });
  });

  it('P6 P7 of several stations and runs is taken in as if they came one by one', async () => {
    const { office, send, chain } = await officeWith(4);
    const second = stationChain(office, 'second', bench.begin);
    for (let n = 10; n <= 12; n += 1) second.say(bench.reception(office, n));
    const answer = await send([{ chain, upTo: 2 }, { chain: second }, { chain, from: 2 }]);
    expect(answer.refused).toEqual([]);
    expect(answer.heads.map(({ seq }) => seq).sort()).toEqual([3, 4]);
    expect(await bench.dump(office)).toMatchObject({ entries: 7, dossiers: 7 });
  });

  it('keeps nothing where something fails on the way', async () => {
    const { office, take, chain } = await officeWith(2);
    const failing = receiveParcel(
      { ...bench.ports, manifests: async () => Promise.reject(new Error('disk full')) },
      signedParcel(officeParcel(office, 'province-1', [{ chain }])),
    );
    await expect(failing).rejects.toThrow('disk full');
    expect(await bench.dump(office)).toEqual({ entries: 0, dossiers: 0, codes: 0, verdicts: 0 });
    expect((await take([{ chain }])).ok).toBe(true);
  });

  it('P6 twice at once is kept once', async () => {
    const { office, send, chain } = await officeWith(20);
    const answers = await Promise.all([1, 2, 3, 4].map(() => send([{ chain }])));
    expect(new Set(answers.map(({ feed }) => JSON.stringify(feed))).size).toBe(1);
    expect(await bench.dump(office)).toMatchObject({ entries: 20, dossiers: 20, verdicts: 1 });
  });

  it('P9 with a body that is no JSON, of another shape, or of the local chain is rejected and kept', async () => {
    const { office, station, send, chain } = await officeWith(1);
    chain.say({ kind: 'dossier-received', subject: 'x', body: { no: 'dossier' } });
    chain.say({ kind: 'user-signed-in', subject: 'x', body: sampleBody('user-signed-in') });
    chain.say({ ...bench.reception(office, 3), subject: 'another-subject' });
    chain.say(
      bench.reception(office, 4, {
        procedure: { code: 'a\0b', name: 'a\0b', field: 'c\0', caseId: '', caseName: '' },
      }),
    );
    const { feed } = await send([{ chain }]);
    expect(feed.verdicts).toMatchObject([
      { state: 'accepted', station, from: 1, to: 1 },
      { state: 'rejected', seq: 2, code: 'body-malformed', against: null },
      { state: 'rejected', seq: 3, code: 'body-malformed' },
      { state: 'rejected', seq: 4, code: 'body-malformed' },
      { state: 'accepted', from: 5, to: 5 },
    ]);
    expect(await bench.dump(office)).toMatchObject({ entries: 5, dossiers: 2 });
  });
});
