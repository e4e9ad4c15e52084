import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Office } from '#office/index.ts';
import { CLOSE_CODES, SOCKET_PATH } from '#shared/host/index.ts';
import { readTarget, refusalOfUpgrade } from './admission.ts';
import type { Limits } from './limits.ts';
import type { StartCookies } from './start-cookie.ts';

/** The WebSockets of the host. */
export type Sockets = { close(): Promise<void> };

/** Lets the screens' WebSockets in at `SOCKET_PATH` and hands each to the office. */
export function attachSockets(
  server: Server,
  site: {
    own: { host: string; origin: string };
    cookies: StartCookies;
    office: Pick<Office, 'serveSocket'>;
    limits: Limits;
  },
): Sockets {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: site.limits.messageBytes,
    perMessageDeflate: false,
  });
  const alive = new WeakSet<WebSocket>();

  server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    stream.on('error', () => stream.destroy());
    const status = statusOfUpgrade(request);
    if (status !== null) {
      refuse(stream, status);
      return;
    }
    sockets.handleUpgrade(request, stream, head, (socket) => accept(socket, request));
  });

  function statusOfUpgrade(request: IncomingMessage): string | null {
    const refusal = refusalOfUpgrade(request, site.own);
    if (refusal === 'wrong-host') return '421 Misdirected Request';
    if (refusal !== null) return '403 Forbidden';
    if (readTarget(request.url ?? '')?.path !== SOCKET_PATH) return '404 Not Found';
    if (!site.cookies.isKnown(request.headers.cookie)) return '401 Unauthorized';
    if (sockets.clients.size >= site.limits.sockets) return '503 Service Unavailable';
    return null;
  }

  function accept(socket: WebSocket, request: IncomingMessage): void {
    alive.add(socket);
    socket.on('pong', () => alive.add(socket));
    // Oversized and malformed frames end here; ws itself closes with the right code.
    socket.on('error', () => undefined);
    site.office.serveSocket(asStandardSocket(socket), {
      origin: `web:${request.socket.remoteAddress ?? ''}`,
      host: 'web',
    });
  }

  const heartbeat = setInterval(() => {
    for (const socket of sockets.clients) {
      if (!alive.has(socket) || socket.bufferedAmount > site.limits.unreadBytes) {
        socket.terminate();
        continue;
      }
      alive.delete(socket);
      socket.ping();
    }
  }, site.limits.heartbeatMs);
  heartbeat.unref();

  return {
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

/** ws follows the browser's events; only the names of its types differ. */
function asStandardSocket(socket: WebSocket): Parameters<Office['serveSocket']>[0] {
  return socket as unknown as Parameters<Office['serveSocket']>[0];
}

function refuse(stream: Duplex, status: string): void {
  stream.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
