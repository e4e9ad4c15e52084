import { afterEach, beforeEach, expect, it } from 'vitest';
import {
  type ExchangeDesk,
  lineTo,
  openExchangeDesk,
  openTestProvince,
} from '#test/fixtures/exchange-desk.ts';
import { testClock } from '#test/fixtures/office.ts';
import { leasesFrom } from '../dossiers/index.ts';
import { endLeasesOfOthersInTx } from './forget-province.ts';
import type { Transport } from './index.ts';
import { changeStandingInTx } from './state-table.ts';

const clock = testClock('2026-11-22T10:00:00.000+07:00');
type Far = Awaited<ReturnType<typeof openTestProvince>>;
let before: Far;
let after: Far;
let line: Transport;
let desk: ExchangeDesk;
beforeEach(async () => {
  before = await openTestProvince(clock);
  after = await openTestProvince(clock);
  line = lineTo(before.province);
  desk = openExchangeDesk({
    clock,
    transport: {
      call: (request) => line.call(request),
      upload: (request) => line.upload(request),
      close: () => undefined,
    },
  });
});
afterEach(async () => {
  await desk.remove();
  await before.close();
  await after.close();
});

async function enrol(far: Far): Promise<void> {
  line = lineTo(far.province);
  await desk.exchange.enrol({
    address: 'https://tinh.example',
    code: await far.invite(desk),
    actor: 'admin',
  });
}

/** The leases that the office holds: those of the province before, and others. */
const held = () => leasesFrom(desk.db, desk.profile.agencyCode, '2026-11-22');

/** With leases of one province, goes over to another. */
async function goOver() {
  await enrol(before);
  await desk.exchange.sendNow();
  const [granted] = held();
  if (granted === undefined) throw new Error('no lease');
  desk.receive();
  await desk.exchange.sendNow();
  desk.exchange.changeSettings({ ...desk.exchange.overview().settings, paused: true }, 'admin');
  desk.db.transaction((tx) =>
    changeStandingInTx(tx, { refusal: { code: 'office-revoked', message: 'Tỉnh đã cho đơn vị này ra.' } }),
  );
  await enrol(after);
  return granted;
}

it('L10 an office that goes over to another province numbers on from what that one takes over', async () => {
  const granted = await goOver();
  const meanwhile = desk.receive();
  for (let n = 0; n < 2; n += 1) {
    const parcel = await desk.exchange.buildParcel('stick', 1_000_000);
    await desk.exchange.takeAnswer(await after.province.handle(parcel.bytes), 'stick');
  }
  expect(held()).toMatchObject([{ id: granted.id, endedAfter: null }]);
  expect(desk.exchange.ofDossier(meanwhile.id)).toMatchObject({ state: 'accepted' });
  expect(desk.exchange.summary().counts).toMatchObject({ held: 0, rejected: 0, conflict: 0 });
});

it('L10 what another province granted is used no longer once this one granted something else for today', async () => {
  const { takenAt: _, ...granted } = await goOver();
  const lease = { ...granted, id: 'of-this-province', firstSerial: 5001, lastSerial: 7000 };
  const take = (leases: (typeof lease)[]) =>
    desk.db.transaction((tx) => {
      endLeasesOfOthersInTx(desk.ports, tx, leases);
      desk.ports.leases.applyInTx(tx, leases);
    });
  const ends = () => Object.fromEntries(held().map(({ id, endedAfter }) => [id, endedAfter]));
  // For later days only: today the desk goes on with what it has.
  take([{ ...lease, id: 'later', firstDay: '2026-12-01', firstSerial: 8001, lastSerial: 9000 }]);
  expect(ends()).toEqual({ [granted.id]: null, later: null });
  expect(desk.receive().code).toMatch(/000[1-9]$/);
  take([lease, { ...lease, id: 'later', firstDay: '2026-12-01', firstSerial: 8001, lastSerial: 9000 }]);
  expect(ends()).toEqual({ [granted.id]: '2026-11-21', later: null, 'of-this-province': null });
  expect(desk.receive().code).toMatch(/5001$/);
  // A further one of the same province ends nothing of its own.
  take([lease, { ...lease, id: 'more', firstSerial: 7001, lastSerial: 8000 }]);
  expect(ends()).toMatchObject({ 'of-this-province': null, later: null, more: null });
  const views = desk.journal.viewDigests();
  desk.journal.rebuild();
  expect(desk.journal.viewDigests()).toEqual(views);
});

it('L10 P5 a connection is ended by an administrator: nothing leaves any more, nothing is lost, and another one is joined', async () => {
  await enrol(before);
  await desk.exchange.sendNow();
  const settings = desk.exchange.overview().settings;
  desk.exchange.changeSettings({ ...settings, paused: true }, 'admin');
  const [granted] = held();
  const kept = desk.receive();
  const code = await after.invite(desk);
  line = lineTo(after.province);
  const join = () => desk.exchange.enrol({ address: 'https://tinh-khac.example', code, actor: 'admin' });
  await expect(join()).rejects.toMatchObject({ code: 'already-enrolled' });

  const { unsent } = desk.exchange.leave('admin');
  expect(unsent).toBeGreaterThanOrEqual(1);
  expect(() => desk.exchange.leave('admin')).toThrow(expect.objectContaining({ code: 'not-enrolled' }));
  expect(desk.exchange.summary()).toMatchObject({ enrolled: false, line: 'none' });
  expect(desk.exchange.overview()).toMatchObject({
    enrolment: { leftAt: expect.any(String) },
    settings: { address: '' },
  });
  await expect(desk.exchange.sendNow()).rejects.toMatchObject({ code: 'not-enrolled' });
  await expect(desk.exchange.exportStick(desk.folder)).rejects.toMatchObject({ code: 'not-enrolled' });
  expect(() => desk.exchange.changeSettings(settings, 'admin')).toThrow('ghép lại');
  // The desk goes on with the numbers it has.
  const meanwhile = desk.receive();
  expect(desk.exchange.summary().counts.held).toBeGreaterThan(unsent);
  expect(held()).toMatchObject([{ id: granted?.id, endedAfter: null }]);
  const told = desk.journal.history(desk.profile.id, { limit: 20 }).items;
  expect(told.find(({ entry }) => entry.kind === 'province-left')?.content).toMatchObject({
    body: { unsent, province: before.province.id },
  });

  await join();
  expect(desk.exchange.overview().enrolment).toMatchObject({ leftAt: null, provinceId: after.province.id });
  for (let n = 0; n < 2; n += 1) {
    const parcel = await desk.exchange.buildParcel('stick', 1_000_000);
    await desk.exchange.takeAnswer(await after.province.handle(parcel.bytes), 'stick');
  }
  for (const { id } of [kept, meanwhile])
    expect(desk.exchange.ofDossier(id)).toMatchObject({ state: 'accepted' });
  expect(desk.exchange.summary().counts).toMatchObject({ held: 0, rejected: 0, conflict: 0 });
});

it('L10 P12 the same province is joined again after it was left: what was acknowledged stays so, the rest follows', async () => {
  await enrol(before);
  const known = desk.receive();
  await desk.exchange.sendNow();
  expect(desk.exchange.ofDossier(known.id)).toMatchObject({ state: 'accepted' });
  const [granted] = held();
  desk.exchange.leave('admin');
  const meanwhile = desk.receive();
  await desk.exchange.enrol({
    address: 'https://tinh.example',
    code: await before.inviteAgain(desk),
    actor: 'admin',
  });
  await desk.exchange.sendNow();
  for (const { id } of [known, meanwhile])
    expect(desk.exchange.ofDossier(id)).toMatchObject({ state: 'accepted' });
  expect(desk.exchange.summary()).toMatchObject({
    enrolled: true,
    line: 'reached',
    counts: { held: 0, sent: 0, rejected: 0, conflict: 0 },
  });
  expect(held()).toMatchObject([{ id: granted?.id, endedAfter: null }]);
});
