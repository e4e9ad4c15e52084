import { createHash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CONTAINER_TYPE, PARCELS_PATH } from '#shared/exchange/index.ts';
import {
  type ExchangeDesk,
  lineTo,
  openExchangeDesk,
  openTestProvince,
} from '#test/fixtures/exchange-desk.ts';
import { testClock } from '#test/fixtures/office.ts';
import { countWanted, noteFileSentInTx } from './files-table.ts';

const clock = testClock('2026-11-22T10:00:00.000+07:00');
const contents = new Map(
  Array.from({ length: 50 }, (_, n) => {
    const bytes = Buffer.from(`${n}`.padStart(7, '0'));
    return [createHash('sha256').update(bytes).digest('hex'), bytes] as const;
  }),
);
const hashes = [...contents.keys()].sort();
let far: Awaited<ReturnType<typeof openTestProvince>>;
let desk: ExchangeDesk;
let archive: Set<string>;
let reads: string[];
let uploaded: Set<string>;

beforeAll(async () => {
  far = await openTestProvince(clock);
});
afterAll(() => far.close());
beforeEach(async () => {
  archive = new Set(hashes);
  reads = [];
  uploaded = new Set();
  const line = lineTo(far.province);
  desk = openExchangeDesk({
    clock,
    files: {
      read(sha256) {
        reads.push(sha256);
        return archive.has(sha256) ? contents.get(sha256) : undefined;
      },
    },
    transport: {
      ...line,
      async call(wire) {
        if (new URL(wire.url).pathname !== PARCELS_PATH) return line.call(wire);
        const body = Uint8Array.from(await answerTo(wire.body ?? new Uint8Array()));
        return { status: 200, type: CONTAINER_TYPE, body };
      },
      async upload({ sha256 }) {
        uploaded.add(sha256);
      },
    },
  });
  await desk.exchange.enrol({
    address: 'https://tinh.example',
    code: await far.invite(desk),
    actor: 'admin',
  });
});
afterEach(() => desk.remove());

/** The province wants every file that was not uploaded yet. */
async function answerTo(bytes: Uint8Array): Promise<Uint8Array> {
  const { payload } = await far.province.answer(bytes, { address: '10.0.0.1' });
  if (payload.type !== 'province-parcel') throw new Error(payload.type);
  return far.province.sign({ ...payload, wanted: hashes.filter((sha256) => !uploaded.has(sha256)) });
}

/** Gives how many files were read for an answer. */
async function takeOne(way: 'wire' | 'stick'): Promise<number> {
  const before = reads.length;
  const { bytes } = await desk.exchange.buildParcel(way, 1_000_000);
  await desk.exchange.takeAnswer(await answerTo(bytes), way);
  return reads.length - before;
}

describe('files that the province wants', () => {
  beforeEach(() => {
    desk.exchange.changeSettings({ ...desk.exchange.overview().settings, paused: true }, 'admin');
  });

  it('P19 are each looked at once, a few with each answer by wire, all of them by stick', async () => {
    expect([
      await takeOne('wire'),
      await takeOne('wire'),
      await takeOne('wire'),
      await takeOne('wire'),
    ]).toEqual([20, 20, 10, 0]);
    expect(countWanted(desk.db)).toEqual({ waiting: 50, bytes: 350 });
    desk.db.transaction((tx) => noteFileSentInTx(tx, hashes[0] ?? ''));
    expect(countWanted(desk.db).waiting).toBe(49);
    // It was sent, and the province does not have it: wanted again, without reading it for that.
    expect(await takeOne('wire')).toBe(0);
    expect(countWanted(desk.db)).toEqual({ waiting: 50, bytes: 350 });
  });

  it('P19 by stick all are known at once, and those that were not here are found when they are back', async () => {
    archive = new Set(hashes.slice(0, 10));
    expect(await takeOne('stick')).toBe(50);
    expect(countWanted(desk.db)).toEqual({ waiting: 10, bytes: 70 });
    archive = new Set(hashes);
    for (let n = 0; n < 4; n += 1) expect(await takeOne('wire')).toBeLessThanOrEqual(20);
    expect(countWanted(desk.db)).toEqual({ waiting: 50, bytes: 350 });
  });

  it('P19 one try sends all of them, however many answers it takes to know them', async () => {
    desk.exchange.changeSettings({ ...desk.exchange.overview().settings, paused: false }, 'admin');
    await desk.exchange.sendNow();
    expect(uploaded.size).toBe(50);
    expect(countWanted(desk.db).waiting).toBe(0);
  });
});
