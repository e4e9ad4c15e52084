import { setTimeout as pause } from 'node:timers/promises';
import { PARCELS_PATH } from '#shared/exchange/index.ts';
import { type BuiltParcel, buildParcel, countWaiting } from './build-parcel.ts';
import { containerOf } from './line.ts';
import { budgetOf, readLineSettings } from './line-settings.ts';
import { NewKeysTried } from './new-keys.ts';
import type { Pace } from './pace.ts';
import type { ParcelSize } from './parcel-size.ts';
import type { ExchangePorts } from './ports.ts';
import { createRefusedRuns } from './refused-runs.ts';
import type { LiveState } from './summary.ts';
import { SentInVain, type TakenAnswer, takeAnswer } from './take-answer.ts';
import { LineBroken, type WireReply } from './transport.ts';

/** Parcels and their answers, one after the other, until both sides hold the same. */
export type Rounds = {
  /** Gives what the last answer brought. Rejects with what the line, or the province, said against a parcel. */
  exchangeEntries(at: string, signal: AbortSignal): Promise<TakenAnswer>;
  /** Entries that wait to be sent, without those that were refused and are not tried again yet. */
  countWaiting(): number;
  /** What the province refused is sent again with the next parcel. */
  forgetRefusals(): void;
};

/** After one was sent ahead in vain so many go alone: somewhere on the way they change places. */
const ALONE_AFTER = 4;

/** A parcel that is built; `ahead`: on one that was not answered yet. */
type Ready = { readonly parcel: BuiltParcel; readonly ahead: boolean };

/** Milliseconds of a clock that nobody sets; `endedAt`: null while it is under way. */
type Times = { readonly begunAt: number; endedAt: number | null };

/** A parcel on the line. */
type Sending = Ready & {
  readonly times: Times;
  /** Of the one that was still unanswered as this one began. */
  readonly before: Times | null;
  /** All its bytes were given to the line, or the call ended. */
  readonly given: Promise<unknown>;
  /** Never rejects. */
  readonly ended: Promise<{ reply: WireReply } | { error: unknown }>;
};

/**
 * While the answer to a parcel is awaited the line, or the province, would lie idle: the next one leaves as though the
 * first had been taken in (P5). It counts only once the first was: whatever else becomes of the first, the second is
 * given up and what it carried is sent again, which repeats at the most (P6).
 */
export function createRounds(parts: {
  ports: ExchangePorts;
  live: LiveState & { inFlight: ReadonlyMap<string, number> };
  onChanged: () => void;
  /** An answer of the province was taken in. */
  onTaken: (taken: TakenAnswer) => void;
  size: ParcelSize;
  pace: Pace;
}): Rounds {
  const { ports, live, size, pace } = parts;
  const { db, log } = ports;
  const refused = createRefusedRuns(ports.ids, () => performance.now());
  let alone = 0;
  let newest: Sending | undefined;

  async function build(after?: ReadonlyMap<string, number>): Promise<Ready> {
    const ahead = after === undefined ? {} : { after };
    const limits = { way: 'wire' as const, rawLimit: size.limit(), leaveOut: refused.leftOut() };
    return { parcel: await buildParcel(ports, { ...limits, ...ahead }), ahead: after !== undefined };
  }

  function send({ parcel, ahead }: Ready, before: Sending | null, at: string, signal: AbortSignal): Sending {
    const total = parcel.bytes.length;
    live.inFlight = new Map([...(before?.parcel.upTo ?? []), ...parcel.upTo]);
    const work = { phase: 'sending' as const, done: 0, total };
    live.work = parcel.entries === 0 ? null : work;
    if (parcel.entries > 0) parts.onChanged();
    const given = Promise.withResolvers<void>();
    const times: Times = { begunAt: performance.now(), endedAt: null };
    const ended = ports.transport
      .call({
        method: 'POST',
        url: `${at}${PARCELS_PATH}`,
        body: parcel.bytes,
        budget: budgetOf(readLineSettings(db)),
        signal,
        onSent(done) {
          work.done = done;
          if (done >= total) given.resolve();
        },
      })
      .then(
        (reply) => ({ reply }),
        (error: unknown) => ({ error }),
      )
      .finally(() => {
        times.endedAt = performance.now();
        given.resolve();
      });
    newest = { parcel, ahead, times, before: before?.times ?? null, given: given.promise, ended };
    return newest;
  }

  /** The one after, built and, where the line is free before this one is answered, sent. */
  async function sendNext(
    sending: Sending,
    at: string,
    signal: AbortSignal,
  ): Promise<{ ready: Ready; sent: Sending | null } | null> {
    const { parcel } = sending;
    const freeAt = pace.freeAt(timed(sending));
    if (alone > 0 || parcel.left <= 0 || freeAt === null) return null;
    await sending.given;
    if (isOver(sending) || signal.aborted) return null;
    const ready = await build(parcel.upTo);
    // A small one might be there first.
    if (ready.parcel.entries === 0 || !pace.staysBehind(ready.parcel.bytes.length, parcel.bytes.length))
      return { ready, sent: null };
    await untilEnded(sending, freeAt - performance.now());
    const isFree = !isOver(sending) && !signal.aborted;
    return { ready, sent: isFree ? send(ready, sending, at, signal) : null };
  }

  async function take(sending: Sending): Promise<TakenAnswer> {
    const { parcel, ahead } = sending;
    const ended = await sending.ended;
    if ('error' in ended) {
      const { error } = ended;
      if (error instanceof LineBroken && (error.fault === 'cut' || error.fault === 'silent')) size.broken();
      throw error;
    }
    const { reply } = ended;
    const taken = await takeAnswer(ports, containerOf(reply), 'wire', { tookMs: reply.tookMs ?? 0, ahead });
    if (parcel.entries > 0 && size.tells(parcel.rawBytes)) {
      pace.answered(timed(sending), sending.times.endedAt ?? performance.now());
      size.answered(parcel.rawBytes, pace.onLine(parcel.bytes.length), pace.aim());
    }
    refused.note(parcel.upTo.keys(), taken.refused);
    return taken;
  }

  const waiting = () => countWaiting(db, { leaveOut: refused.leftOut() });

  /** Rounds with one parcel built on the other. `again`: the next one goes by itself. */
  async function followOn(at: string, signal: AbortSignal): Promise<TakenAnswer | 'again'> {
    const givenUp = new AbortController();
    const both = AbortSignal.any([signal, givenUp.signal]);
    let next: ReturnType<typeof sendNext> | undefined;
    try {
      let sending = send(await build(), null, at, both);
      for (;;) {
        next = sendNext(sending, at, both);
        // What goes wrong there is told where it is awaited.
        next.catch(() => undefined);
        const taken = await take(sending);
        if (newest === sending) live.inFlight = new Map();
        parts.onTaken(taken);
        alone = Math.max(0, alone - 1);
        // Nothing moved: the rest waits for a person or for the next look. What was sent ahead may have been there already.
        if (signal.aborted || !(taken.moved || sending.ahead)) return taken;
        const isWhole = taken.refused.length === 0 && !taken.turned;
        const following = isWhole ? await next : null;
        if (following === null) return taken.more || waiting() > 0 ? 'again' : taken;
        sending = following.sent ?? send(following.ready, null, at, both);
      }
    } catch (error) {
      if (error instanceof NewKeysTried) {
        // The same again, signed with these; where they are refused as well, that is thrown.
        log.warn('the province does not take the keys before any more: the new ones sign from now on');
        return 'again';
      }
      if (!(error instanceof SentInVain)) throw error;
      alone = ALONE_AFTER;
      return 'again';
    } finally {
      givenUp.abort();
      await next?.then((one) => one?.sent?.ended).catch(() => undefined);
      live.inFlight = new Map();
    }
  }

  return {
    async exchangeEntries(at, signal) {
      for (;;) {
        const taken = await followOn(at, signal);
        if (taken !== 'again') return taken;
      }
    },
    countWaiting: waiting,
    forgetRefusals: refused.forget,
  };
}

const isOver = ({ times }: Sending) => times.endedAt !== null;

function timed({ parcel, times, before }: Sending) {
  return { bytes: parcel.bytes.length, begunAt: times.begunAt, beforeAt: before?.endedAt ?? null };
}

/** Until its call ended, or for so long. */
async function untilEnded(sending: Sending, milliseconds: number): Promise<void> {
  if (milliseconds <= 0) return;
  const ended = new AbortController();
  const waited = pause(milliseconds, undefined, { signal: ended.signal }).catch(() => undefined);
  await Promise.race([waited, sending.ended]);
  ended.abort();
}
