import type { Agent } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import type { LogSink } from '#office/ports.ts';
import { STATION_MESSAGE_BYTES } from '#shared/contract/index.ts';
import { CLOSE_CODES, STATION_SOCKET_PATH } from '#shared/host/index.ts';
import type { OfficeAddress } from './address.ts';
import { WrongKey } from './pinned-tls.ts';

/** How the station's socket to the office stands. */
export type LinkState = 'connecting' | 'connected' | 'away' | 'shut-out' | 'wrong-key';

export type StationLink = {
  state(): LinkState;
  /** Tries again now. */
  wake(): void;
  close(): Promise<void>;
};

/** Milliseconds. */
export type LinkTiming = { readonly firstMs: number; readonly longestMs: number; readonly silenceMs: number };

/** The office asks for a sign of life every 5 s: three that did not come mean that the cable is out. */
export const USUAL_LINK: LinkTiming = { firstMs: 500, longestMs: 15_000, silenceMs: 20_000 };
const HANDSHAKE_MS = 10_000;

/**
 * Keeps the station's socket open, for ever, with growing pauses that no two stations share. Ends by itself only where the
 * token is good no more (`onShutOut`).
 */
export function keepLink(ports: {
  address: OfficeAddress;
  agent: Agent;
  cookie: string;
  serve: {
    message(peer: Pick<globalThis.WebSocket, 'addEventListener' | 'send'>, data: string): Promise<void>;
    close(peer: object): void;
  };
  random(): number;
  onState(state: LinkState): void;
  onShutOut(): void;
  log: LogSink;
  timing?: LinkTiming;
}): StationLink {
  const { address, timing = USUAL_LINK } = ports;
  const closing = new AbortController();
  let state: LinkState = 'connecting';
  let socket: WebSocket | undefined;
  let pause = new AbortController();

  function tell(next: LinkState): void {
    if (next === state) return;
    state = next;
    ports.log({ level: 'info', room: 'station', message: `the line to the office is ${next}` });
    ports.onState(next);
  }

  /** One connection from its beginning to its end. True: it was open. */
  function connectOnce(): Promise<boolean> {
    return new Promise((resolve) => {
      const made = new WebSocket(`wss://${address.authority}${STATION_SOCKET_PATH}`, {
        agent: ports.agent,
        headers: { cookie: ports.cookie },
        origin: address.origin,
        perMessageDeflate: false,
        maxPayload: STATION_MESSAGE_BYTES,
        handshakeTimeout: HANDSHAKE_MS,
      });
      socket = made;
      const peer = made as unknown as globalThis.WebSocket;
      let opened = false;
      let silence: NodeJS.Timeout | undefined;
      const alive = (): void => {
        clearTimeout(silence);
        silence = setTimeout(() => made.terminate(), timing.silenceMs);
      };
      made.on('open', () => {
        opened = true;
        alive();
        tell('connected');
      });
      made.on('ping', alive);
      made.on('message', (data, isBinary) => {
        alive();
        if (isBinary) return;
        ports.serve.message(peer, String(data)).catch((error: unknown) => {
          const name = error instanceof Error ? error.name : '';
          ports.log({ level: 'warn', room: 'station', message: 'a call was dropped', data: { name } });
        });
      });
      made.on('unexpected-response', (request, response) => {
        // 401: the token is known no more. Anything else may pass.
        if (response.statusCode === 401) tell('shut-out');
        else tell('away');
        response.resume();
        request.destroy();
        resolve(false);
      });
      made.on('error', (error) => tell(error instanceof WrongKey ? 'wrong-key' : 'away'));
      made.on('close', (code) => {
        clearTimeout(silence);
        ports.serve.close(peer);
        if (code === CLOSE_CODES.revoked) tell('shut-out');
        else if (state !== 'wrong-key' && state !== 'shut-out') tell('away');
        resolve(opened);
      });
    });
  }

  async function run(): Promise<void> {
    let waitMs = timing.firstMs;
    while (!closing.signal.aborted) {
      const opened = await connectOnce();
      if (closing.signal.aborted) return;
      if (state === 'shut-out') {
        ports.onShutOut();
        return;
      }
      waitMs = opened ? timing.firstMs : Math.min(waitMs * 2, timing.longestMs);
      pause = new AbortController();
      const signal = AbortSignal.any([pause.signal, closing.signal]);
      // Half of it is chance: counters that lost the office together do not come back together.
      await sleep(waitMs * (0.5 + ports.random()), undefined, { signal }).catch(() => undefined);
      if (state === 'wrong-key') tell('connecting');
    }
  }

  const running = run();
  return {
    state: () => state,
    wake: () => pause.abort(),
    async close() {
      closing.abort();
      socket?.terminate();
      await running;
    },
  };
}
