import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { ResponseValidationPlugin } from '@orpc/contract/plugins';
import type { Clock } from '#shared/base/index.ts';
import { type StationEvent, stationContract } from '#shared/contract/index.ts';
import { CLOSE_CODES } from '#shared/host/index.ts';
import type { Logger } from '../log/index.ts';
import { createFrameGuard, createPace } from './guard.ts';

/** The part of a WebSocket (of ws or the browser) that is used. */
export type StationSocket = Pick<WebSocket, 'addEventListener' | 'send' | 'close'>;

export type StationClient = ContractRouterClient<typeof stationContract>;

/** The connection to one station. */
export type StationLine = {
  readonly station: string;
  /** Its answers are parsed; each call needs a `signal`, or it may wait for ever. */
  readonly client: StationClient;
  isOpen(): boolean;
  end(code: number): void;
  /** Aborted once, when the connection is gone. */
  readonly gone: AbortSignal;
};

/** Listens for a station's scans; a stream that ends means that the line does. */
export function openLine(options: {
  station: string;
  socket: StationSocket;
  clock: Clock;
  log: Logger;
  onEvent(event: StationEvent): void;
}): StationLine {
  const { socket, log } = options;
  const gone = new AbortController();
  const isOnPace = createPace(options.clock.now);
  const frames = createFrameGuard();
  const listeners: ((event: { data: string }) => void)[] = [];
  const closers: (() => void)[] = [];

  function end(code: number): void {
    if (gone.signal.aborted) return;
    // Not left to the other side: one that was shut out could put off its goodbye and go on.
    close();
    socket.close(code);
  }

  // The library sees only what it can read, and never an error for sending into a line that just closed: nobody awaits it.
  const guarded = {
    readyState: 1,
    addEventListener(kind: string, listener: (event: { data: string }) => void) {
      if (kind === 'message') listeners.push(listener);
      else if (kind === 'close') closers.push(() => listener({ data: '' }));
    },
    removeEventListener: () => undefined,
    send(data: string) {
      if (gone.signal.aborted) return;
      try {
        frames.sent(data);
        socket.send(data);
      } catch (error) {
        log.warn('a station could not be told', { error });
      }
    },
  };
  socket.addEventListener('message', (event: MessageEvent<unknown>) => {
    if (gone.signal.aborted) return;
    const verdict = isOnPace(String(event.data).length) ? frames.received(event.data) : 'misused';
    if (verdict === 'misused') {
      log.warn('a station sent what no station sends', { station: options.station });
      end(CLOSE_CODES.misused);
      return;
    }
    if (verdict === 'heard') for (const listener of listeners) listener({ data: String(event.data) });
  });
  socket.addEventListener('close', close);

  function close(): void {
    if (gone.signal.aborted) return;
    for (const closer of closers) closer();
    gone.abort();
  }

  const client: StationClient = createORPCClient(
    new RPCLink({
      websocket: guarded as unknown as WebSocket,
      plugins: [new ResponseValidationPlugin(stationContract)],
    }),
  );

  async function follow(): Promise<void> {
    try {
      for await (const event of await client.events({}, { signal: gone.signal })) options.onEvent(event);
    } catch (error) {
      if (gone.signal.aborted) return;
      log.warn('the stream of a station broke off', { station: options.station, error });
    }
    end(CLOSE_CODES.misused);
  }
  void follow();

  return {
    station: options.station,
    client,
    isOpen: () => !gone.signal.aborted,
    end,
    gone: gone.signal,
  };
}
