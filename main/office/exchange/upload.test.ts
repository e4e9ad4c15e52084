import { createHash, randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '#main/host/index.ts';
import { createApp, createProvince, inviteOffice, openStore, type Store } from '#main/province/index.ts';
import { ATTACHMENTS_PATH, PARCELS_PATH } from '#shared/exchange/index.ts';
import { type BrokenLine, startBrokenLine } from '#test/fixtures/broken-line.ts';
import { type ExchangeDesk, openExchangeDesk } from '#test/fixtures/exchange-desk.ts';
import { systemIds } from '#test/fixtures/office.ts';
import { countWanted, knownFiles, noteUploadInTx, wantedFiles } from './files-table.ts';
import { createHttpTransport } from './index.ts';

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
/** The province's, so that a fortnight passes when it is told so. */
let now = systemClock.now();
const clock = { now: () => now };
const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

let store: Store;
let province: Awaited<ReturnType<typeof createProvince>>;
let closing: (() => Promise<unknown>)[] = [];
let line: BrokenLine;
let desk: ExchangeDesk;
let archive: Map<string, Uint8Array>;

beforeAll(async () => {
  store = await openStore({});
  province = await createProvince({
    ...{ store, clock, ids: systemIds, log: quiet, version: '0.1.0', name: 'Tỉnh Thử' },
  });
  const app = await createApp(province, { tls: null, trustProxy: null, log: quiet });
  await app.listen({ port: 0, host: '127.0.0.1' });
  line = await startBrokenLine((app.server.address() as AddressInfo).port);
  closing = [line.close, () => app.close(), () => store.close()];
});
afterAll(async () => {
  for (const close of closing) await close();
});

beforeEach(async () => {
  line.forget();
  archive = new Map();
  desk = openExchangeDesk({
    clock,
    files: { read: (sha256) => archive.get(sha256) },
    transport: createHttpTransport({ connectMs: 5_000, silentMs: 5_000 }),
  });
  const { name, agencyCode, codeFormat } = desk.profile;
  const ports = { sql: store.sql, clock, ids: systemIds };
  const { code } = await inviteOffice(ports, { name, agencyCode, codeFormat });
  await desk.exchange.enrol({ address: line.address, code, actor: 'admin' });
  await desk.exchange.sendNow();
  line.forget();
});
afterEach(() => desk.remove());

/** A paper in the archive that an accepted entry names. */
async function paper(bytes = randomBytes(400_000)): Promise<{ bytes: Buffer; sha256: string }> {
  const sha256 = hashOf(bytes);
  archive.set(sha256, bytes);
  await store.sql.query(
    `INSERT INTO wanted_files (office, sha256, station, seq, bytes) VALUES ($1, $2, 'st-1', 1, $3)`,
    [desk.ports.office.id, sha256, bytes.length],
  );
  await store.sql.query('UPDATE offices SET wants_files = true WHERE id = $1', [desk.ports.office.id]);
  return { bytes, sha256 };
}

const isPiece = (request: IncomingMessage) => request.method === 'PATCH';
const pieces = () => line.calls.filter(({ method }) => method === 'PATCH');
const sentBytes = () => pieces().reduce((sum, { bytes }) => sum + bytes, 0);
const stateOf = (sha256: string) => knownFiles(desk.db, [sha256]).get(sha256)?.state;
async function hasAll(sha256: string): Promise<Buffer | undefined> {
  const pieces = await province.attachments.read(sha256);
  if (pieces === undefined) return undefined;
  const parts: Uint8Array[] = [];
  for await (const piece of pieces) parts.push(piece);
  return Buffer.concat(parts);
}

describe('files over a real connection', () => {
  it('P19 are kept by the province as they are here, in pieces, and closed', async () => {
    const { bytes, sha256 } = await paper();
    await desk.exchange.sendNow();
    expect((await hasAll(sha256))?.equals(bytes)).toBe(true);
    expect(stateOf(sha256)).toBe('sent');
    expect(countWanted(desk.db)).toEqual({ waiting: 0, bytes: 0 });
    expect(pieces().length).toBeGreaterThan(5);
    line.forget();
    await desk.exchange.sendNow();
    expect(pieces()).toEqual([]);
  });

  it('P19 go on in the middle after a cut: what has arrived is not sent twice', async () => {
    const { bytes, sha256 } = await paper();
    let cuts = 0;
    line.knobs.cutAfter = (request) => {
      if (!isPiece(request) || pieces().length !== 4 || cuts > 0) return undefined;
      cuts += 1;
      return 30_000;
    };
    await desk.exchange.sendNow();
    expect(cuts).toBe(1);
    expect(stateOf(sha256)).toBe('wanted');
    expect(await hasAll(sha256)).toBeUndefined();
    await expect
      .poll(async () => {
        await desk.exchange.sendNow();
        return stateOf(sha256);
      })
      .toBe('sent');
    expect((await hasAll(sha256))?.equals(bytes)).toBe(true);
    expect(sentBytes()).toBe(bytes.length);
  });

  it('P19 that were begun, and whose place was lost here, go on where the province stands', async () => {
    const { bytes, sha256 } = await paper();
    line.knobs.cutAfter = (request) => (isPiece(request) && pieces().length === 3 ? 10_000 : undefined);
    await desk.exchange.sendNow();
    line.knobs = {};
    // As after a restore from a copy that was made before.
    desk.db.transaction((tx) => noteUploadInTx(tx, sha256, null));
    const before = sentBytes();
    expect(before).toBeGreaterThan(100_000);
    await expect
      .poll(async () => {
        await desk.exchange.sendNow();
        return stateOf(sha256);
      })
      .toBe('sent');
    expect((await hasAll(sha256))?.equals(bytes)).toBe(true);
    // One piece is refused for its place; nothing else of what was there is sent again.
    expect(sentBytes()).toBeLessThanOrEqual(bytes.length + 64 * 1024);
  });

  it('P19 an upload that the province has forgotten, or that was begun at another address, begins anew', async () => {
    const { bytes, sha256 } = await paper();
    line.knobs.cutAfter = (request) => (isPiece(request) && pieces().length === 3 ? 10_000 : undefined);
    await desk.exchange.sendNow();
    line.knobs = {};
    const [begun] = wantedFiles(desk.db, 1);
    expect(begun?.upload).toContain(ATTACHMENTS_PATH);
    now += 15 * 86_400_000;
    await province.attachments.tidy();
    await desk.exchange.sendNow();
    expect(stateOf(sha256)).toBe('sent');
    expect((await hasAll(sha256))?.equals(bytes)).toBe(true);

    const other = await paper(randomBytes(1000));
    line.knobs.answer = (request) =>
      request.method === 'POST' && request.url === ATTACHMENTS_PATH ? 503 : undefined;
    await desk.exchange.sendNow();
    line.knobs = {};
    const elsewhere = 'http://127.0.0.1:9/exchange/v1/attachments/xyz';
    desk.db.transaction((tx) => noteUploadInTx(tx, other.sha256, elsewhere));
    await desk.exchange.sendNow();
    expect(stateOf(other.sha256)).toBe('sent');
  });

  it('P19 with bytes that changed on the way are refused, never closed, and sent whole later', async () => {
    const { bytes, sha256 } = await paper(randomBytes(150_000));
    line.knobs.damage = (request) => isPiece(request) && pieces().length === 1;
    await desk.exchange.sendNow();
    expect(await hasAll(sha256)).toBeUndefined();
    expect(stateOf(sha256)).toBe('wanted');
    line.knobs = {};
    await desk.exchange.sendNow();
    expect(stateOf(sha256)).toBe('sent');
    expect((await hasAll(sha256))?.equals(bytes)).toBe(true);
  });

  it('P19 that are damaged here are not sent again and again; whole again, they are', async () => {
    const { bytes, sha256 } = await paper();
    archive.set(sha256, randomBytes(bytes.length));
    await desk.exchange.sendNow();
    await desk.exchange.sendNow();
    expect(line.calls.filter(({ path }) => path.startsWith(ATTACHMENTS_PATH))).toEqual([]);
    expect(stateOf(sha256)).toBe('missing');
    archive.set(sha256, bytes);
    await desk.exchange.sendNow();
    expect(stateOf(sha256)).toBe('sent');
  });

  it('P15 P19 that no entry names any more are not waited for', async () => {
    const { sha256 } = await paper();
    line.knobs.told = ({ url }) => {
      // Erased between the answer and the file.
      if (url === ATTACHMENTS_PATH)
        void store.sql.query('DELETE FROM wanted_files WHERE sha256 = $1', [sha256]);
    };
    await desk.exchange.sendNow();
    expect(stateOf(sha256)).toBeUndefined();
    expect(countWanted(desk.db).waiting).toBe(0);
  });

  it('P19 one that the province has no time for ends the turn, and loses nothing of what arrived', async () => {
    const first = await paper();
    const second = await paper();
    line.knobs.answer = (request) => (isPiece(request) && pieces().length === 3 ? 503 : undefined);
    expect(await desk.exchange.sendNow()).toMatchObject({ line: 'reached' });
    expect(pieces()).toHaveLength(3);
    line.knobs = {};
    await desk.exchange.sendNow();
    expect([stateOf(first.sha256), stateOf(second.sha256)]).toEqual(['sent', 'sent']);
    // Only the piece that nobody took was sent twice.
    expect(sentBytes()).toBe(first.bytes.length + second.bytes.length);
  });

  it('P19 wait for texts, also in the middle of one: what is written meanwhile goes first', async () => {
    const { bytes, sha256 } = await paper();
    let told = 0;
    line.knobs.told = (request) => {
      if (!isPiece(request)) return;
      told += 1;
      if (told === 3) desk.receive();
    };
    await desk.exchange.sendNow();
    expect(stateOf(sha256)).toBe('wanted');
    const before = line.calls.length;
    await desk.exchange.sendNow();
    const after = line.calls.slice(before).map(({ method, path }) => `${method} ${path}`);
    const text = after.indexOf(`POST ${PARCELS_PATH}`);
    const file = after.findIndex((call) => call.startsWith(`HEAD ${ATTACHMENTS_PATH}`));
    expect(text).toBeGreaterThanOrEqual(0);
    expect(file).toBeGreaterThan(text);
    expect(desk.exchange.summary().counts.held).toBe(0);
    expect(stateOf(sha256)).toBe('sent');
    expect(sentBytes()).toBe(bytes.length);
  });

  it('P19 keep to the budget of the line', async () => {
    const { bytes, sha256 } = await paper(randomBytes(200_000));
    const { settings } = desk.exchange.overview();
    desk.exchange.changeSettings({ ...settings, budgetKbits: 640 }, 'admin');
    const begun = performance.now();
    await desk.exchange.sendNow();
    expect(stateOf(sha256)).toBe('sent');
    const rate = 640_000 / 8;
    const size = Math.min(rate * 4, 64 * 1024);
    // No sooner than the budget allows for all pieces but the last.
    const least = (Math.floor((bytes.length - 1) / size) * size * 1000) / rate;
    expect(performance.now() - begun).toBeGreaterThanOrEqual(least * 0.95);
  });
});
