import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { CONTAINER_TYPE, PARCELS_PATH } from '#shared/exchange/index.ts';
import {
  type ExchangeDesk,
  lineTo,
  openExchangeDesk,
  openTestProvince,
  type TestLine,
} from '#test/fixtures/exchange-desk.ts';
import { testClock } from '#test/fixtures/office.ts';
import { sql } from '../storage/index.ts';
import { countWaiting } from './build-parcel.ts';
import { LineBroken, type WireCall } from './index.ts';
import { createPace, type Pace } from './pace.ts';
import { createParcelSize } from './parcel-size.ts';
import { createRefusedRuns } from './refused-runs.ts';
import { createRounds } from './rounds.ts';
import { readStanding } from './state-table.ts';
import { keptTo, readStation } from './stations-table.ts';

const ADDRESS = 'https://tinh.example';
const clock = testClock('2026-11-22T10:00:00.000+07:00');

/**
 * What becomes of a parcel after which another one is under way: `well`; the `other` is there first; the request or the
 * answer is lost; somebody in between answers; the province says that it is busy.
 */
type Fate = 'well' | 'other-first' | 'lose-request' | 'lose-answer' | 'gateway' | 'busy';

let far: Awaited<ReturnType<typeof openTestProvince>>;
let line: TestLine;
let desk: ExchangeDesk;
/** Of the next parcels, in the order in which they leave; well when it is empty. */
let fates: Fate[];
/** Parcels that left; those that had left as the province first said that it is busy. */
let left: number;
let leftAtBusy: number | undefined;
let underWay: number;
let mostUnderWay: number;
/** Up to where the province was known to have ours, after each answer. */
let keptAfter: number[];
/** Resolved as the next parcel leaves, and once the province has dealt with it. */
let next: { left: PromiseWithResolvers<void>; dealt: PromiseWithResolvers<void> };

beforeAll(async () => {
  far = await openTestProvince(clock);
});
afterAll(() => far.close());
beforeEach(async () => {
  line = lineTo(far.province);
  fates = [];
  keptAfter = [];
  [underWay, mostUnderWay] = [0, 0];
  next = { left: Promise.withResolvers(), dealt: Promise.withResolvers() };
  desk = openExchangeDesk({ clock, transport: { ...line, call } });
  await desk.exchange.enrol({ address: ADDRESS, code: await far.invite(desk), actor: 'admin' });
  await desk.exchange.sendNow();
  // What runs in the background keeps out of it: the rounds of these tests are their own.
  const { settings } = desk.exchange.overview();
  desk.exchange.changeSettings({ ...settings, paused: true }, 'admin');
  left = 0;
  leftAtBusy = undefined;
});
afterEach(() => desk.remove());

/** Every parcel waits for the next one to leave, or for it to be clear that none does, before its own fate. */
async function call(wire: WireCall) {
  if (new URL(wire.url).pathname !== PARCELS_PATH) return line.call(wire);
  const mine = next;
  next = { left: Promise.withResolvers(), dealt: Promise.withResolvers() };
  const after = next;
  const fate = fates.shift() ?? 'well';
  left += 1;
  underWay += 1;
  mostUnderWay = Math.max(mostUnderWay, underWay);
  mine.left.resolve();
  try {
    wire.onSent?.(wire.body?.length ?? 0);
    const isFollowed = await Promise.race([
      after.left.promise.then(() => true),
      new Promise<boolean>((resolve) => setTimeout(() => resolve(false), 300)),
    ]);
    if (fate === 'lose-request') throw new LineBroken('cut');
    if (fate === 'gateway') return { status: 502, type: 'text/html', body: new Uint8Array() };
    if (fate === 'other-first' && isFollowed) await after.dealt.promise;
    if (fate === 'busy') {
      leftAtBusy ??= left;
      const body = Uint8Array.from(await far.province.refuse(wire.body ?? new Uint8Array(), 'busy', 5));
      return { status: 200, type: CONTAINER_TYPE, body };
    }
    const reply = await line.call(wire);
    if (fate === 'lose-answer') throw new LineBroken('cut');
    return reply;
  } finally {
    underWay -= 1;
    mine.dealt.resolve();
  }
}

/** Rounds with two or three entries a parcel, as over a line so slow that each is long on its way. */
function slowRounds(pace: Pace = { ...createPace(), freeAt: () => 0, staysBehind: () => true }) {
  const live = {
    ...{ line: 'reached' as const, lineMessage: '', lastTryAt: null, nextTryAt: null, work: null },
    inFlight: new Map<string, number>(),
    sentTo: () => 0,
  };
  return createRounds({
    ports: desk.ports,
    live,
    onChanged: () => undefined,
    onTaken: () => keptAfter.push(kept()),
    size: { ...createParcelSize(), limit: () => 4_000, tells: () => true },
    pace,
  });
}

const exchange = (rounds = slowRounds()) => rounds.exchangeEntries(ADDRESS, new AbortController().signal);

function receive(count: number): void {
  for (let n = 0; n < count; n += 1) desk.receive();
}

/** Entries that left in parcels, those that left again included. */
function entriesSent(): number {
  const rows = desk.db.all(sql`select entries from exchange_parcels`);
  return rows.reduce<number>((sum, row) => sum + z.object({ entries: z.int() }).parse(row).entries, 0);
}

const kept = () => keptTo(readStation(desk.db, desk.station));

/** Both ends hold the same, nobody was bothered, and nothing waits. */
function expectWhole(): void {
  expect(countWaiting(desk.db)).toBe(0);
  expect(readStanding(desk.db).refusal).toBeNull();
  const { held, sent, rejected, conflict } = desk.exchange.summary().counts;
  expect({ held, sent, rejected, conflict }).toEqual({ held: 0, sent: 0, rejected: 0, conflict: 0 });
}

describe('a parcel that is sent ahead', () => {
  it('P5 P9 leaves while the answer to the one before is awaited, one at a time, and nothing leaves twice', async () => {
    const before = entriesSent();
    receive(12);
    const waiting = countWaiting(desk.db);
    await exchange();
    expect(mostUnderWay).toBe(2);
    expect(entriesSent() - before).toBe(waiting);
    expectWhole();
  });

  it('P5 leaves ahead by the real pace too, once something is known of a quick line', async () => {
    receive(14);
    await exchange(slowRounds(createPace()));
    expect(mostUnderWay).toBe(2);
    expectWhole();
  });

  it('P5 P7 that is there first does not join: that says nothing, and it is sent again', async () => {
    receive(12);
    const from = kept();
    fates = ['other-first'];
    await exchange();
    expect(mostUnderWay).toBe(2);
    expect(kept()).toBeGreaterThan(from);
    // Nor is it taken for a province that lost something.
    expect(keptAfter).toEqual([...keptAfter].sort((a, b) => a - b));
    expectWhole();
  });

  it.each(['lose-request', 'lose-answer', 'gateway'] as const)(
    'P5 P6 P7 is given up where the one before fails (%s), and all of it is sent again',
    async (fate) => {
      receive(12);
      const from = kept();
      fates = [fate];
      await expect(exchange()).rejects.toThrow();
      expect(mostUnderWay).toBe(2);
      expect(kept()).toBe(from);
      expect(readStanding(desk.db).refusal).toBeNull();
      await exchange();
      expectWhole();
    },
  );

  it('P5 P16 that a busy province sends back is waited for: it is not sent again at once', async () => {
    receive(12);
    fates = ['well', 'busy', 'busy'];
    await expect(exchange()).rejects.toMatchObject({ reason: 'busy' });
    expect(mostUnderWay).toBe(2);
    expect(left).toBe(leftAtBusy);
    expect(countWaiting(desk.db)).toBeGreaterThan(0);
    expect(readStanding(desk.db).refusal).toBeNull();
    await exchange();
    expectWhole();
  });

  it('P3 P5 signed by keys that the one before replaced, is signed anew, and no key is called wrong', async () => {
    receive(1);
    desk.exchange.renewKeys('admin');
    receive(12);
    await exchange();
    expect(mostUnderWay).toBe(2);
    expectWhole();
  });

  it('P5 P6 P7 P9 whatever becomes of parcels on the way, everything is there once in the end', async () => {
    const fate = fc.constantFrom<Fate>('well', 'other-first', 'lose-request', 'lose-answer', 'gateway');
    await fc.assert(
      fc.asyncProperty(fc.array(fate, { minLength: 2, maxLength: 4 }), async (becomes) => {
        receive(5);
        fates = [...becomes];
        const rounds = slowRounds();
        for (let tries = 0; tries <= becomes.length; tries += 1) {
          await exchange(rounds).catch((error: unknown) => error);
          expect(readStanding(desk.db).refusal).toBeNull();
        }
        expectWhole();
      }),
      { seed: 20261122, numRuns: 5 },
    );
  });
});

describe('entries that are refused', () => {
  it('P8 wait longer each time before they are sent again, until they are not, or somebody asks', () => {
    let now = 0;
    const refused = createRefusedRuns({ bytes: (count) => new Uint8Array(count) }, () => now);
    const waits = [1, 2, 3].map(() => {
      refused.note(['a', 'b'], ['a']);
      expect([...refused.leftOut()]).toEqual(['a']);
      const begun = now;
      while (refused.leftOut().size > 0) now += 1_000;
      return now - begun;
    });
    const [first = 0, second = 0, third = 0] = waits;
    expect(first).toBeGreaterThan(60_000);
    expect(second).toBe(first * 2);
    expect(third).toBe(first * 4);
    for (let n = 0; n < 30; n += 1) refused.note(['a'], ['a']);
    now += 60 * 60_000;
    expect(refused.leftOut().size).toBe(0);
    refused.note(['a'], ['a']);
    refused.forget();
    expect(refused.leftOut().size).toBe(0);
    refused.note(['a'], ['a']);
    now += 3_600_000;
    refused.note(['a'], []);
    refused.note(['a'], ['a']);
    now += first;
    expect(refused.leftOut().size).toBe(0);
  });
});
