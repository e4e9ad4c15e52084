import type { ClientContext, ClientLink } from '@orpc/client';
import { RPCLink as PortLink, type SupportedMessagePort } from '@orpc/client/message-port';
import { RPCLink as SocketLink } from '@orpc/client/websocket';
import { PORT_MESSAGE, type TramBridge } from '#shared/host/index.ts';

/** One living connection to the office. It never comes back to life: after `closed` a new one is made. */
export type Transport = {
  link: ClientLink<ClientContext>;
  /** Aborted once, when the connection is gone, by whomever. */
  closed: AbortSignal;
  close(): void;
};

/** Opens a connection; rejects when there is none to be had now, with `notLetIn()` when a person must act. */
export type Connect = () => Promise<Transport>;

const NOT_LET_IN = 'NotLetIn';

/** The host answers but refuses this window: it was started anew, and its address must be opened anew. */
export function notLetIn(): Error {
  return Object.assign(new Error('the host does not let this window in'), { name: NOT_LET_IN });
}

export function isNotLetIn(thrown: unknown): boolean {
  return thrown instanceof Error && thrown.name === NOT_LET_IN;
}

/** The contract over a WebSocket of the browser host. `url` is absolute (ws: or wss:). */
export function connectSocket(url: string): Promise<Transport> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url);
    const ended = new AbortController();
    socket.addEventListener('close', () => ended.abort());
    socket.addEventListener('error', () => reject(new Error('the WebSocket could not be opened')), {
      once: true,
    });
    socket.addEventListener(
      'open',
      () =>
        resolve({
          link: new SocketLink({ websocket: socket }),
          closed: ended.signal,
          close: () => socket.close(),
        }),
      { once: true },
    );
  });
}

type ClosablePort = SupportedMessagePort & { close(): void; start?(): void };

/** The contract over a MessagePort that is already in hand. */
export function transportOfPort(port: ClosablePort): Transport {
  const ended = new AbortController();
  if ('addEventListener' in port) port.addEventListener('close', () => ended.abort());
  else if ('on' in port) port.on('close', () => ended.abort());
  const link = new PortLink({ port });
  port.start?.();
  return {
    link,
    closed: ended.signal,
    close() {
      port.close();
      // The side that closes is not told by every implementation.
      ended.abort();
    },
  };
}

/**
 * Connects by ports that the Electron preload forwards. A port that arrives unasked (the office was restarted)
 * replaces the living one: the old transport is closed and the next `connect` takes the new port.
 */
export function portConnector(bridge: TramBridge, host: Window): Connect {
  let spare: MessagePort | null = null;
  let waiting: ((port: MessagePort) => void) | null = null;
  let living: Transport | null = null;
  host.addEventListener('message', (event: MessageEvent<unknown>) => {
    if (event.source !== host || event.data !== PORT_MESSAGE) return;
    const port = event.ports[0];
    if (port === undefined) return;
    if (waiting !== null) {
      waiting(port);
      return;
    }
    spare?.close();
    spare = port;
    living?.close();
  });
  return async () => {
    const port =
      spare ??
      (await new Promise<MessagePort>((resolve, reject) => {
        const timer = setTimeout(() => {
          waiting = null;
          reject(new Error('the window was given no port'));
        }, 5000);
        waiting = (given) => {
          clearTimeout(timer);
          waiting = null;
          resolve(given);
        };
        bridge.connect().catch((thrown: unknown) => {
          clearTimeout(timer);
          waiting = null;
          reject(thrown);
        });
      }));
    spare = null;
    living = transportOfPort(port);
    return living;
  };
}
