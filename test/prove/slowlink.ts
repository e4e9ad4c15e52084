import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { systemClock } from '#main/host/index.ts';
import { createHttpTransport, type Transport } from '#office/exchange/index.ts';
import { type ExchangeDesk, openExchangeDesk } from '../fixtures/exchange-desk.ts';
import { createRandom } from '../fixtures/random.ts';
import { seededReception, shippedCatalogue, standardProcedures } from '../fixtures/receptions.ts';
import { openSlowLine } from '../simulators/slow-line.ts';
import { quantile, round, say, wholeNumber } from './measure.ts';

const BYTES_A_SECOND = 64_000 / 8;
const ROUND_TRIP_MS = 600;
/** A village's line breaks about once a minute. */
const CUT_AFTER_MS = { least: 50_000, most: 70_000 };
const LEAST_SHARE = 0.8;
const MOST_SLOWDOWN = 1.2;
/** Receptions of one block, one each so many milliseconds: longer than a parcel is on the line, so that answers come too. */
const BLOCK = 100;
const EVERY_MS = 80;
/** What waits to be sent as the desk is measured: enough to be at work all the while, of what is leased for a day. */
const BACKLOG = 1_000;

/**
 * The proof `slowlink`: `--entries N` (2500) receptions are sent through a line of 64 kbit/s with 600 ms round trip that
 * is cut now and then (`--seed N`, 1), then `--pairs N` (4) blocks of receptions are measured in turns with the line
 * idle and with it at work. `ok` if everything arrived once, at least 0.8 of the line carried what was acknowledged
 * though it was cut meanwhile, and the p95 of a reception with sending is at most 1.2 times that without.
 */
export async function prove(args: string[]): Promise<{ ok: boolean; figures: Record<string, unknown> }> {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ args, options: { entries: text, pairs: text, seed: text } });
  const entries = wholeNumber('entries', values.entries ?? '2500', 50);
  const pairs = wholeNumber('pairs', values.pairs ?? '4', 1);
  const seed = wholeNumber('seed', values.seed ?? '1');
  const procedures = standardProcedures(shippedCatalogue().procedures);
  const carried = countingTransport(createHttpTransport());
  const desk = openExchangeDesk({ clock: systemClock, transport: carried.transport, procedures });
  let index = 0;
  const receive = () => {
    index += 1;
    return desk.receive(seededReception(procedures, seed, index));
  };
  const { name, agencyCode, codeFormat } = desk.profile;
  const child = fork(path.join(import.meta.dirname, 'slowlink-province.ts'), [name, agencyCode, codeFormat]);
  try {
    const [{ address, code }] = (await once(child, 'message')) as [{ address: string; code: string }];
    const random = createRandom(seed);
    const line = await openSlowLine(address, {
      bytesASecond: BYTES_A_SECOND,
      roundTripMs: ROUND_TRIP_MS,
      cutAfterMs: CUT_AFTER_MS,
      random,
    });
    try {
      for (let n = 0; n < entries; n += 1) receive();
      say(`${entries} receptions are written; they are sent at ${BYTES_A_SECOND} bytes a second`);
      await desk.exchange.enrol({ address: line.address, code, actor: 'admin' });
      const sent = await sendAll(desk, carried);
      const cuts = line.cuts();
      say(`sent in ${round(sent.seconds)} s, ${cuts} cuts, ${round(sent.share)} of the line`);
      for (let n = 0; n < BACKLOG; n += 1) receive();
      const desks = await measureDesk(desk, { receive, pairs, passed: line.passed });
      await untilSent(desk);
      const { total } = await desk.exchange.reconciliation(null);
      const counts = desk.exchange.summary().counts;
      const isWhole =
        counts.held + counts.sent + counts.rejected + counts.conflict === 0 && total.here === total.there;
      const slowdown = desks.sending / desks.idle;
      return {
        ok: isWhole && cuts > 0 && desks.worked && sent.share >= LEAST_SHARE && slowdown <= MOST_SLOWDOWN,
        figures: {
          entries: total.here,
          seconds: round(sent.seconds),
          bytes: sent.bytes,
          share: round(sent.share),
          cutsMeanwhile: cuts,
          deskIdleP95Ms: round(desks.idle),
          deskSendingP95Ms: round(desks.sending),
          slowdown: round(slowdown),
          measured: desks.measured,
          sendingAllTheWhile: desks.worked,
          here: total.here,
          there: total.there,
          seed,
        },
      };
    } finally {
      await line.close();
    }
  } finally {
    await desk.remove();
    child.send('end');
    child.disconnect();
  }
}

type Carried = ReturnType<typeof countingTransport>;

/** Counts the bytes of calls that were answered: what was sent in vain is not among them. */
function countingTransport(inner: Transport) {
  let bytes = 0;
  const transport: Transport = {
    ...inner,
    async call(call) {
      const reply = await inner.call(call);
      bytes += call.body?.length ?? 0;
      return reply;
    },
  };
  return { transport, bytes: () => bytes };
}

const waits = (desk: ExchangeDesk) => {
  const { held, sent } = desk.exchange.summary().counts;
  return held + sent;
};

/** From the first byte until nothing waits: how long, and what share of the line carried what arrived. */
async function sendAll(
  desk: ExchangeDesk,
  carried: Carried,
): Promise<{ seconds: number; share: number; bytes: number }> {
  const begun = performance.now();
  const before = carried.bytes();
  await untilSent(desk);
  const seconds = (performance.now() - begun) / 1000;
  const bytes = carried.bytes() - before;
  return { seconds, bytes, share: bytes / (seconds * BYTES_A_SECOND) };
}

async function untilSent(desk: ExchangeDesk): Promise<void> {
  while (waits(desk) > 0) await pause(100);
}

/** The p95 of a reception, from when it is due until it is on the disk, in alternating blocks. */
async function measureDesk(
  desk: ExchangeDesk,
  { receive, pairs, passed }: { receive: () => unknown; pairs: number; passed: () => number },
): Promise<{ idle: number; sending: number; measured: number; worked: boolean }> {
  const times = { idle: [] as number[], sending: [] as number[] };
  let worked = true;
  const { settings } = desk.exchange.overview();
  for (let pair = 0; pair < pairs; pair += 1) {
    for (const kind of pair % 2 === 0 ? (['idle', 'sending'] as const) : (['sending', 'idle'] as const)) {
      desk.exchange.changeSettings({ ...settings, paused: kind === 'idle' }, 'admin');
      const isSending = () => desk.exchange.overview().work?.phase === 'sending';
      // Both blocks begin alike, a moment after the change.
      for (let waited = 0; waited < 15_000 && isSending() !== (kind === 'sending'); waited += 50)
        await pause(50);
      await pause(500);
      const [before, begun] = [passed(), performance.now()];
      times[kind].push(...(await measureBlock(receive)));
      const possible = ((performance.now() - begun) / 1000) * BYTES_A_SECOND;
      if (kind === 'sending' && passed() - before < possible / 2) worked = false;
    }
    say(
      `pair ${pair + 1}: idle ${round(quantile(times.idle, 0.95))} ms, sending ${round(quantile(times.sending, 0.95))} ms`,
    );
  }
  desk.exchange.changeSettings({ ...settings, paused: false }, 'admin');
  return {
    idle: quantile(times.idle, 0.95),
    sending: quantile(times.sending, 0.95),
    measured: times.idle.length + times.sending.length,
    worked,
  };
}

async function measureBlock(receive: () => unknown): Promise<number[]> {
  const times: number[] = [];
  for (let n = 0; n < BLOCK; n += 1) {
    const due = performance.now() + EVERY_MS;
    await pause(EVERY_MS);
    receive();
    times.push(performance.now() - due);
  }
  return times;
}
