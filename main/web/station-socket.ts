import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Office } from '#office/index.ts';
import { STATION_MESSAGE_BYTES } from '#shared/contract/index.ts';
import { CLOSE_CODES, STATION_SOCKET_PATH } from '#shared/host/index.ts';
import { readTarget } from './admission.ts';
import type { DeviceCookie } from './device-cookie.ts';
import { asStandardSocket, refuse } from './sockets.ts';

/** More counters than an office has, one connection each. */
const MOST = 32;
/** A PC that was switched off must not look connected for long: a ticket waits for it. */
const HEARTBEAT_MS = 5_000;

/** The second socket of a paired counter, at which its PC serves the printer and the scanner that are plugged into it. */
export type StationSockets = {
  /** Whether the request is for this socket; then it was answered here. Call it after host and origin were checked. */
  take(request: IncomingMessage, stream: Duplex, head: Buffer): boolean;
  close(): Promise<void>;
};

/** Only on the LAN: the office's own PC has its devices without it. */
export function createStationSockets(
  office: Pick<Office, 'stations'>,
  cookie: DeviceCookie,
  heartbeatMs: number = HEARTBEAT_MS,
): StationSockets {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: STATION_MESSAGE_BYTES,
    perMessageDeflate: false,
  });
  const alive = new WeakSet<WebSocket>();
  const tokens = new WeakMap<WebSocket, string>();
  const ofToken = (token: string) => [...sockets.clients].filter((one) => tokens.get(one) === token);

  /** The status with which it is refused; null: it may come in. */
  function refusalOf(token: string | null): string | null {
    if (token === null) return '401 Unauthorized';
    const entry = office.stations.entryOf(token);
    // Whoever is only not to be looked up comes again; whoever is not known any more pairs again.
    if (entry === 'closed') return '503 Service Unavailable';
    if (entry === 'unknown') return '401 Unauthorized';
    if (entry === 'other') return '403 Forbidden';
    return sockets.clients.size - ofToken(token).length >= MOST ? '503 Service Unavailable' : null;
  }

  function accept(socket: WebSocket, token: string): void {
    // Not left to the other side: a PC that says no goodbye would take the places of others.
    for (const before of ofToken(token)) before.terminate();
    tokens.set(socket, token);
    alive.add(socket);
    socket.on('pong', () => alive.add(socket));
    // Oversized and malformed frames end here; ws itself closes with the right code.
    socket.on('error', () => undefined);
    office.stations.serve(asStandardSocket(socket), token);
  }

  const heartbeat = setInterval(() => {
    for (const socket of sockets.clients) {
      if (!alive.has(socket)) {
        socket.terminate();
        continue;
      }
      alive.delete(socket);
      socket.ping();
    }
  }, heartbeatMs);
  heartbeat.unref();

  return {
    take(request, stream, head) {
      if (readTarget(request.url ?? '')?.path !== STATION_SOCKET_PATH) return false;
      const token = cookie.read(request);
      const refusal = refusalOf(token);
      if (refusal !== null || token === null) refuse(stream, refusal ?? '401 Unauthorized');
      else sockets.handleUpgrade(request, stream, head, (socket) => accept(socket, token));
      return true;
    },
    async close() {
      clearInterval(heartbeat);
      for (const socket of sockets.clients) socket.close(CLOSE_CODES.goingAway);
      const deadline = setTimeout(() => {
        for (const socket of sockets.clients) socket.terminate();
      }, 1_000);
      await new Promise<void>((resolve) => sockets.close(() => resolve()));
      clearTimeout(deadline);
    },
  };
}
