import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type ExchangeDesk,
  lineTo,
  openExchangeDesk,
  openTestProvince,
  type TestLine,
} from '#test/fixtures/exchange-desk.ts';
import { testClock } from '#test/fixtures/office.ts';
import { LineBroken } from './transport.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const ADDRESS = 'https://tinh.example';
const clock = testClock('2026-11-22T10:00:00.000+07:00');
/** How far the PC's clock is off. */
let off = 0;
const own = { now: () => clock.now() + off };
let far: Awaited<ReturnType<typeof openTestProvince>>;
let line: TestLine;
let desk: ExchangeDesk;

beforeAll(async () => {
  far = await openTestProvince(clock);
});
afterAll(() => far.close());
beforeEach(() => {
  off = 0;
  line = lineTo(far.province);
  desk = openExchangeDesk({ clock: own, transport: line });
});
afterEach(() => desk.remove());

const enrol = async () =>
  desk.exchange.enrol({ address: ADDRESS, code: await far.invite(desk), actor: 'admin' });

/** The program is started again, and there is no line any more. */
async function restart(): Promise<void> {
  const { temporary: database, station, profile } = desk;
  await desk.close();
  const cut = { ...line, call: () => Promise.reject(new LineBroken('unreachable')) };
  desk = openExchangeDesk({ clock: own, transport: cut, database, station, profile });
}

function believe(): void {
  desk.db.transaction((tx) => {
    desk.journal.believeClockInTx(tx, 'admin');
    desk.exchange.believeClockInTx(tx);
  });
}

const known = () => ({
  skewMs: desk.exchange.overview().clockSkewMs,
  trouble: desk.journal.clockState().trouble,
});
const NOTHING = { skewMs: null, trouble: null };
/** Stretches in doubt: whether each has ended. */
const spans = () => desk.journal.clockSpans().map(({ to }) => to !== null);

describe('a clock that the province found wrong', () => {
  it('P14 stays so over a restart without a line: what is issued is marked, and the stretch goes on', async () => {
    off = 10 * MINUTE;
    await enrol();
    await desk.exchange.sendNow();
    desk.receive();
    const found = { skewMs: 10 * MINUTE, trouble: 'far-ahead' };
    expect(known()).toEqual(found);
    await restart();
    expect(known()).toEqual(found);
    desk.receive();
    expect(spans()).toEqual([false]);
  });

  it('P14 J18 is right once a person says so, also after the next restart', async () => {
    off = 10 * MINUTE;
    await enrol();
    await desk.exchange.sendNow();
    expect(desk.exchange.summary().attention).toBe(1);
    believe();
    expect(known()).toEqual(NOTHING);
    expect(desk.exchange.summary().attention).toBe(0);
    await restart();
    expect(known()).toEqual(NOTHING);
    desk.receive();
    expect(spans()).toEqual([true]);
  });
});

describe('an office that has sticks only', () => {
  /** Its parcel at the province, and the answer that lies on the stick. */
  async function answer(): Promise<Uint8Array> {
    const { bytes } = await desk.exchange.buildParcel('stick', 1_000_000);
    return far.province.handle(bytes);
  }
  const bring = (bytes: Uint8Array) => desk.exchange.takeAnswer(bytes, 'stick');
  /** Let in with a wrong clock or a right one, without having compared it since. */
  async function join(): Promise<void> {
    desk.exchange.changeSettings({ ...desk.exchange.overview().settings, paused: true }, 'admin');
    await enrol();
    expect(known().skewMs).toBeNull();
  }

  it('P14 is shown and marked that its clock is behind by at least what an answer of later than now proves', async () => {
    off = -DAY;
    await join();
    const stick = await answer();
    clock.advance(3 * HOUR);
    await bring(stick);
    const found = { skewMs: -21 * HOUR, trouble: 'set-back' };
    expect(known()).toEqual(found);
    expect(desk.exchange.summary().attention).toBeGreaterThan(0);
    desk.receive();
    expect(spans()).toEqual([false]);
    await restart();
    expect(known()).toEqual(found);
    desk.receive();
    expect(spans()).toEqual([false]);
    off = 0;
    believe();
    await restart();
    expect(known()).toEqual(NOTHING);
  });

  it('P14 learns nothing from an answer that is older than now, nor from one that is hardly newer', async () => {
    await join();
    const stick = await answer();
    clock.advance(3 * DAY);
    await bring(stick);
    expect(known()).toEqual(NOTHING);
    desk.receive();
    expect(spans()).toEqual([]);
    off = -MINUTE;
    await bring(await answer());
    expect(known().skewMs).toBeNull();
  });

  it('P14 keeps the larger of two bounds, and an answer that came before proves as much again', async () => {
    off = -2 * DAY;
    await join();
    const first = await answer();
    clock.advance(6 * HOUR);
    const second = await answer();
    clock.advance(HOUR);
    await bring(first);
    expect(known().skewMs).toBe(-41 * HOUR);
    await bring(second);
    expect(known().skewMs).toBe(-47 * HOUR);
    await bring(first);
    expect(known().skewMs).toBe(-47 * HOUR);
    believe();
    await bring(first);
    expect(known()).toEqual({ skewMs: -41 * HOUR, trouble: 'set-back' });
  });
});
