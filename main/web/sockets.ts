import type { IncomingMessage, Server } from 'node:http';
import type { Server as SecureServer } from 'node:https';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { ConnectionOrigin, Office } from '#office/index.ts';
import { CLOSE_CODES } from '#shared/host/index.ts';
import { type OwnOf, readTarget, refusalOfUpgrade } from './admission.ts';
import type { Limits } from './limits.ts';

/** The WebSockets of the host. */
export type Sockets = { close(): Promise<void> };

/** Lets the screens' WebSockets in where `admit` says so, and hands each to the office. */
export function attachSockets(
  server: Server | SecureServer,
  site: {
    ownOf: OwnOf;
    /** As whom the office gets it, or the HTTP status with which it is refused. */
    admit(request: IncomingMessage, path: string | undefined): ConnectionOrigin | string;
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
    const origin = originOf(request);
    if (typeof origin === 'string') {
      refuse(stream, origin);
      return;
    }
    sockets.handleUpgrade(request, stream, head, (socket) => accept(socket, origin));
  });

  function originOf(request: IncomingMessage): ConnectionOrigin | string {
    const refusal = refusalOfUpgrade(request, site.ownOf(request));
    if (refusal === 'wrong-host') return '421 Misdirected Request';
    if (refusal !== null) return '403 Forbidden';
    const origin = site.admit(request, readTarget(request.url ?? '')?.path);
    if (typeof origin !== 'string' && sockets.clients.size >= site.limits.sockets) {
      return '503 Service Unavailable';
    }
    return origin;
  }

  function accept(socket: WebSocket, origin: ConnectionOrigin): void {
    alive.add(socket);
    socket.on('pong', () => alive.add(socket));
    // Oversized and malformed frames end here; ws itself closes with the right code.
    socket.on('error', () => undefined);
    site.office.serveSocket(asStandardSocket(socket), origin);
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
  // Not left to the other side: one that never ends its half would keep the port for ever.
  stream.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`, () => stream.destroy());
}
