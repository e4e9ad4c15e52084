import type { Agent } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LogSink } from '#office/ports.ts';
import type { OfficeAddress } from './address.ts';
import type { StationKept } from './kept.ts';
import { keepLink, type LinkTiming, type StationLink, USUAL_LINK } from './link.ts';
import { cookieOf, pairByCode, takeToken } from './pair.ts';
import { lookAtKey, type OfficeKey, pinnedAgent } from './pinned-tls.ts';
import type { Standing } from './standing.ts';

/** The office as this PC knows it: whether it may be spoken to, and as whom. */
export type StationOffice = {
  readonly address: OfficeAddress;
  standing(): Standing;
  /** Connections to the office whose key was compared; null before that. */
  agent(): Agent | null;
  keyPin(): string | null;
  /** What is shown to the office; null while not paired. */
  cookie(): string | null;
  /** A person compared the fingerprint that is shown now. False: it is another one by now, or nothing is to be compared. */
  trust(fingerprint: string): Promise<boolean>;
  /** The page of pairing was given a claim. False: it is good no more. */
  takeClaim(claim: string): Promise<boolean>;
  /** Somebody looks at a page that says that the office is away. */
  wake(): void;
  close(): Promise<void>;
};

/** What a person at the terminal is told. */
export type StationNews =
  | { kind: 'standing'; standing: Standing }
  /** The administrator asks for these. */
  | { kind: 'digits'; digits: string }
  | { kind: 'not-paired'; message: string };

export function createStationOffice(ports: {
  address: OfficeAddress;
  kept: StationKept;
  /** Of an unattended first start; null: a person compares on the page. */
  fingerprint: string | null;
  /** Null: it is typed on the page. */
  code: string | null;
  /** What this PC calls itself when it is paired. */
  name: string;
  serve: Parameters<typeof keepLink>[0]['serve'];
  random(): number;
  tell(news: StationNews): void;
  log: LogSink;
  timing?: LinkTiming;
}): StationOffice {
  const { address, kept, timing = USUAL_LINK } = ports;
  const closing = new AbortController();
  let pause = new AbortController();
  let shown: OfficeKey | null = null;
  let wrong: OfficeKey | null = null;
  let agent: Agent | null = null;
  let link: StationLink | null = null;
  let code = ports.code;
  let last = '';

  function standing(): Standing {
    if (kept.keyPin() === null) return shown === null ? { kind: 'away' } : { kind: 'compare', key: shown };
    if (wrong !== null) return { kind: 'wrong-key', key: wrong };
    if (kept.token() === null) return { kind: 'unpaired' };
    return { kind: 'paired', serving: link?.state() === 'connected' };
  }

  function tell(): void {
    const now = standing();
    const text = JSON.stringify(now);
    if (text === last) return;
    last = text;
    ports.tell({ kind: 'standing', standing: now });
  }

  async function rest(milliseconds: number): Promise<void> {
    pause = new AbortController();
    const signal = AbortSignal.any([pause.signal, closing.signal]);
    await sleep(milliseconds * (0.5 + ports.random()), undefined, { signal }).catch(() => undefined);
  }

  /** Whoever answers now, before anything is trusted; a wrong one is seen again when the right one is back. */
  async function look(): Promise<void> {
    try {
      const key = await lookAtKey(address);
      const pin = kept.keyPin();
      shown = pin === null ? key : null;
      // The right one may have been found while this one was slow to show its key.
      const isFound = link?.state() === 'connected';
      wrong = pin !== null && key.keyPin !== pin && !isFound ? key : null;
      if (pin === null && ports.fingerprint !== null && same(ports.fingerprint, key.fingerprint)) {
        await kept.trust(key.keyPin);
      }
    } catch {
      shown = null;
    }
    tell();
  }

  function beginLink(): void {
    const cookie = cookieNow();
    const pin = kept.keyPin();
    if (cookie === null || pin === null || link !== null || closing.signal.aborted) return;
    link = keepLink({
      address,
      agent: agentOf(pin),
      cookie,
      serve: ports.serve,
      random: ports.random,
      log: ports.log,
      timing,
      onState(state) {
        if (state === 'wrong-key') void look();
        else if (state === 'connected') wrong = null;
        tell();
      },
      onShutOut() {
        link = null;
        // Revoked, or restored from a copy: it is paired anew, by people.
        void kept
          .forgetToken()
          .catch(() => undefined)
          .then(tell);
      },
    });
  }

  function agentOf(pin: string): Agent {
    agent ??= pinnedAgent(address, pin);
    return agent;
  }

  const cookieNow = (): string | null => {
    const token = kept.token();
    return token === null ? null : cookieOf(address, token);
  };

  async function pair(): Promise<void> {
    const pin = kept.keyPin();
    if (code === null || pin === null || kept.token() !== null) return;
    const typed = code;
    code = null;
    const paired = await pairByCode({
      address,
      agent: agentOf(pin),
      code: typed,
      name: ports.name,
      show: (digits) => ports.tell({ kind: 'digits', digits }),
      signal: closing.signal,
    });
    if (closing.signal.aborted) return;
    if (paired.ok) await kept.keepToken(paired.value);
    else ports.tell({ kind: 'not-paired', message: paired.error });
  }

  async function run(): Promise<void> {
    let waitMs = timing.firstMs;
    while (!closing.signal.aborted) {
      // A line that is kept looks at the key with each connection.
      if (link === null) await look();
      if (kept.keyPin() !== null && wrong === null) {
        await pair().catch((error: unknown) => {
          // A full disk: the token is good until this process ends.
          const name = error instanceof Error ? error.name : '';
          ports.log({
            level: 'error',
            room: 'station',
            message: 'the token could not be kept',
            data: { name },
          });
        });
        beginLink();
        tell();
      }
      await rest(waitMs);
      waitMs = Math.min(waitMs * 2, timing.longestMs);
    }
  }

  const running = run().catch((error: unknown) => {
    const name = error instanceof Error ? error.name : '';
    ports.log({ level: 'error', room: 'station', message: 'the station gave up', data: { name } });
  });

  return {
    address,
    standing,
    agent: () => {
      const pin = kept.keyPin();
      return pin === null ? null : agentOf(pin);
    },
    keyPin: () => kept.keyPin(),
    cookie: cookieNow,
    async trust(fingerprint) {
      if (kept.keyPin() !== null || shown === null || !same(fingerprint, shown.fingerprint)) return false;
      await kept.trust(shown.keyPin);
      tell();
      pause.abort();
      return true;
    },
    async takeClaim(claim) {
      const pin = kept.keyPin();
      if (pin === null) return false;
      const token = await takeToken(address, agentOf(pin), claim);
      if (token === undefined) return false;
      await kept.keepToken(token);
      beginLink();
      tell();
      return true;
    },
    wake() {
      pause.abort();
      link?.wake();
    },
    async close() {
      closing.abort();
      await Promise.all([running, link?.close()]);
      agent?.destroy();
    },
  };
}

/** People copy with or without colons, in either case. */
function same(typed: string, fingerprint: string): boolean {
  const plain = (text: string): string => text.replace(/[^0-9a-f]/gi, '').toLowerCase();
  return plain(typed) === plain(fingerprint) && plain(typed).length === 64;
}
