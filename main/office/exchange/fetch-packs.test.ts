import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { createApp, inviteOffice } from '#main/province/index.ts';
import { publishPack } from '#main/province/packs/index.ts';
import { PACKS_PATH } from '#shared/exchange/index.ts';
import { type BrokenLine, startBrokenLine } from '#test/fixtures/broken-line.ts';
import { type ExchangeDesk, openExchangeDesk, openTestProvince } from '#test/fixtures/exchange-desk.ts';
import { testClock } from '#test/fixtures/office.ts';
import { changedCalendar, packsDesk } from '#test/fixtures/packs.ts';
import { sha256 } from '../journal/index.ts';
import { createHttpTransport } from './index.ts';

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
const clock = testClock('2026-11-22T10:00:00.000+07:00');
let far: Awaited<ReturnType<typeof openTestProvince>>;
let line: BrokenLine;
let closing: (() => Promise<unknown>)[] = [];
let desk: ExchangeDesk;
let room: ReturnType<typeof packsDesk>;

beforeAll(async () => {
  far = await openTestProvince(clock);
  const app = await createApp(far.province, { tls: null, trustProxy: null, log: quiet });
  await app.listen({ port: 0, host: '127.0.0.1' });
  line = await startBrokenLine((app.server.address() as AddressInfo).port);
  closing = [line.close, () => app.close(), far.close];
  const published = await publishPack(
    {
      sql: far.province.sql,
      clock,
      provinceId: far.province.id,
      sign: far.province.sign,
      sha256,
    },
    {
      kind: 'calendar',
      title: 'Lịch năm 2027',
      effectiveFrom: '2027-01-01',
      source: 'Quyết định 12/QĐ-UBND',
      content: changedCalendar(),
      by: 'Nguyễn Văn Quản',
    },
  );
  if (!published.ok) throw new Error(published.error);
});
afterAll(async () => {
  for (const close of closing) await close();
});

beforeEach(async () => {
  line.forget();
  room = packsDesk('2026-11-22T10:00');
  desk = openExchangeDesk({ clock, transport: createHttpTransport({ connectMs: 5_000, silentMs: 5_000 }) });
  // The packs of a real room, in place of those that a desk of tests leaves out.
  Object.assign(desk.ports.packs, {
    held: room.packs.held,
    wanted: room.packs.wanted,
    takePack: room.packs.takePack,
    noteManifestsInTx: (_: unknown, manifests: Parameters<typeof room.packs.noteManifestsInTx>[1]) =>
      room.db.transaction((tx) => room.packs.noteManifestsInTx(tx, manifests)),
  });
});
afterEach(async () => {
  await desk.remove();
  room.remove();
});

async function enrol(): Promise<void> {
  const { name, agencyCode, codeFormat } = desk.profile;
  const ports = { sql: far.province.sql, clock, ids: desk.ports.ids };
  const { code } = await inviteOffice(ports, { name, agencyCode, codeFormat });
  await desk.exchange.enrol({ address: line.address, code, actor: 'admin' });
}
const isPack = ({ url }: IncomingMessage) => url?.startsWith(PACKS_PATH) === true;
const fetched = () => line.calls.filter(({ path }) => path.startsWith(PACKS_PATH)).length;
const held = () => room.packs.held().map(({ kind, version }) => `${kind} ${version}`);

it('P21 a pack comes over the line once, as its signed announcement says', async () => {
  await enrol();
  await desk.exchange.sendNow();
  expect(held()).toEqual(['calendar 2']);
  await desk.exchange.sendNow();
  expect(fetched()).toBe(1);
  expect(room.packs.waiting()).toHaveLength(1);
});

it('P21 one that was cut in the middle is no pack; it is fetched again', async () => {
  await enrol();
  let cuts = 0;
  line.knobs.cutAnswerAfter = (request) => {
    if (!isPack(request) || cuts > 0) return undefined;
    cuts += 1;
    return 200;
  };
  await desk.exchange.sendNow();
  expect(cuts).toBe(1);
  await expect
    .poll(async () => {
      await desk.exchange.sendNow();
      return held();
    })
    .toEqual(['calendar 2']);
});

it('P21 one that changed on the way is refused and told; texts go on', async () => {
  await enrol();
  line.knobs.damageAnswer = isPack;
  desk.receive();
  expect(await desk.exchange.sendNow()).toMatchObject({ line: 'reached', counts: { held: 0 } });
  expect(fetched()).toBe(1);
  expect(held()).toEqual([]);
  // Not again with every look; later it is.
  line.knobs = {};
  await desk.exchange.sendNow();
  expect(fetched()).toBe(1);
  room.clock.advance(2 * 3_600_000);
  await desk.exchange.sendNow();
  expect(held()).toEqual(['calendar 2']);
});
