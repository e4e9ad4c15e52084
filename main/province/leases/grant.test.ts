import { afterAll, describe, expect, it } from 'vitest';
import { provinceBench } from '#test/fixtures/province-bench.ts';
import { type Said, sampleBody, stationChain } from '#test/fixtures/province-office.ts';
import { changeShare, endStation, readRefusals } from './index.ts';

const bench = await provinceBench();
afterAll(() => bench.close());
const { sql } = bench.store;
const { clock } = bench.ports;

type Office = Awaited<ReturnType<typeof bench.office>>;
const ask = (office: Office, station = office.station, agencyCode = office.agencyCode) => ({
  station,
  agencyCode,
  codeFormat: 'format-1',
  fromDay: bench.day,
  known: [],
  short: [],
});

describe('a lease', () => {
  it('L9 is granted with the parcel that asks, is there with every answer, and is granted once', async () => {
    const office = await bench.office();
    const { leases } = await office.send([], { asks: { leases: [ask(office), ask(office, 'second')] } });
    expect(leases).toMatchObject([
      { station: office.station, firstSerial: 1, lastSerial: 2000, endedAfter: null, firstDay: bench.day },
      { station: 'second', firstSerial: 2001, lastSerial: 4000 },
    ]);
    expect((await office.send([], { asks: { leases: [ask(office)] } })).leases).toEqual(leases);
  });

  it('L9 of an agency that two offices share is granted to one of them, also when both ask at once', async () => {
    const one = await bench.office({ agencyCode: 'H28.777', firstSerial: 1, lastSerial: 9999 });
    const two = await bench.office({ agencyCode: 'H28.777', firstSerial: 1, lastSerial: 9999 });
    const answers = await Promise.all(
      [one, two].map((office) => office.send([], { asks: { leases: [ask(office)] } })),
    );
    const spans = answers.flatMap(({ leases }) => leases.map(({ firstSerial }) => firstSerial));
    expect(spans.sort((a, b) => a - b)).toEqual([1, 2001]);
  });

  it('L9 is refused for another agency and told to the administrator until it is right', async () => {
    const office = await bench.office();
    const { leases } = await office.send([], { asks: { leases: [ask(office, office.station, 'H99.9')] } });
    expect(leases).toEqual([]);
    expect(await readRefusals(sql, office.office)).toMatchObject([
      { station: office.station, code: 'agency-not-yours', message: expect.stringContaining('H99.9') },
    ]);
    await office.send([], { asks: { leases: [ask(office)] } });
    expect(await readRefusals(sql, office.office)).toEqual([]);
  });

  it('L9 ends where its station ends; its serials are not granted again', async () => {
    const office = await bench.office();
    await office.send([], { asks: { leases: [ask(office)] } });
    await endStation(sql, clock, { office: office.office, station: office.station });
    const { leases } = await office.send([], { asks: { leases: [ask(office), ask(office, 'next')] } });
    expect(leases).toMatchObject([
      { station: office.station, endedAfter: bench.day },
      { station: 'next', firstSerial: 2001 },
    ]);
    expect(await readRefusals(sql, office.office)).toMatchObject([{ code: 'station-ended' }]);
  });

  it('L9 grows smaller as the share runs out, and is refused at its end', async () => {
    const office = await bench.office({ firstSerial: 1, lastSerial: 120 });
    const stations = ['a', 'b', 'c', 'd'];
    const { leases } = await office.send([], {
      asks: { leases: stations.map((station) => ask(office, station)) },
    });
    expect(leases.map(({ firstSerial, lastSerial }) => [firstSerial, lastSerial])).toEqual([
      [1, 60],
      [61, 110],
      [111, 120],
    ]);
    expect(await readRefusals(sql, office.office)).toMatchObject([{ station: 'd', code: 'share-used-up' }]);
  });
});

describe('a lease that a station took and that is not here', () => {
  const takenBy = (
    office: Office,
    station: string,
    [firstSerial, lastSerial]: [number, number],
    more: object = {},
  ): Said => ({
    kind: 'lease-taken',
    subject: office.office,
    body: {
      ...sampleBody('lease-taken'),
      id: `lease-${station}-${firstSerial}`,
      station,
      agencyCode: office.agencyCode,
      codeFormat: 'format-1',
      firstSerial,
      lastSerial,
      ...more,
    },
  });
  const spans = async (office: Office) =>
    (
      await sql.query<{ text: string }>(
        `select concat_ws(' ', station, first_serial, last_serial, ended_after) as text from leases
         where office = $1 order by first_serial`,
        [office.office],
      )
    ).map(({ text }) => text);

  it('L9 L10 is put back where it overlaps nothing, so that its numbers hold and are granted to nobody else', async () => {
    const office = await bench.office({ lastSerial: 5000 });
    await sql.query('update offices set asked_mono = 1 where id = $1', [office.office]);
    const chain = stationChain(office.office, office.station, bench.begin);
    chain.say(takenBy(office, office.station, [1, 50]));
    chain.say(bench.reception(office.office, 7));
    const { feed, leases } = await office.send([{ chain }], { asks: { leases: [ask(office, 'second')] } });
    expect(feed.verdicts).toMatchObject([{ state: 'accepted', from: 1, to: 2 }]);
    expect(leases).toMatchObject([{ firstSerial: 1 }, { station: 'second', firstSerial: 51 }]);
    // Neither of another station, nor what another one has, nor outside the share, nor for ever.
    const thief = stationChain(office.office, 'thief', bench.begin);
    thief.say(takenBy(office, office.station, [4000, 4001]));
    thief.say(takenBy(office, 'thief', [50, 60]));
    thief.say(takenBy(office, 'thief', [5000, 5001]));
    thief.say(takenBy(office, 'thief', [4000, 4001], { lastDay: '2099-01-01' }));
    thief.say(takenBy(office, 'thief', [4000, 4001], { agencyCode: 'H28.999' }));
    thief.say(takenBy(office, 'thief', [4002, 4003]));
    thief.say({
      kind: 'lease-ended',
      subject: office.office,
      body: { id: 'lease-thief-4002', endedAfter: '2026-12-01' },
    });
    thief.say(bench.reception(office.office, 4000));
    thief.say(bench.reception(office.office, 4002));
    const more = await office.send([{ chain: thief }], { after: 1 });
    expect(more.feed.verdicts).toMatchObject([
      { state: 'accepted', from: 1, to: 7 },
      { state: 'rejected', seq: 8, code: 'number-not-leased' },
      { state: 'accepted', from: 9, to: 9 },
    ]);
    expect(await spans(office)).toEqual([
      `${office.station} 1 50`,
      expect.stringMatching(/^second 51 /),
      'thief 4002 4003 2026-12-01',
    ]);
  });

  it('L10 binds from the first one after the office joined here: what another province granted does not', async () => {
    const office = await bench.office({ firstSerial: 1000, lastSerial: 5000 });
    await sql.query('update offices set asked_mono = $2 where id = $1', [
      office.office,
      bench.begin + 60_000,
    ]);
    const chain = stationChain(office.office, office.station, bench.begin);
    chain.say(takenBy(office, office.station, [1, 50]));
    chain.say(bench.reception(office.office, 7));
    chain.say({ ...takenBy(office, office.station, [1000, 1050]), at: bench.begin + 90_000 });
    chain.say(bench.reception(office.office, 1000));
    chain.say(bench.reception(office.office, 8));
    const { feed } = await office.send([{ chain }]);
    expect(feed.verdicts).toMatchObject([
      { state: 'accepted', from: 1, to: 4 },
      { state: 'rejected', seq: 5, code: 'number-not-leased' },
    ]);
  });
});

describe('an office’s share', () => {
  const change = (office: Office, firstSerial: number, lastSerial: number, more: object = {}) =>
    changeShare(sql, clock, {
      office: office.office,
      agencyCode: office.agencyCode,
      codeFormat: 'format-1',
      firstSerial,
      lastSerial,
      leaseDays: 60,
      ...more,
    });

  it('L9 may not have serials of another office of the agency, nor leave out what is leased', async () => {
    const one = await bench.office({ agencyCode: 'H28.888', firstSerial: 1, lastSerial: 5000 });
    const two = await bench.office({ agencyCode: 'H28.888', firstSerial: 5001, lastSerial: 9999 });
    await two.send([], { asks: { leases: [ask(two)] } });
    expect(await change(one, 1, 5001)).toMatchObject({ ok: false, error: { code: 'overlaps-office' } });
    expect(await change(two, 5002, 9999)).toMatchObject({ ok: false, error: { code: 'overlaps-lease' } });
    expect(await change(two, 5001, 8000)).toMatchObject({ ok: true });
    expect(await change(one, 5, 4)).toMatchObject({ ok: false, error: { code: 'malformed' } });
    expect(await change(one, 1, 100, { office: 'nobody' })).toMatchObject({ error: { code: 'unknown' } });
    expect(await change(one, 1, 5000, { agencyCode: 'H28.889', leaseDays: 90 })).toMatchObject({ ok: true });
    const { leases } = await one.send([], { asks: { leases: [ask(one, one.station, 'H28.889')] } });
    expect(leases).toMatchObject([{ agencyCode: 'H28.889', lastDay: '2027-02-20' }]);
  });
});
