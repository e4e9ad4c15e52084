import { officeMinute } from '#shared/base/index.ts';
import { PACKS_PATH } from '#shared/exchange/index.ts';
import { addressOf } from './address.ts';
import { waitAfter, waitForLook, waitToGather } from './backoff.ts';
import { findEnrolment } from './enrolment-table.ts';
import { wantedFiles } from './files-table.ts';
import { containerOf, foreign, notReached, sayHello } from './line.ts';
import { budgetOf, readLineSettings } from './line-settings.ts';
import { findProvinceKey } from './office-keys.ts';
import { createPace } from './pace.ts';
import { createParcelSize } from './parcel-size.ts';
import type { ExchangePorts } from './ports.ts';
import { ExchangeRefused } from './refused.ts';
import { createRounds } from './rounds.ts';
import { sendFiles } from './send-files.ts';
import { readStanding } from './state-table.ts';
import type { LiveState } from './summary.ts';
import { PASSING, type TakenAnswer } from './take-answer.ts';

/** What keeps sending and asking in the background. */
export type Loop = {
  /** Something was written: it is sent soon. */
  wake(): void;
  /** Numbers are out, which every parcel asks for: one goes at once, where the line is not known to be down. */
  ask(): void;
  /** Tries at once; resolves when the try has ended, however it did. */
  now(): Promise<void>;
  /** Settings changed: what is under way ends. */
  restart(): void;
  close(): Promise<void>;
};

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
  let timer: NodeJS.Timeout | undefined;
  let due = Number.POSITIVE_INFINITY;
  let running: Promise<void> | undefined;
  let again = false;
  let closed = false;
  let failures = 0;
  let stop = new AbortController();
  /** Whether there is a province to send to, as it was when that was last looked at: told of each commit. */
  let isJoined = false;
  const rounds = createRounds({
    ports,
    live,
    onChanged,
    size: createParcelSize(),
    pace: createPace(),
    onTaken(taken) {
      failures = 0;
      parts.onTaken(taken);
    },
  });

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
    const found = paused || findEnrolment(db) === undefined ? undefined : addressOf(address);
    isJoined = found !== undefined;
    return found;
  };

  function run(): Promise<void> {
    clearTimeout(timer);
    due = Number.POSITIVE_INFINITY;
    if (running !== undefined) {
      again = true;
      return running;
    }
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
        const wasWoken = again;
        again = false;
        if (wasWoken) wake();
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
      failures += 1;
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
      const { moreFiles } = await rounds.exchangeEntries(at, signal);
      if (signal.aborted) return;
      await fetchPacks(at, signal);
      await sendFiles(ports, {
        base: at,
        live,
        signal,
        budget: budgetOf(readLineSettings(db)),
        mayGoOn: () => rounds.countWaiting() === 0 && wantedFiles(db, 1).length > 0 && isTimeForFiles(),
        onChanged,
      });
      if (!moreFiles || signal.aborted || rounds.countWaiting() > 0 || !isTimeForFiles()) return;
    }
  }

  function isTimeForFiles(): boolean {
    const { filesBetween } = readLineSettings(db);
    if (filesBetween === null) return true;
    const minute = officeMinute(clock.now()).slice(11);
    const { from, to } = filesBetween;
    return from <= to ? from <= minute && minute < to : minute >= from || minute < to;
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

  function wake(): void {
    if (closed) return;
    if (running !== undefined) {
      again = true;
      return;
    }
    // While the line is down a commit is no reason to try more often; told with each commit, it must cost nothing.
    if (failures > 0 || due - performance.now() < GATHERED_WITHIN_MS || !isJoined) return;
    schedule(waitToGather(ids));
  }

  function ask(): void {
    if (closed || failures > 0 || !isJoined) return;
    if (running === undefined) schedule(0);
    // It may have asked before they were out.
    else again = true;
  }

  return {
    wake,
    ask,
    async now() {
      // One that is under way may have begun before what is to be sent was written.
      await running;
      rounds.forgetRefusals();
      await run();
    },
    restart() {
      stop.abort();
      stop = new AbortController();
      live.line = 'not-tried';
      live.lineMessage = '';
      live.nextTryAt = null;
      failures = 0;
      rounds.forgetRefusals();
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
