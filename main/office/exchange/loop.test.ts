import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import type { Transport, WireCall } from '#office/exchange/index.ts';
import { officeTimestamp } from '#shared/base/index.ts';
import {
  CONTAINER_TYPE,
  EXCHANGE_CODES,
  type ExchangeCode,
  PARCELS_PATH,
  type ProvinceParcel,
} from '#shared/exchange/index.ts';
import {
  type ExchangeDesk,
  lineTo,
  openExchangeDesk,
  openTestProvince,
  type TestLine,
} from '#test/fixtures/exchange-desk.ts';
import { testClock } from '#test/fixtures/office.ts';
import { sql } from '../storage/index.ts';
import { keptTo, readStation } from './stations-table.ts';

const ADDRESS = 'https://tinh.example';
/** More rounds than any of these need: what goes on without end is cut here. */
const MOST_ROUNDS = 8;
const clock = testClock('2026-11-22T10:00:00.000+07:00');
let far: Awaited<ReturnType<typeof openTestProvince>>;
let line: TestLine;
let desk: ExchangeDesk;
/** Changes what the province answers to a parcel; null: as it is. */
let change: ((answer: ProvinceParcel) => ProvinceParcel) | null;
/** Called before a parcel reaches the province. */
let onParcel: () => void;
let rounds: string[];

beforeAll(async () => {
  far = await openTestProvince(clock);
});
afterAll(() => far.close());
beforeEach(async () => {
  line = lineTo(far.province);
  change = null;
  onParcel = () => undefined;
  rounds = [];
  desk = openExchangeDesk({ clock, transport: { ...line, call } satisfies Transport });
  await desk.exchange.enrol({ address: ADDRESS, code: await far.invite(desk), actor: 'admin' });
  await desk.exchange.sendNow();
  rounds = [];
});
afterEach(() => desk.remove());

async function call(wire: WireCall) {
  if (new URL(wire.url).pathname !== PARCELS_PATH) return line.call(wire);
  rounds.push(new URL(wire.url).host);
  if (rounds.length > MOST_ROUNDS) throw new Error('rounds without end');
  onParcel();
  if (change === null) return line.call(wire);
  const { payload } = await far.province.answer(wire.body ?? new Uint8Array(), { address: '10.0.0.1' });
  if (payload.type !== 'province-parcel') throw new Error(payload.type);
  const body = Uint8Array.from(await far.province.sign(change(payload)));
  return { status: 200, type: CONTAINER_TYPE, body };
}

/** The province takes nothing, for this reason. */
function refuse(code: ExchangeCode, headOf: (answer: ProvinceParcel) => ProvinceParcel['heads']): void {
  let heads: ProvinceParcel['heads'] | undefined;
  let at: number | undefined;
  change = (answer) => {
    heads ??= headOf(answer);
    at ??= answer.feed.after;
    const head = heads[0] ?? null;
    const refused = { station: desk.station, code, message: EXCHANGE_CODES[code], seq: null, head };
    const feed = { after: at, upTo: at, more: false, verdicts: [] };
    return { ...answer, feed, heads, refused: [refused] };
  };
}

/** How many entries each parcel carried, the newest first. */
const carried = () =>
  desk.db
    .all(sql`select entries from exchange_parcels order by n desc`)
    .map((row) => z.object({ entries: z.int() }).parse(row).entries);

const kept = () => keptTo(readStation(desk.db, desk.station));

describe('rounds by wire', () => {
  it('P7 P8 a run that is not taken ends the round, and people are told why', async () => {
    const before = kept();
    const attention = desk.exchange.summary().attention;
    const hash = desk.journal.entriesAfter('exchange', before - 1, 1)[0]?.entry.hash ?? '';
    refuse('broken-chain', () => [{ station: desk.station, seq: before, hash }]);
    desk.receive();
    await desk.exchange.sendNow();
    expect(rounds).toHaveLength(1);
    expect(desk.exchange.overview().lineMessage).toBe(EXCHANGE_CODES['broken-chain']);
    expect(desk.exchange.summary()).toMatchObject({ line: 'reached', attention: attention + 1 });
    change = null;
    await desk.exchange.sendNow();
    await desk.exchange.sendNow();
    expect(desk.exchange.overview().lineMessage).toBe('');
    expect(desk.exchange.summary()).toMatchObject({ attention, counts: { held: 0, sent: 0 } });
  });

  it('P8 what was refused is not sent again with each commit, but at once where somebody asks', async () => {
    const before = kept();
    const hash = desk.journal.entriesAfter('exchange', before - 1, 1)[0]?.entry.hash ?? '';
    refuse('broken-chain', () => [{ station: desk.station, seq: before, hash }]);
    desk.receive();
    await desk.exchange.sendNow();
    expect(carried()[0]).toBeGreaterThan(0);
    const asked = carried().length;
    desk.receive();
    await vi.waitFor(() => expect(carried().length).toBeGreaterThan(asked), { timeout: 60_000 });
    expect(carried()[0]).toBe(0);
    change = null;
    await desk.exchange.sendNow();
    expect(carried().some((entries) => entries > 1)).toBe(true);
    expect(desk.exchange.summary().counts).toMatchObject({ held: 0, sent: 0 });
  });

  it('P7 where a run does not join, sending goes on from where the province ends, and nobody is bothered', async () => {
    const before = kept();
    const hash = desk.journal.entriesAfter('exchange', 0, 1)[0]?.entry.hash ?? '';
    refuse('does-not-join', () => [{ station: desk.station, seq: 1, hash }]);
    // The heads do not say so, as where a list of them was cut.
    const told = change;
    change = (answer) => ({ ...(told?.(answer) ?? answer), heads: answer.heads });
    desk.receive();
    await desk.exchange.sendNow();
    expect(before).toBeGreaterThan(1);
    expect(rounds).toHaveLength(2);
    expect(kept()).toBe(1);
    change = null;
    await desk.exchange.sendNow();
    expect(desk.exchange.overview().lineMessage).toBe('');
    expect(desk.exchange.summary().counts).toMatchObject({ held: 0, sent: 0, rejected: 0, conflict: 0 });
  });

  it('L5 where numbers are out the next parcel goes at once, and how more come is told as the line stands', async () => {
    const asked = rounds.length;
    expect(desk.exchange.askForNumbers()).toBe('asked');
    expect(desk.exchange.overview().nextTryAt).toBe(officeTimestamp(clock.now()));
    await vi.waitFor(() => expect(rounds.length).toBe(asked + 1), { timeout: 60_000 });
    const { settings } = desk.exchange.overview();
    desk.exchange.changeSettings({ ...settings, paused: true }, 'admin');
    expect(desk.exchange.askForNumbers()).toBe('paused');
    desk.exchange.changeSettings({ ...settings, address: '' }, 'admin');
    expect(desk.exchange.askForNumbers()).toBe('by-stick');
    desk.exchange.leave('admin');
    expect(desk.exchange.askForNumbers()).toBe('ended');
  });

  it('P17 a try that was under way when the address changed says nothing to the old one any more', async () => {
    desk.receive();
    onParcel = () => {
      onParcel = () => undefined;
      desk.receive();
      const { settings } = desk.exchange.overview();
      desk.exchange.changeSettings({ ...settings, address: 'https://khac.example' }, 'admin');
    };
    await desk.exchange.sendNow();
    await desk.exchange.sendNow();
    expect(rounds.filter((host) => host === 'tinh.example')).toHaveLength(1);
    expect(rounds).toContain('khac.example');
  });
});
