import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { readSettings, writeSettings } from '#main/province/settings.ts';
import type { ProvinceParcel } from '#shared/exchange/index.ts';
import {
  type ExchangeDesk,
  lineTo,
  openExchangeDesk,
  openTestProvince,
  type TestLine,
} from '#test/fixtures/exchange-desk.ts';
import { testClock } from '#test/fixtures/office.ts';

const clock = testClock('2026-11-22T10:00:00.000+07:00');
const SITE = 'https://motcua.tinh.example';
const OF_PROVINCE = { address: `${SITE}/tra-cuu`, by: 'province' };
const OF_OFFICE = { address: 'https://dichvucong.gov.vn', by: 'office' };
let far: Awaited<ReturnType<typeof openTestProvince>>;
let line: TestLine;
let desk: ExchangeDesk;

beforeAll(async () => {
  far = await openTestProvince(clock);
});
afterAll(() => far.close());
beforeEach(async () => {
  await open(false);
  line = lineTo(far.province);
  desk = openExchangeDesk({ clock, transport: line });
});
afterEach(() => desk.remove());

/** What the administrator of the province decides. */
async function open(isOpen: boolean): Promise<void> {
  const { sql } = far.province;
  const settings = await readSettings(sql);
  const lookup = { open: isOpen, ground: 'Quyết định số 12/2026/QĐ-UBND' };
  await writeSettings(sql, { ...settings, address: SITE, lookup });
}

/** Joins; from then on the test carries the parcels. */
async function join(): Promise<void> {
  const address = 'https://tinh.example';
  await desk.exchange.enrol({ address, code: await far.invite(desk), actor: 'admin' });
  desk.exchange.changeSettings({ ...desk.exchange.overview().settings, paused: true }, 'admin');
}

const inUse = () => desk.exchange.overview().lookUp;

/** One parcel there; gives the bytes of the answer. `change`: what another release of the province says. */
async function asked(change = (answer: ProvinceParcel): ProvinceParcel => answer): Promise<Uint8Array> {
  const { bytes } = await desk.exchange.buildParcel('stick', 1_000_000);
  const { payload } = await far.province.answer(bytes, { address: null });
  if (payload.type !== 'province-parcel') throw new Error(`answered with ${payload.type}`);
  return far.province.sign(change(payload));
}

const exchanged = async (way: 'wire' | 'stick', change?: (answer: ProvinceParcel) => ProvinceParcel) =>
  desk.exchange.takeAnswer(await asked(change), way);

it('P22 a look-up that opens after the office joined is known with the next answer, and one that shuts is not used any more', async () => {
  expect(inUse()).toEqual(OF_OFFICE);
  await join();
  for (const way of ['wire', 'stick'] as const) {
    await exchanged(way);
    expect(inUse()).toEqual(OF_OFFICE);
    await open(true);
    expect(inUse()).toEqual(OF_OFFICE);
    await exchanged(way);
    expect(inUse()).toEqual(OF_PROVINCE);
    await open(false);
    await exchanged(way);
    expect(inUse()).toEqual(OF_OFFICE);
  }
});

it('P22 one that is open when the office joins is known from then on, whatever an older province leaves out', async () => {
  await open(true);
  await join();
  expect(inUse()).toEqual(OF_PROVINCE);
  await exchanged('wire', ({ lookup: _lookup, ...older }) => older);
  expect(inUse()).toEqual(OF_PROVINCE);
});

it('P22 an answer to an older parcel does not say what is so now', async () => {
  await join();
  const older = await asked();
  await open(true);
  await exchanged('stick');
  await desk.exchange.takeAnswer(older, 'stick');
  expect(inUse()).toEqual(OF_PROVINCE);
});

it('P22 ending the connection forgets it, and an answer that was still on its way does not bring it back', async () => {
  await open(true);
  await join();
  await exchanged('stick');
  const late = await asked();
  desk.exchange.leave('admin');
  expect(inUse()).toEqual(OF_OFFICE);
  await desk.exchange.takeAnswer(late, 'stick');
  expect(inUse()).toEqual(OF_OFFICE);
});

it('P22 what nobody should open is not printed', async () => {
  await join();
  for (const lookup of [
    ...[
      'http://tinh.example/tra-cuu',
      'ftp://tinh.example/tra-cuu',
      'tinh.example/tra-cuu',
      'javascript:alert(1)',
    ],
    ...['https://a:b@tinh.example/tra-cuu', 'https://tinh.example/#/tra-cuu', 'http://127.tinh.example', ''],
    `https://tinh.example/${'ế'.repeat(50)}`,
  ]) {
    await exchanged('wire', (answer) => ({ ...answer, lookup }));
    expect(inUse(), lookup).toEqual(OF_OFFICE);
  }
  for (const lookup of ['https://tinh.example/tra-cuu?trang=2', 'http://127.0.0.1:8440/tra-cuu']) {
    await exchanged('wire', (answer) => ({ ...answer, lookup }));
    expect(inUse()).toEqual({ address: lookup, by: 'province' });
  }
});
