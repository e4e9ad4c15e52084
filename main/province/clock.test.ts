import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createIds } from '#main/host/index.ts';
import { sealStick } from '#main/parcels/index.ts';
import { CONTAINER_TYPE, PARCELS_PATH } from '#shared/exchange/index.ts';
import { createPlainOffice, type PlainOffice } from '#test/fixtures/exchange-office.ts';
import { openEmbeddedStore } from '#test/fixtures/prepared-store.ts';
import { inviteOffice } from './enrol/index.ts';
import { importFile } from './files.ts';
import { createProvince, type Province } from './province.ts';
import { createApp } from './server/index.ts';
import type { Store } from './store/index.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const time = { now: Date.parse('2026-11-22T09:00:00+07:00') };
const clock = { now: () => time.now };
const nothing = () => undefined;
const log = { info: nothing, warn: nothing, error: nothing };
/** How far the office's clock is off. */
let off = 0;
let store: Store;
let province: Province;
let app: FastifyInstance;
let office: PlainOffice;

beforeAll(async () => {
  store = await openEmbeddedStore();
  const ids = createIds(clock);
  province = await createProvince({ store, clock, ids, log, version: '1' });
  app = await createApp(province, { tls: null, trustProxy: null, log });
  await app.listen({ port: 0, host: '127.0.0.1' });
  office = createPlainOffice({ now: () => time.now + off });
  const { code } = await inviteOffice({ sql: store.sql, clock, ids }, { name: 'UBND xã Thử' });
  await province.handle(await office.seal(office.enrolRequest(code)), { address: '10.0.0.1' });
});
afterAll(async () => {
  await app.close();
  await store.close();
});

/** A parcel of nothing, as it is written now. */
const parcel = async () => office.seal(office.parcel(province.id, {}));

async function shown(): Promise<number | null> {
  const [row] = await store.sql.query<{ skew_ms: number | null }>(
    'select skew_ms from offices where id = $1',
    [office.id],
  );
  if (row === undefined) throw new Error('the office was not let in');
  return row.skew_ms;
}

/** Sends a parcel; its body begins once its head is there and `meanwhile` has passed. */
async function upload(meanwhile: number): Promise<number | undefined> {
  const body = await parcel();
  const { port } = app.server.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': CONTAINER_TYPE, 'content-length': body.length, expect: '100-continue' };
    const sending = request({ port, host: '127.0.0.1', path: PARCELS_PATH, method: 'POST', headers });
    sending.on('error', reject);
    sending.on('continue', () => {
      time.now += meanwhile;
      sending.end(body);
    });
    sending.on('response', (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode));
    });
    sending.flushHeaders();
  });
}

/** Writes a stick that is taken in after so long. */
async function carry(underWay: number): Promise<void> {
  const key = (await province.keys.published()).find(({ use }) => use === 'encrypt');
  if (key === undefined) throw new Error('no key');
  const file = await sealStick({ container: await parcel(), files: [] }, key);
  time.now += underWay;
  const imported = await importFile(province, file);
  expect(imported.kind).toBe('answered');
}

describe('the clock of an office', () => {
  it('P14 by wire is measured when its parcel begins to come, however long the rest takes', async () => {
    off = 0;
    expect(await upload(20 * MINUTE)).toBe(200);
    expect(await shown()).toBe(0);
    off = -7 * MINUTE;
    expect(await upload(20 * MINUTE)).toBe(200);
    expect(await shown()).toBe(off);
  });

  it('P14 is not told by a stick that was under way for days, whatever was known before', async () => {
    off = 7 * MINUTE;
    await upload(0);
    expect(await shown()).toBe(off);
    off = 0;
    await carry(3 * DAY);
    expect(await shown()).toBeNull();
    // Nor is it right because hardly any time passed.
    off = MINUTE;
    await carry(0);
    expect(await shown()).toBeNull();
  });

  it('P14 is ahead by at least as much as a stick is dated later than now, until another one no longer is', async () => {
    off = 5 * DAY;
    await carry(2 * DAY);
    expect(await shown()).toBe(3 * DAY);
    off = 0;
    await carry(2 * DAY);
    expect(await shown()).toBeNull();
  });
});
