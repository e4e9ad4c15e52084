import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { openDatabase, sql } from '#office/storage/index.ts';
import { createRandom } from '../fixtures/random.ts';
import type { SocketClient } from '../fixtures/socket-client.ts';
import { type ChildHost, kill, startHost } from './child-host.ts';
import { median, quantile, round, say, wholeNumber } from './measure.ts';
import { checkHall } from './queue-check.ts';
import { GROUPS, hallOf, ids, openScreen, type ProofHall, setUpHall } from './queue-hall.ts';
import { type Ledger, newLedger, runCounter, runKiosk, serveTheRest, timed } from './queue-work.ts';

const KIOSKS = 2;
const MOST_TICKETS = GROUPS.length * 900;
const QUIET_ROUNDS = 150;
const WARM_UP = 30;
/** Share of the numbers that are given out before the counters begin; the rest while they work. */
const HEAD_START = 0.4;
/**
 * A call is a round trip that commits, so it is held against both: the bare round trip (`session.state`, the smallest call
 * of the contract, on the same connection) and a bare commit (one row, the same encryption and `synchronous=FULL`, the
 * same disk), each at its p95, in turns with it. Three times their sum, because a call writes two chained entries with
 * their views, some twenty pages where the bare commit writes two, and answers with the whole desk.
 */
const MOST_OF_BOTH = 3;
/** With every counter at work all calls wait for the others', the bare one too: what a call adds must stay below that. */
const MOST_UNDER_LOAD = 2;

/**
 * The proof `queue`. `--counters 8` `--tickets 2000` `--seed 1`: kiosks give out numbers and counters call them, all at
 * once over real WebSockets against the browser host in a process of its own, as fast as it answers. Every ticket is
 * served once; the oracle goes through the committed entries and finds each call to be the one that order and priority
 * ask for; the p95 of a call stays within its bounds, alone and under load.
 */
export async function prove(args: string[]): Promise<{ ok: boolean; figures: Record<string, unknown> }> {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ args, options: { counters: text, tickets: text, seed: text } });
  const counters = wholeNumber('counters', values.counters ?? '8', 1);
  const tickets = wholeNumber('tickets', values.tickets ?? '2000', 1);
  const seed = wholeNumber('seed', values.seed ?? '1');
  if (counters > 99 || tickets > MOST_TICKETS) {
    throw new Error(`a hall has up to 99 counters, and this one up to ${MOST_TICKETS} numbers a day`);
  }
  const directory = mkdtempSync(path.join(tmpdir(), 'tram-queue-'));
  try {
    return await runHall({ directory, counters, tickets, seed });
  } finally {
    rmSync(directory, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function runHall(plan: { directory: string; counters: number; tickets: number; seed: number }) {
  const { directory, counters, tickets, seed } = plan;
  const dataDirectory = path.join(directory, 'data');
  const pages = path.join(directory, 'pages');
  mkdirSync(pages);
  writeFileSync(path.join(pages, 'index.html'), '<!doctype html><title>Trạm Một Cửa</title>');
  const host = await startHost(dataDirectory, pages);
  const ledger = newLedger();
  let hall: ProofHall;
  let quiet: Quiet;
  let seconds: number;
  try {
    hall = await setUpHall(host, counters);
    say(`${counters} counters are there`);
    const screens = await Promise.all(hall.clerks.map((clerk) => openScreen(host, clerk)));
    for (const [index, { client }] of screens.entries()) await client.queue.sit({ counter: index + 1 });
    quiet = await measureQuietly(screens[0], directory, ledger);
    const begun = performance.now();
    await workAll({ host, hall, screens, ledger, tickets, seed });
    seconds = (performance.now() - begun) / 1000;
    for (const screen of screens) screen.close();
  } finally {
    await kill(host);
  }
  say(`${ledger.issued.size} numbers given out and called in ${seconds.toFixed(1)} s`);
  const checked = await checkHall(dataDirectory, hall.administrator, hallOf(counters), ledger);
  for (const fault of checked.faults.slice(0, 20)) say(`FAULT ${fault}`);
  const p95 = (list: readonly number[]) => quantile(list, 0.95);
  const ofBoth = p95(quiet.call) / (p95(quiet.bare) + p95(quiet.commit));
  const underLoad = p95(ledger.callMs) / p95(ledger.bareMs);
  const { faults, ...counts } = checked;
  return {
    ok:
      faults.length === 0 &&
      counts.tickets === tickets + QUIET_TICKETS &&
      counts.preferred > 0 &&
      ofBoth <= MOST_OF_BOTH &&
      underLoad <= MOST_UNDER_LOAD,
    figures: {
      seed,
      counters,
      kiosks: KIOSKS,
      ...counts,
      sentTwiceAtOnce: ledger.doubled,
      faults: faults.length,
      aloneMs: {
        call: spread(quiet.call),
        bareTrip: spread(quiet.bare),
        bareCommit: spread(quiet.commit),
        ofTripAndCommit: round(ofBoth),
      },
      underLoadMs: {
        call: spread(ledger.callMs),
        bareTrip: spread(ledger.bareMs),
        ratio: round(underLoad),
      },
      stepsPerSecond: Math.round((counts.tickets + counts.calls + ledger.moves) / seconds),
    },
  };
}

const spread = (list: readonly number[]) => ({
  median: round(median(list)),
  p95: round(quantile(list, 0.95)),
});

/** Everybody at once: kiosks until there are enough numbers, counters until nobody waits. */
async function workAll(work: {
  host: ChildHost;
  hall: ProofHall;
  screens: readonly SocketClient[];
  ledger: Ledger;
  tickets: number;
  seed: number;
}): Promise<void> {
  const { ledger, tickets, seed } = work;
  const kiosks = await Promise.all(
    Array.from({ length: KIOSKS }, () => openScreen(work.host, work.hall.administrator)),
  );
  let asked = 0;
  let issuing = KIOSKS;
  const giving = kiosks.map(async ({ client }, index) => {
    await runKiosk(client, createRandom(seed * 1000 + index), ledger, () => asked++ < tickets);
    issuing -= 1;
  });
  const calling = work.screens.map(async ({ client }, index) => {
    // A line to choose from: with counters faster than kiosks nobody would ever be preferred to anybody.
    while (ledger.issued.size < tickets * HEAD_START) await sleep(5);
    await runCounter(client, createRandom(seed * 1000 + 100 + index), ledger, {
      counters: work.screens.length,
      issuing: () => issuing > 0,
    });
  });
  await Promise.all([...giving, ...calling]);
  await serveTheRest(
    work.screens.map(({ client }) => client),
    createRandom(seed),
    ledger,
  );
  for (const kiosk of kiosks) kiosk.close();
}

type Quiet = { call: number[]; bare: number[]; commit: number[] };
const QUIET_TICKETS = WARM_UP + QUIET_ROUNDS;

/** One counter, nobody else: a bare round trip, a bare commit and a call, in turns. */
async function measureQuietly(
  screen: SocketClient | undefined,
  directory: string,
  ledger: Ledger,
): Promise<Quiet> {
  if (screen === undefined) throw new Error('a hall without counters');
  const { client } = screen;
  const db = openDatabase({
    file: path.join(directory, 'bare.db'),
    key: ids.bytes(32),
    migrations: [
      {
        version: 10,
        name: 'bare',
        up: (tx) => tx.exec('create table one (id integer primary key, value integer not null) strict'),
      },
    ],
  });
  const quiet: Quiet = { call: [], bare: [], commit: [] };
  let served: string | null = null;
  try {
    for (let count = 0; count < QUIET_TICKETS; count += 1) {
      const into: Quiet = count < WARM_UP ? { call: [], bare: [], commit: [] } : quiet;
      const group = GROUPS[0] ?? '';
      const { ticket } = await client.queue.issue({ group, priority: null, requestId: ids.id() });
      ledger.issued.set(ticket.id, ticket.number);
      ledger.called.set(ticket.id, 1);
      await timed(into.bare, () => client.session.state({}));
      await timed(into.commit, async () =>
        db.transaction((tx) => tx.run(sql`insert into one (value) values (${count})`)),
      );
      await timed(into.call, async () => {
        const { counter } = await client.queue.callNext({ finishing: served, requestId: ids.id() });
        served = counter?.ticket?.id ?? null;
      });
    }
  } finally {
    db.close();
  }
  return quiet;
}
