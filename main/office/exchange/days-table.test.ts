import { afterEach, expect, it } from 'vitest';
import { officeDate } from '#shared/base/index.ts';
import { lineTo, openExchangeDesk, openTestProvince } from '#test/fixtures/exchange-desk.ts';
import { testClock } from '#test/fixtures/office.ts';
import { findDay, keepDayInTx } from './days-table.ts';

const DAY = 86_400_000;
const clock = testClock('2026-11-22T10:00:00.000+07:00');
const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

it('P20 a day with something rejected or in conflict is asked for again: a new try changes that, and no count', async () => {
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
    const { bytes } = await desk.exchange.buildParcel('wire', 1_000_000);
    await desk.exchange.takeAnswer(await far.province.handle(bytes), 'wire');
  };
  const day = officeDate(clock.now());
  const told = () => {
    const { toldAt: _at, ...counts } = findDay(desk.db, day) ?? { toldAt: '' };
    return counts;
  };
  desk.receive();
  await roundTrip();
  await roundTrip();
  const whole = findDay(desk.db, day);
  if (whole === undefined) throw new Error('nothing was told');
  for (const open of ['rejected', 'conflict'] as const) {
    // As it stood while one of the day's entries was still open.
    const before = { ...whole, accepted: whole.accepted - 1, [open]: 1 };
    desk.db.transaction((tx) => keepDayInTx(tx, before, whole.toldAt));
    clock.advance(DAY);
    expect(told()).toEqual({ day, accepted: whole.accepted - 1, rejected: 0, conflict: 0, [open]: 1 });
    await roundTrip();
    expect(told()).toEqual({ day, accepted: whole.accepted, rejected: 0, conflict: 0 });
  }
});
