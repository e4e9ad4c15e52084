import type { OfficeClient } from '#office/index.ts';
import type { Random } from '../fixtures/random.ts';
import { GROUPS, ids, PRIORITY } from './queue-hall.ts';

/** What the screens saw, and how long the office took to answer. */
export type Ledger = {
  /** Numbers as they were given out, by the id of the ticket. */
  issued: Map<string, string>;
  /** How often each ticket was the answer to a call. */
  called: Map<string, number>;
  /** Requests sent twice at once. */
  doubled: number;
  moves: number;
  callMs: number[];
  bareMs: number[];
};

export const newLedger = (): Ledger => ({
  issued: new Map(),
  called: new Map(),
  doubled: 0,
  moves: 0,
  callMs: [],
  bareMs: [],
});

/** One in so many of what is asked for. */
const PREFERRED_IN = 5;
const DOUBLED_IN = 20;

export async function timed(into: number[], task: () => Promise<unknown>): Promise<void> {
  const begun = performance.now();
  await task();
  into.push(performance.now() - begun);
}

/** A kiosk: gives out numbers as fast as the office answers, until `left` says that there are enough. */
export async function runKiosk(
  client: OfficeClient,
  random: Random,
  ledger: Ledger,
  left: () => boolean,
): Promise<void> {
  while (left()) {
    const { ticket } = await client.queue.issue({
      group: random.pick(GROUPS),
      priority: random.below(PREFERRED_IN) === 0 ? PRIORITY : null,
      requestId: ids.id(),
    });
    ledger.issued.set(ticket.id, ticket.number);
  }
}

/** The next ticket; now and then by a request that is sent twice at once, as after a connection that hung. */
async function callNext(
  client: OfficeClient,
  random: Random,
  ledger: Ledger,
  finishing: string | null,
): Promise<string | undefined> {
  const requestId = ids.id();
  const twice = random.below(DOUBLED_IN) === 0;
  const begun = performance.now();
  const answers = await Promise.all(
    Array.from({ length: twice ? 2 : 1 }, () => client.queue.callNext({ finishing, requestId })),
  );
  if (twice) ledger.doubled += 1;
  else ledger.callMs.push(performance.now() - begun);
  const called = answers.map(({ counter }) => counter?.ticket?.id);
  const [first] = called;
  if (called.some((id) => id !== first)) throw new Error('one request was answered with two tickets');
  if (first !== undefined) ledger.called.set(first, (ledger.called.get(first) ?? 0) + 1);
  return first;
}

/**
 * A counter at work until nobody waits and no kiosk gives out more: mostly the next one, now and then a recall, a hold with
 * its return, a skip, somebody who did not come, a transfer.
 */
export async function runCounter(
  client: OfficeClient,
  random: Random,
  ledger: Ledger,
  hall: { counters: number; issuing: () => boolean },
): Promise<void> {
  const step = (ticket: string, move: 'recall' | 'skip' | 'hold' | 'finish' | 'no-show' | 'return') => {
    ledger.moves += 1;
    return client.queue.move({ ticket, move, requestId: ids.id() });
  };
  // As the screen shows it.
  let served: string | null = await servedNow(client);
  for (;;) {
    await timed(ledger.bareMs, () => client.session.state({}));
    const ticket = await callNext(client, random, ledger, served);
    served = ticket ?? null;
    if (ticket === undefined) {
      if (!hall.issuing()) return;
      continue;
    }
    const chance = random.below(100);
    if (chance < 5) await step(ticket, 'recall');
    else if (chance < 9) {
      await step(ticket, 'hold');
      await step(ticket, 'return');
    } else if (chance < 14) {
      await step(ticket, chance < 11 ? 'skip' : 'no-show');
      served = null;
    } else if (chance < 18) {
      ledger.moves += 1;
      const to =
        chance % 2 === 0 ? { group: random.pick(GROUPS) } : { counter: 1 + random.below(hall.counters) };
      // To this very counter is refused, and the ticket stays.
      const sent = await client.queue.transfer({ ticket, to, requestId: ids.id() }).catch(() => undefined);
      if (sent !== undefined) served = null;
    }
  }
}

/** Every counter calls in turn until a whole round finds nobody: what was sent on at the end is served, too. */
export async function serveTheRest(
  clients: readonly OfficeClient[],
  random: Random,
  ledger: Ledger,
): Promise<void> {
  for (let found = true; found; ) {
    found = false;
    for (const client of clients) {
      for (let served = await servedNow(client); ; found = true) {
        const called: string | undefined = await callNext(client, random, ledger, served);
        if (called === undefined) break;
        served = called;
      }
    }
  }
}

async function servedNow(client: OfficeClient): Promise<string | null> {
  return (await client.queue.desk({})).counter?.ticket?.id ?? null;
}
