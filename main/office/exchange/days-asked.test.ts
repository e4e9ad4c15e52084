import { afterEach, expect, it } from 'vitest';
import { officeDate } from '#shared/base/index.ts';
import { lineTo, openExchangeDesk, openTestProvince } from '#test/fixtures/exchange-desk.ts';
import { testClock } from '#test/fixtures/office.ts';
import type { WritableDb } from '../storage/index.ts';
import { daysToAsk } from './days-asked.ts';
import { findDay, keepDayInTx } from './days-table.ts';
import { daysHere } from './here.ts';
import { forgetSaidInTx, sayInTx } from './said-table.ts';
import { changeStationInTx } from './stations-table.ts';

const DAY = 86_400_000;
const DAYS = 50;
const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

it('P20 however many days wait for a new count, each is asked for in its turn, and the newest that differ each time', async () => {
  const clock = testClock('2026-11-22T10:00:00.000+07:00');
  const far = await openTestProvince(clock);
  const desk = openExchangeDesk({ clock, transport: lineTo(far.province) });
  ends.push(() => desk.remove(), far.close);
  await desk.exchange.enrol({
    address: 'https://tinh.example',
    code: await far.invite(desk),
    actor: 'admin',
  });
  desk.exchange.changeSettings({ ...desk.exchange.overview().settings, paused: true }, 'admin');
  const roundTrip = async () => {
    const { bytes } = await desk.exchange.buildParcel('wire', 10_000_000);
    await desk.exchange.takeAnswer(await far.province.handle(bytes), 'wire');
  };
  await roundTrip();
  for (let day = 0; day < DAYS; day += 1) {
    desk.receive();
    clock.advance(DAY);
  }
  await roundTrip();
  // Of every second day something was rejected when it was told last, of the others too little.
  const days = daysHere(desk.db, null, 400);
  expect(days.length).toBeGreaterThanOrEqual(DAYS);
  desk.db.transaction((tx) => {
    for (const [index, { day, entries }] of days.entries()) {
      const wrong = index % 2 === 0 ? { accepted: entries, rejected: 0 } : { accepted: 0, rejected: entries };
      if (index % 2 === 0) wrong.accepted -= 1;
      keepDayInTx(tx, { day, conflict: 0, ...wrong }, '2027-12-31T00:00:00.000+07:00');
    }
  });
  const today = officeDate(clock.now());
  const newest = days.filter((_, index) => index % 2 === 0).slice(0, 19);
  const asked = new Set<string>();
  for (let parcel = 0; parcel < Math.ceil(DAYS / 20) + 1; parcel += 1) {
    const asks = daysToAsk(desk.db, today);
    expect(asks.length).toBeLessThanOrEqual(41);
    expect(new Set(asks).size).toBe(asks.length);
    expect(asks).toEqual(expect.arrayContaining([today, ...newest.map(({ day }) => day)]));
    for (const day of asks) asked.add(day);
    await desk.exchange.buildParcel('wire', 1);
  }
  expect(days.filter(({ day }) => !asked.has(day))).toEqual([]);
  for (let round = 0; round < 8; round += 1) await roundTrip();
  for (const { day, entries } of days) {
    const told = findDay(desk.db, day);
    expect([day, told?.accepted, told?.rejected]).toEqual([day, entries, 0]);
  }
  expect(daysToAsk(desk.db, today)).toEqual([today]);
  // Another copy wrote beside ours, or we beside its: there may be more of any day by now.
  const other = { station: desk.station, seq: 1, hash: 'f'.repeat(64), state: 'conflict' as const };
  const said = {
    ...other,
    n: 1,
    code: 'other-entry',
    message: '',
    against: null,
    saidAt: '2026-11-22T10:00:00.000+07:00',
  };
  for (const doubled of [
    (tx: WritableDb) => sayInTx(tx, { ...said, ours: false }),
    (tx: WritableDb) => changeStationInTx(tx, desk.station, { forked: true }),
  ]) {
    desk.db.transaction(doubled);
    const again = new Set<string>();
    for (let parcel = 0; parcel < Math.ceil(DAYS / 20); parcel += 1) {
      for (const day of daysToAsk(desk.db, today)) again.add(day);
      await desk.exchange.buildParcel('wire', 1);
    }
    expect(days.filter(({ day }) => !again.has(day))).toEqual([]);
    desk.db.transaction((tx) => forgetSaidInTx(tx));
  }
});
