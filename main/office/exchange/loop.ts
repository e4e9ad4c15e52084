import { officeMinute } from '#shared/base/index.ts';
import { PACKS_PATH, PARCELS_PATH } from '#shared/exchange/index.ts';
import { addressOf } from './address.ts';
import { waitAfter, waitForLook, waitToGather } from './backoff.ts';
import { buildParcel, countWaiting } from './build-parcel.ts';
import { findEnrolment } from './enrolment-table.ts';
import { wantedFiles } from './files-table.ts';
import { containerOf, foreign, NotReached, notReached, sayHello } from './line.ts';
import { readLineSettings } from './line-settings.ts';
import { NewKeysTakenUp } from './new-keys.ts';
import { findProvinceKey } from './office-keys.ts';
import { createParcelSize } from './parcel-size.ts';
import type { ExchangePorts } from './ports.ts';
import { ExchangeRefused } from './refused.ts';
import { sendFiles } from './send-files.ts';
import { readStanding } from './state-table.ts';
import type { LiveState } from './summary.ts';
import { PASSING, type TakenAnswer, takeAnswer } from './take-answer.ts';

/** What keeps sending and asking in the background. */
export type Loop = {
  /** Something was written: it is sent soon. */
  wake(): void;
  /** Tries at once; resolves when the try has ended, however it did. */
  now(): Promise<void>;
  /** Settings changed: what is under way ends. */
  restart(): void;
  close(): Promise<void>;
};

const BITS = 8;
/** After a refusal, milliseconds; a refusal that says how long to wait is believed up to an hour. */
const AFTER_REFUSAL_MS = 5 * 60_000;
/** A try that is due so soon takes along what is written now. */
const GATHERED_WITHIN_MS = 3_000;
/** So often in a row a line may break under a parcel and be tried again at once. */
const AT_ONCE = 20;

/** Runs until closed. `live` is what screens are told of it; `onChanged` after each change of that. */
export function createLoop(parts: {
  ports: ExchangePorts;
  live: LiveState & { inFlight: ReadonlyMap<string, number> };
  onChanged: () => void;
  onTaken: (taken: TakenAnswer) => void;
}): Loop {
  const { ports, live, onChanged } = parts;
  const { db, clock, ids, log } = ports;
  const size = createParcelSize();
  let timer: NodeJS.Timeout | undefined;
  let due = Number.POSITIVE_INFINITY;
  let running: Promise<void> | undefined;
  let again = false;
  let closed = false;
  let failures = 0;
  let stop = new AbortController();

  function schedule(ms: number): void {
    if (closed) return;
    clearTimeout(timer);
    due = performance.now() + ms;
    live.nextTryAt = clock.now() + ms;
    timer = setTimeout(() => void run(), ms);
    timer.unref();
  }

  const base = (): string | undefined => {
    const { address, paused } = readLineSettings(db);
    return paused || findEnrolment(db) === undefined ? undefined : addressOf(address);
  };

  function run(): Promise<void> {
    if (running !== undefined) {
      again = true;
      return running;
    }
    clearTimeout(timer);
    due = Number.POSITIVE_INFINITY;
    running = tryOnce()
      .catch((error: unknown) => {
        log.error('the exchange failed', { error });
        failures += 1;
        schedule(waitAfter(failures, ids));
      })
      .finally(() => {
        running = undefined;
        live.work = null;
        live.inFlight = new Map();
        if (!closed) onChanged();
        if (again && !closed) schedule(waitToGather(ids));
        again = false;
      });
    return running;
  }

  async function tryOnce(): Promise<void> {
    const at = base();
    live.nextTryAt = null;
    if (at === undefined) return;
    live.lastTryAt = clock.now();
    // Of this try: settings that change meanwhile end it, and begin another with a signal of its own.
    const { signal } = stop;
    try {
      if (live.line !== 'reached') await sayHello(ports, at, signal);
      if (signal.aborted) return;
      live.line = 'reached';
      live.lineMessage = '';
      await exchangeAll(at, signal);
      if (signal.aborted) return;
      failures = 0;
      schedule(waitForLook(ids));
    } catch (error) {
      if (closed || signal.aborted) return;
      schedule(noteFailure(error));
    }
  }

  /** What a failed try means, and how long to wait, milliseconds. */
  function noteFailure(error: unknown): number {
    if (error instanceof ExchangeRefused) {
      const { reason } = error;
      if (reason === 'out-of-turn' || reason === 'answers-another' || PASSING.has(reason ?? '')) {
        failures += 1;
        return waitAfter(failures, ids);
      }
      const isForeign = error.reason === 'unknown-key' && readStanding(db).refusal?.code !== 'unknown-key';
      live.line = isForeign ? 'not-the-province' : 'refused';
      live.lineMessage = isForeign ? foreign().message : error.message;
      return AFTER_REFUSAL_MS;
    }
    const { found, underWay } = notReached(error);
    failures += 1;
    // A line that breaks now and then is the line; it is told only when it stays so.
    if (!underWay || failures > AT_ONCE) {
      live.line = found.line;
      live.lineMessage = found.message;
    }
    return underWay && failures <= AT_ONCE ? 200 : waitAfter(failures, ids);
  }

  async function exchangeAll(at: string, signal: AbortSignal): Promise<void> {
    for (;;) {
      const { moreFiles } = await exchangeEntries(at, signal);
      if (signal.aborted) return;
      await fetchPacks(at, signal);
      await sendFiles(ports, {
        base: at,
        live,
        signal,
        budget: budgetOf(readLineSettings(db).budgetKbits),
        mayGoOn: () => countWaiting(db) === 0 && wantedFiles(db, 1).length > 0 && isTimeForFiles(),
        onChanged,
      });
      if (!moreFiles || signal.aborted || countWaiting(db) > 0 || !isTimeForFiles()) return;
    }
  }

  /** Rounds until both sides hold the same, or nothing moves any more; gives what the last one brought. */
  async function exchangeEntries(at: string, signal: AbortSignal): Promise<TakenAnswer> {
    for (;;) {
      const taken = await exchangeOne(at, signal).catch(passNewKeys);
      if (taken === 'again') continue;
      failures = 0;
      // Nothing moved: the rest waits for a person or for the next look.
      if (signal.aborted || !taken.moved || (!taken.more && countWaiting(db) === 0)) return taken;
    }
  }

  /** The same again, signed with the keys that were just taken up; there are no others to be taken up after them. */
  function passNewKeys(error: unknown): 'again' {
    if (!(error instanceof NewKeysTakenUp)) throw error;
    log.warn('the province has new keys of this office: they are used from now on');
    return 'again';
  }

  function isTimeForFiles(): boolean {
    const { filesBetween } = readLineSettings(db);
    if (filesBetween === null) return true;
    const minute = officeMinute(clock.now()).slice(11);
    const { from, to } = filesBetween;
    return from <= to ? from <= minute && minute < to : minute >= from || minute < to;
  }

  async function exchangeOne(at: string, signal: AbortSignal): Promise<TakenAnswer> {
    const parcel = await buildParcel(ports, { way: 'wire', rawLimit: size.limit() });
    live.inFlight = parcel.upTo;
    const begun = performance.now();
    const total = parcel.bytes.length;
    live.work = parcel.entries === 0 ? null : { phase: 'sending', done: 0, total };
    if (parcel.entries > 0) onChanged();
    try {
      const reply = await ports.transport.call({
        method: 'POST',
        url: `${at}${PARCELS_PATH}`,
        body: parcel.bytes,
        budget: budgetOf(readLineSettings(db).budgetKbits),
        signal,
        onSent(done) {
          if (live.work !== null) live.work = { phase: 'sending', done, total };
        },
      });
      const taken = await takeAnswer(ports, containerOf(reply), 'wire', { tookMs: reply.tookMs ?? 0 });
      size.answered(parcel.rawBytes, performance.now() - begun);
      live.inFlight = new Map();
      parts.onTaken(taken);
      return taken;
    } catch (error) {
      if (!(error instanceof ExchangeRefused) && !(error instanceof NotReached)) size.broken();
      throw error;
    } finally {
      live.inFlight = new Map();
    }
  }

  async function fetchPacks(at: string, signal: AbortSignal): Promise<void> {
    for (const { kind, version, bytes } of ports.packs.wanted()) {
      live.work = { phase: 'receiving', done: 0, total: bytes };
      const url = `${at}${PACKS_PATH}/${kind}/${version}`;
      const reply = await ports.transport.call({ method: 'GET', url, budget: null, signal });
      // A pack that is not there any more is no reason to end the rest.
      if (reply.status === 404) continue;
      const findKey = (kid: string) => findProvinceKey(db, kid);
      await ports.packs.takePack(containerOf(reply), findKey, { kind, version });
    }
    live.work = null;
  }

  return {
    wake() {
      if (closed) return;
      if (running !== undefined) {
        again = true;
        return;
      }
      // While the line is down a commit is no reason to try more often; told with each commit, it must cost nothing.
      if (failures > 0 || due - performance.now() < GATHERED_WITHIN_MS || base() === undefined) return;
      schedule(waitToGather(ids));
    },
    async now() {
      // One that is under way may have begun before what is to be sent was written.
      await running;
      await run();
    },
    restart() {
      stop.abort();
      stop = new AbortController();
      live.line = 'not-tried';
      live.lineMessage = '';
      live.nextTryAt = null;
      failures = 0;
      clearTimeout(timer);
      if (base() !== undefined) schedule(0);
    },
    async close() {
      closed = true;
      clearTimeout(timer);
      stop.abort();
      await running;
    },
  };
}

/** Bytes a second. */
const budgetOf = (kbits: number | null): number | null => (kbits === null ? null : (kbits * 1000) / BITS);
