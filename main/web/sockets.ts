import type { IncomingMessage, Server } from 'node:http';
import type { Server as SecureServer } from 'node:https';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { ConnectionOrigin, Office } from '#office/index.ts';
import { CLOSE_CODES } from '#shared/host/index.ts';
import { type OwnOf, readTarget, refusalOfUpgrade } from './admission.ts';
import type { Limits } from './limits.ts';
import { createRate } from './rates.ts';

/** The WebSockets of the host. */
export type Sockets = { close(): Promise<void> };

/** Lets the screens' WebSockets in where `admit` says so, and hands each to the office. */
export function attachSockets(
  server: Server | SecureServer,
  site: {
    ownOf: OwnOf;
    /** As whom the office gets it, or the HTTP status with which it is refused. */
    admit(request: IncomingMessage, path: string | undefined): ConnectionOrigin | string;
    office: Pick<Office, 'serveSocket'> & { lan?: Pick<Office['lan'], 'isPaired'> };
    limits: Limits;
    /** Sockets of another kind at the same door: whether it took the request. */
    take?(request: IncomingMessage, stream: Duplex, head: Buffer): boolean;
  },
): Sockets {
  const { limits } = site;
  // Each kind has places of its own, so that strangers shut out no device, and devices no desk.
  const rooms = {
    people: roomOf(limits.sockets, limits.messageBytes),
    paired: roomOf(limits.deviceSockets, limits.messageBytes),
    unpaired: roomOf(limits.unpairedSockets, limits.unpairedMessageBytes),
  };
  const everyRoom = Object.values(rooms);
  const clients = () => everyRoom.flatMap(({ sockets }) => [...sockets.clients]);
  const addresses = new WeakMap<WebSocket, string>();
  const tokens = new WeakMap<WebSocket, string>();
  const alive = new WeakSet<WebSocket>();
  const unpairedCalls = createRate(
    {
      burst: limits.unpairedCalls,
      perSecond: limits.unpairedCallsPerSecond,
      together: limits.addressesTogether,
    },
    () => performance.now(),
  );

  server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    stream.on('error', () => stream.destroy());
    const own = site.ownOf(request);
    if (refusalOfUpgrade(request, own) === null && site.take?.(request, stream, head) === true) return;
    const origin = originOf(request);
    if (typeof origin === 'string') {
      refuse(stream, origin);
      return;
    }
    const kind = kindOf(origin);
    if (isFull(kind, origin)) {
      refuse(stream, '503 Service Unavailable');
      return;
    }
    if (kind === 'unpaired' && !unpairedCalls.take(origin.device?.address ?? '')) {
      refuse(stream, '429 Too Many Requests');
      return;
    }
    rooms[kind].sockets.handleUpgrade(request, stream, head, (socket) => accept(socket, origin, kind));
  });

  function originOf(request: IncomingMessage): ConnectionOrigin | string {
    const refusal = refusalOfUpgrade(request, site.ownOf(request));
    if (refusal === 'wrong-host') return '421 Misdirected Request';
    if (refusal !== null) return '403 Forbidden';
    return site.admit(request, readTarget(request.url ?? '')?.path);
  }

  function kindOf({ device }: ConnectionOrigin): keyof typeof rooms {
    if (device === undefined) return 'people';
    return device.token !== null && site.office.lan?.isPaired(device.token) === true ? 'paired' : 'unpaired';
  }

  function isFull(kind: keyof typeof rooms, { device }: ConnectionOrigin): boolean {
    const { sockets, most } = rooms[kind];
    if (sockets.clients.size >= most) return true;
    if (kind === 'people') return false;
    if (kind === 'paired') {
      const sameDevice = [...sockets.clients].filter((one) => tokens.get(one) === device?.token);
      return sameDevice.length >= limits.socketsPerDevice;
    }
    const sameAddress = [...sockets.clients].filter((one) => addresses.get(one) === device?.address);
    return sameAddress.length >= limits.unpairedSocketsPerAddress;
  }

  function accept(socket: WebSocket, origin: ConnectionOrigin, kind: keyof typeof rooms): void {
    alive.add(socket);
    socket.on('pong', () => alive.add(socket));
    // Oversized and malformed frames end here; ws itself closes with the right code.
    socket.on('error', () => undefined);
    const token = origin.device?.token ?? null;
    if (token !== null) tokens.set(socket, token);
    let served = asStandardSocket(socket);
    if (kind === 'unpaired') {
      const address = origin.device?.address ?? '';
      addresses.set(socket, address);
      const mayCall = () => {
        if (socket.readyState === socket.OPEN && unpairedCalls.take(address)) return true;
        endMisuse(socket);
        return false;
      };
      socket.on('ping', mayCall);
      served = withFewerMessages(served, mayCall);
      // A screen that still waits comes again.
      const over = setTimeout(() => socket.close(CLOSE_CODES.goingAway), limits.unpairedMs);
      over.unref();
      socket.once('close', () => clearTimeout(over));
    }
    site.office.serveSocket(served, origin);
  }

  const heartbeat = setInterval(() => {
    for (const socket of clients()) {
      if (!alive.has(socket) || socket.bufferedAmount > limits.unreadBytes) {
        socket.terminate();
        continue;
      }
      alive.delete(socket);
      socket.ping();
    }
  }, limits.heartbeatMs);
  heartbeat.unref();

  return {
    async close() {
      clearInterval(heartbeat);
      for (const socket of clients()) socket.close(CLOSE_CODES.goingAway);
      const deadline = setTimeout(() => {
        for (const socket of clients()) socket.terminate();
      }, 1_000);
      await Promise.all(
        everyRoom.map(({ sockets }) => new Promise<void>((resolve) => sockets.close(() => resolve()))),
      );
      clearTimeout(deadline);
    },
  };
}

/** Places for one kind of connection. */
function roomOf(most: number, maxPayload: number) {
  return { sockets: new WebSocketServer({ noServer: true, maxPayload, perMessageDeflate: false }), most };
}

/** Nothing more of it is read, not even for the time in which it might say goodbye. */
function endMisuse(socket: WebSocket): void {
  if (socket.readyState !== socket.OPEN) return;
  socket.close(CLOSE_CODES.misused);
  socket.pause();
  setTimeout(() => socket.terminate(), 1_000).unref();
}

/** The same socket, whose messages come through only while `mayCall` says so. */
function withFewerMessages(socket: ServedSocket, mayCall: () => boolean): ServedSocket {
  const listen = (type: string, listener: (event: MessageEvent) => void): void =>
    // What the types call an Event is a message's here.
    socket.addEventListener(type, (event) => {
      if (type !== 'message' || mayCall()) listener(event as MessageEvent);
    });
  return {
    send: (data) => socket.send(data),
    close: (code) => socket.close(code),
    addEventListener: listen as ServedSocket['addEventListener'],
  };
}

type ServedSocket = Parameters<Office['serveSocket']>[0];

/** ws follows the browser's events; only the names of its types differ. */
export function asStandardSocket(socket: WebSocket): ServedSocket {
  return socket as unknown as ServedSocket;
}

/** Answers an upgrade with an HTTP status, and ends. */
export function refuse(stream: Duplex, status: string): void {
  // Not left to the other side: one that never ends its half would keep the port for ever.
  stream.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`, () => stream.destroy());
}
