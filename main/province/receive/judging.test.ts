import { afterAll, describe, expect, it } from 'vitest';
import { provinceBench } from '#test/fixtures/province-bench.ts';
import { type Said, type StationChain, sampleBody, stationChain } from '#test/fixtures/province-office.ts';

const bench = await provinceBench();
afterAll(() => bench.close());
type Office = Awaited<ReturnType<typeof bench.office>>;

const chainOf = ({ office, station }: Office) => stationChain(office, station, bench.begin);

const leaseTaken = (office: string): Said => ({
  kind: 'lease-taken',
  subject: office,
  body: sampleBody('lease-taken'),
});

/** A correction of a dossier on the revision that this entry made. */
function correction(
  of: Said,
  base: { revision: number; hash: string },
  changes: Record<string, unknown> = {},
): Said {
  const { dossier } = of.body as { dossier: Record<string, unknown> };
  return {
    kind: 'dossier-corrected',
    subject: of.subject,
    body: {
      ...sampleBody('dossier-corrected'),
      dossier: { ...dossier, ...changes },
      revision: base.revision + 1,
      basedOn: base,
    },
  };
}

const settlement = (
  entry: { station: string; seq: number; hash: string },
  keep: 'ours' | 'theirs',
): Said => ({
  kind: 'conflict-settled',
  subject: 'x',
  body: { of: { station: entry.station, seq: entry.seq, hash: entry.hash }, keep, note: '' },
});

const nameOf = (chain: StationChain, seq: number) => {
  const read = chain.entries[seq - 1];
  if (read === undefined) throw new Error(`no entry ${seq}`);
  const { station, hash } = read.entry;
  return { station, seq, hash };
};

const stateOf = async (office: string, station: string) =>
  (
    await bench.store.sql.query<{ text: string }>(
      `select concat_ws(' ', seq, nullif(fork, 0), state, code) as text from entries
       where office = $1 and station = $2 order by seq, fork`,
      [office, station],
    )
  ).map(({ text }) => text);

const dossier = async (id: string) =>
  (
    await bench.store.sql.query<Record<string, unknown>>(
      'select office, revision, cancelled, code, due_at, field, state, finished_at from dossiers where id = $1',
      [id],
    )
  )[0];

describe('numbers', () => {
  it('L10 must lie in a lease of their station and day, once it took its first one', async () => {
    const made = await bench.office();
    const { office, station, send } = made;
    const chain = chainOf(made);
    chain.say(bench.reception(office, 7000));
    chain.say(leaseTaken(office));
    const ask = {
      station,
      agencyCode: made.agencyCode,
      codeFormat: 'format-1',
      fromDay: bench.day,
      known: [],
      short: [],
    };
    const { leases } = await send([], { asks: { leases: [ask] } });
    expect(leases).toMatchObject([{ station, firstSerial: 1, lastSerial: 2000, firstDay: bench.day }]);
    chain.say(bench.reception(office, 2000));
    chain.say(bench.reception(office, 2001));
    chain.say(bench.reception(office, 5, {}, '2026-11-21'));
    const other = stationChain(office, 'station-else', bench.begin);
    // It never took a lease, but nobody's own are the numbers of another station.
    other.say(bench.reception(office, 1500));
    other.say(bench.reception(office, 2500));
    const { feed } = await send([{ chain }, { chain: other }]);
    expect(feed.verdicts).toMatchObject([
      { state: 'accepted', from: 1, to: 3 },
      { state: 'rejected', seq: 4, code: 'number-not-leased' },
      { state: 'rejected', seq: 5, code: 'number-not-leased' },
      { state: 'rejected', station: 'station-else', seq: 1, code: 'number-not-leased' },
      { state: 'accepted', station: 'station-else', from: 2, to: 2 },
    ]);
  });

  it('P9 of another agency are rejected, provisional ones are not', async () => {
    const made = await bench.office();
    const { office, send } = made;
    const chain = chainOf(made);
    const foreign = bench.reception('office-99', 1);
    chain.say({ ...foreign, subject: foreign.subject });
    const provisional = bench.reception(office, 1);
    const body = provisional.body as { dossier: Record<string, unknown> };
    chain.say({
      ...provisional,
      body: {
        ...body,
        dossier: { ...body.dossier, codes: [{ code: 'TAM.ABCDEF-261122-0001', kind: 'provisional' }] },
        serial: { agencyCode: 'TAM.ABCDEF', day: bench.day, number: 1 },
      },
    });
    const code = `${made.agencyCode}-261122-0009`;
    chain.say({
      kind: 'dossier-code-given',
      subject: provisional.subject,
      body: { code, serial: { agencyCode: made.agencyCode, day: bench.day, number: 9 } },
    });
    const { feed } = await send([{ chain }]);
    expect(feed.verdicts).toMatchObject([
      { state: 'rejected', seq: 1, code: 'agency-not-yours' },
      { state: 'accepted', from: 2, to: 3 },
    ]);
    expect(await dossier(provisional.subject)).toMatchObject({ code });
    expect(await bench.dump(office)).toMatchObject({ dossiers: 1, codes: 2 });
  });

  it('L10 of no lease are for stations that were there when the office asked to be let in', async () => {
    const made = await bench.office();
    const { office, send } = made;
    await bench.store.sql.query(`update offices set asked_mono = $2, asked_station = 'asked' where id = $1`, [
      office,
      bench.begin + 5000,
    ]);
    const [older, asked, newer] = [
      chainOf(made),
      stationChain(office, 'asked', bench.begin + 6000),
      stationChain(office, 'newer', bench.begin + 6000),
    ];
    for (const n of [1, 2]) older.say(bench.reception(office, n));
    older.say({ ...bench.reception(office, 3), at: bench.begin + 8000 });
    asked.say(bench.reception(office, 4));
    for (const n of [5, 6]) newer.say(bench.reception(office, n));
    const { feed } = await send([{ chain: older, upTo: 2 }, { chain: asked }, { chain: newer, upTo: 1 }]);
    const rest = await send(
      [
        { chain: older, from: 2 },
        { chain: newer, from: 1 },
      ],
      { after: 3 },
    );
    expect([...feed.verdicts, ...rest.feed.verdicts]).toMatchObject([
      { state: 'accepted', station: older.station, from: 1, to: 2 },
      { state: 'accepted', station: 'asked' },
      { state: 'rejected', station: 'newer', seq: 1, code: 'number-not-leased' },
      { state: 'accepted', station: older.station, from: 3, to: 3 },
      { state: 'rejected', station: 'newer', seq: 2, code: 'number-not-leased' },
    ]);
  });

  it('L10 are those in the code: another agency, day or number than the entry says was used is malformed', async () => {
    const made = await bench.office();
    const { office, agencyCode, send } = made;
    const chain = chainOf(made);
    const claim = (n: number, codes: { code: string; kind: string }[], agency = agencyCode) => {
      const said = bench.reception(office, n, { codes });
      chain.say({
        ...said,
        body: { ...(said.body as object), serial: { agencyCode: agency, day: bench.day, number: n } },
      });
      return said.subject;
    };
    const own = (code: string) => [{ code, kind: 'own' }];
    claim(1, own(`${agencyCode}-261122-0002`));
    claim(2, own(`${agencyCode}-261121-0002`));
    claim(3, own('H28.999-261122-0003'));
    claim(4, own('4'));
    claim(5, own(`${agencyCode}-261122-0005`), 'TAM.ABCDEF');
    // Nobody takes a number of somebody else under the name of a provisional code.
    claim(6, [{ code: `${agencyCode}-261122-0006`, kind: 'provisional' }], 'TAM.ABCDEF');
    const subject = claim(7, [{ code: 'TAM.ABCDEF-261122-0007', kind: 'provisional' }], 'TAM.ABCDEF');
    chain.say({
      kind: 'dossier-code-given',
      subject,
      body: {
        code: `${agencyCode}-261122-0009`,
        serial: { agencyCode, day: bench.day, number: 8 },
      },
    });
    const { feed } = await send([{ chain }]);
    const malformed = [1, 2, 3, 4, 5, 6].map((seq) => ({ seq, code: 'body-malformed' }));
    expect(feed.verdicts).toMatchObject([
      ...malformed,
      { state: 'accepted', from: 7, to: 7 },
      { seq: 8, code: 'body-malformed' },
    ]);
  });

  it('P9 P10 that a dossier has already are in conflict with the entry that has it, also in one parcel', async () => {
    const made = await bench.office();
    const { office, send } = made;
    const chain = chainOf(made);
    const first = chain.say(bench.reception(office, 1)).entry;
    const second = bench.reception(office, 1);
    const { dossier: content } = second.body as { dossier: Record<string, unknown> };
    const twin = {
      ...second,
      subject: 'twin',
      body: { ...(second.body as object), dossier: { ...content, id: 'twin' } },
    };
    chain.say(twin);
    const { feed } = await send([{ chain }]);
    const against = { station: first.station, seq: 1, hash: first.hash };
    expect(feed.verdicts).toMatchObject([
      { from: 1, to: 1 },
      { state: 'conflict', seq: 2, code: 'code-taken', against },
    ]);
    expect(await dossier('twin')).toBeUndefined();
    // A person decides for the second one: the code finds it from now on, and the first one stays.
    chain.say(settlement(nameOf(chain, 2), 'ours'));
    const after = await send([{ chain, from: 2 }], { after: 2 });
    const { station } = first;
    expect(after.feed.verdicts).toEqual([
      { state: 'accepted', n: 3, station, from: 3, to: 3 },
      { state: 'accepted', n: 4, station, from: 2, to: 2, hash: nameOf(chain, 2).hash },
    ]);
    const [holder] = await bench.store.sql.query('select dossier from dossier_codes where dossier = $1', [
      'twin',
    ]);
    expect(holder).toEqual({ dossier: 'twin' });
    expect(await dossier('twin')).toMatchObject({ revision: 1 });
  });

  it('P9 L7 that another system issued are in nobody’s way whose own they are, whoever comes first', async () => {
    const [one, two] = [await bench.office(), await bench.office()];
    const own = (n: number) => ({ code: `${two.agencyCode}-261122-000${n}`, kind: 'own' });
    const other = (n: number) => ({ code: own(n).code, kind: 'elsewhere' });
    const mine = { code: `${one.agencyCode}-261122-0001`, kind: 'own' };
    const squatting = chainOf(one);
    squatting.say(bench.reception(one.office, 1, { codes: [mine, other(1), other(2), other(3)] }));
    await one.send([{ chain: squatting }]);
    const chain = chainOf(two);
    const first = chain.say(bench.reception(two.office, 1)).entry.subject;
    chain.say(bench.reception(two.office, 4, { codes: [own(4), other(2), other(5)] }));
    chain.say(bench.reception(two.office, 2));
    chain.say(bench.reception(two.office, 5));
    const { feed } = await two.send([{ chain }]);
    expect(feed.verdicts).toMatchObject([{ state: 'accepted', from: 1, to: 4 }]);
    const holders = () =>
      bench.store.sql.query<{ dossier: string; elsewhere: boolean }>(
        'select dossier, elsewhere from dossier_codes where code_key = any($1::text[]) order by code_key',
        [[1, 2, 3, 4, 5].map((n) => own(n).code.replace(/[^A-Z0-9]/g, ''))],
      );
    const rows = await holders();
    const subject = (index: number) => chain.entries[index]?.entry.subject;
    expect(rows).toEqual([
      { dossier: first, elsewhere: false },
      { dossier: subject(2), elsewhere: false },
      { dossier: squatting.entries[0]?.entry.subject, elsewhere: true },
      { dossier: subject(1), elsewhere: false },
      { dossier: subject(3), elsewhere: false },
    ]);
    // Its own it stays.
    const twin = chainOf(one);
    twin.entries.push(...squatting.entries);
    twin.say(
      bench.reception(one.office, 2, {
        codes: [{ ...mine, code: `${one.agencyCode}-261122-0002` }, other(1)],
      }),
    );
    const after = await one.send([{ chain: twin, from: 1 }], { after: 1 });
    expect(after.feed.verdicts).toMatchObject([{ state: 'accepted', from: 2, to: 2 }]);
    expect(await holders()).toEqual(rows);
  });

  it.each(['after', 'before'])(
    'P10 settled in the parcel that brings the conflict (%s it) are settled',
    async (where) => {
      const made = await bench.office();
      const { office, station, send } = made;
      const chain = chainOf(made);
      chain.say(bench.reception(office, 1));
      const { dossier: content } = bench.reception(office, 1).body as { dossier: Record<string, unknown> };
      const id = `twin-${where}`;
      chain.say({
        ...bench.reception(office, 1),
        subject: id,
        body: { ...(bench.reception(office, 1).body as object), dossier: { ...content, id } },
      });
      const settles = stationChain(office, 'settles', bench.begin);
      settles.say(settlement(nameOf(chain, 2), 'ours'));
      const runs = where === 'after' ? [{ chain }, { chain: settles }] : [{ chain: settles }, { chain }];
      const { feed } = await send(runs, { asks: { days: [bench.day] } });
      expect(feed.verdicts).toContainEqual(expect.objectContaining({ station, seq: 2, code: 'code-taken' }));
      expect(feed.verdicts.at(-1)).toMatchObject({ state: 'accepted', station, to: 2 });
      expect(await stateOf(office, station)).toEqual(['1 accepted', '2 accepted']);
      expect(await dossier(id)).toMatchObject({ revision: 1 });
      const [row] = await bench.store.sql.query(
        'select settled from entries where office = $1 and station = $2 and seq = 2',
        [office, station],
      );
      expect(row).toEqual({ settled: { station: 'settles', seq: 1, keep: 'ours' } });
    },
  );
});

describe('an entry that was not accepted', () => {
  it('P10 is kept, and accepted when it is looked at again after what was wrong was mended', async () => {
    const made = await bench.office();
    const { office, station, send } = made;
    const chain = chainOf(made);
    const said = bench.reception(office, 1);
    const { hash } = chain.say(said).entry;
    chain.say(correction(said, { revision: 1, hash }, { note: 'x' }));
    await bench.store.sql.query("update offices set agency_code = 'H99' where id = $1", [office]);
    const first = await send([{ chain }], { asks: { days: [bench.day] } });
    expect(first.feed.verdicts).toMatchObject([
      { code: 'agency-not-yours' },
      { seq: 2, code: 'subject-unknown' },
    ]);
    expect(first.days).toMatchObject([{ accepted: 0, rejected: 2 }]);
    const retry = [2, 1, 3, 2_147_483_648].map((seq) => ({ station, seq }));
    expect((await send([], { after: 2, asks: { retry } })).feed.verdicts).toMatchObject([
      { n: 3, seq: 1, code: 'agency-not-yours' },
      { n: 4, seq: 2, code: 'subject-unknown' },
    ]);
    await bench.store.sql.query('update offices set agency_code = $2 where id = $1', [
      office,
      made.agencyCode,
    ]);
    const mended = await send([], { after: 4, asks: { retry, days: [bench.day] } });
    // Each by its hash: there might be another under its number.
    expect(mended.feed.verdicts).toMatchObject(
      [1, 2].map((seq) => ({
        state: 'accepted',
        n: 4 + seq,
        from: seq,
        to: seq,
        hash: nameOf(chain, seq).hash,
      })),
    );
    expect(mended.days).toEqual([{ day: bench.day, accepted: 2, rejected: 0, conflict: 0 }]);
    expect(await dossier(said.subject)).toMatchObject({ revision: 2 });
    // What is accepted is not looked at again.
    expect((await send([], { after: 6, asks: { retry } })).feed.verdicts).toEqual([]);
    expect(await stateOf(office, station)).toEqual(['1 accepted', '2 accepted']);
  });
});

describe('corrections', () => {
  it('P9 P10 of a revision that was passed are in conflict until a person settles them', async () => {
    const made = await bench.office();
    const { office, station, send } = made;
    const chain = chainOf(made);
    const said = bench.reception(office, 1);
    const first = chain.say(said).entry;
    const second = stationChain(office, 'station-b', bench.begin);
    const mine = chain.say(correction(said, { revision: 1, hash: first.hash }, { due: null })).entry;
    const theirs = second.say(correction(said, { revision: 1, hash: first.hash }, { note: 'other' })).entry;
    second.say(correction(said, { revision: 2, hash: theirs.hash }));
    second.say({
      kind: 'dossier-cancelled',
      subject: said.subject,
      body: { ...sampleBody('dossier-cancelled'), basedOn: { revision: 2, hash: mine.hash } },
    });
    second.say(correction(said, { revision: 2, hash: mine.hash }));
    const { feed } = await send([{ chain }, { chain: second }]);
    const against = { station, seq: 2, hash: mine.hash };
    expect(feed.verdicts).toMatchObject([
      { state: 'accepted', station, from: 1, to: 2 },
      { state: 'conflict', seq: 1, code: 'stale-base', hash: theirs.hash, against },
      { state: 'conflict', seq: 2, code: 'stale-base', against },
      { state: 'accepted', from: 3, to: 3 },
      { state: 'conflict', seq: 4, code: 'stale-base', against },
    ]);
    expect(await dossier(said.subject)).toMatchObject({ revision: 2, cancelled: true, due_at: null });
    second.say(settlement(nameOf(second, 1), 'theirs'));
    second.say(settlement(nameOf(second, 2), 'ours'));
    second.say(settlement({ station: 'nobody', seq: 1, hash: mine.hash }, 'ours'));
    const after = await send([{ chain: second, from: 4 }], { after: 5, asks: { days: [bench.day] } });
    expect(after.feed.verdicts).toMatchObject([
      { state: 'accepted', from: 5, to: 5 },
      { state: 'accepted', from: 1, to: 1 },
      { state: 'accepted', from: 6, to: 6 },
      { state: 'accepted', from: 2, to: 2 },
      { state: 'accepted', from: 7, to: 7 },
    ]);
    expect(after.days).toEqual([{ day: bench.day, accepted: 8, rejected: 0, conflict: 1 }]);
    expect(await dossier(said.subject)).toMatchObject({ revision: 2 });
  });

  it('P9 of dossiers that the province has not, or has of another office, are rejected', async () => {
    const [one, two] = [await bench.office(), await bench.office()];
    const chain = chainOf(one);
    const said = bench.reception(one.office, 1);
    const { hash } = chain.say(said).entry;
    await one.send([{ chain }]);
    const thief = chainOf(two);
    thief.say(correction(said, { revision: 1, hash }));
    const { feed } = await two.send([{ chain: thief }]);
    expect(feed.verdicts).toMatchObject([{ state: 'rejected', code: 'subject-unknown' }]);
    expect(await dossier(said.subject)).toMatchObject({ office: one.office, revision: 1 });
  });
});

describe('two copies of one station', () => {
  it('P11 are both kept: what came second is in conflict from where it leaves, and joins its own line later', async () => {
    const made = await bench.office();
    const { office, station, send } = made;
    const chain = chainOf(made);
    for (let n = 1; n <= 3; n += 1) chain.say(bench.reception(office, n));
    const copy = chain.copy(2);
    const left = copy.say(bench.reception(office, 50)).entry;
    copy.say(bench.reception(office, 51));
    await send([{ chain }]);
    const first = await send([{ chain: copy }], { after: 1, asks: { days: [bench.day] } });
    expect(first.refused).toEqual([]);
    expect(first.heads).toMatchObject([{ seq: 3, hash: chain.entries[2]?.entry.hash }]);
    expect(first.feed.verdicts).toMatchObject([
      { state: 'conflict', seq: 3, hash: left.hash, code: 'other-entry', against: nameOf(chain, 3) },
      { state: 'conflict', seq: 4, code: 'other-entry', against: null },
    ]);
    expect(first.days).toEqual([{ day: bench.day, accepted: 3, rejected: 0, conflict: 2 }]);
    // Neither copy is given the other's entries.
    expect(first.missing).toEqual([]);
    chain.say(bench.reception(office, 4));
    copy.say(bench.reception(office, 52));
    const third = chain.copy(2);
    third.say(bench.reception(office, 70));
    const both = await send(
      [
        { chain: copy, from: 4 },
        { chain, from: 3 },
        { chain: third, from: 2 },
      ],
      { after: 3 },
    );
    expect(both.refused).toEqual([]);
    expect(both.feed.verdicts).toMatchObject([
      { state: 'conflict', seq: 5 },
      { state: 'accepted', from: 4, to: 4 },
      { state: 'conflict', seq: 3, against: nameOf(chain, 3) },
    ]);
    // All of it again, in another order: nothing changes.
    expect((await send([{ chain: third }, { chain }, { chain: copy }], { after: 3 })).feed).toEqual(
      both.feed,
    );
    expect(await stateOf(office, station)).toEqual([
      '1 accepted',
      '2 accepted',
      '3 accepted',
      '3 1 conflict other-entry',
      '3 2 conflict other-entry',
      '4 accepted',
      '4 1 conflict other-entry',
      '5 1 conflict other-entry',
    ]);
    // The person says: what the copy wrote holds, too. It does, but for what does not fit any more.
    const next = stationChain(office, 'station-after', bench.begin);
    next.say(settlement(nameOf(copy, 3), 'ours'));
    next.say(settlement(nameOf(copy, 4), 'theirs'));
    const settled = await send([{ chain: next }], { after: 6 });
    expect(settled.feed.verdicts).toMatchObject([
      { state: 'accepted', station: 'station-after', from: 1, to: 1 },
      { state: 'accepted', station, from: 3, to: 3 },
      { state: 'accepted', station: 'station-after', from: 2, to: 2 },
      { state: 'accepted', station, from: 4, to: 4 },
    ]);
    expect(await dossier(left.subject)).toMatchObject({ revision: 1 });
    expect(await dossier(copy.entries[3]?.entry.subject ?? '')).toBeUndefined();
  });
});
