import type { RequestListener } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { Socket } from 'node:net';
import type { StaticFiles } from '#main/host/index.ts';
import type { LanOpening, Office } from '#office/index.ts';
import { oneAfterAnother } from '#shared/base/index.ts';
import { DEVICE_SOCKET_PATH } from '#shared/host/index.ts';
import { type Own, ownOfNames } from './admission.ts';
import { addressOf, createDeviceCookie, deviceOrigin } from './device-cookie.ts';
import { createDevicePages } from './device-pages.ts';
import type { Limits } from './limits.ts';
import { TOO_MANY_PAGE } from './pages.ts';
import { createRate } from './rates.ts';
import { sendPage } from './send.ts';
import { listenOn, serverOptions } from './server.ts';
import { attachSockets, type Sockets } from './sockets.ts';
import { createStationSockets } from './station-socket.ts';

/** What the LAN reaches while the office is open to it. */
export type LanDoorHost = {
  /** Ends it for good; resolves once the port is free. */
  close(): Promise<void>;
};

type Door = {
  opening: LanOpening;
  /** Under another certificate or other names, without anybody being cut off. */
  renew(opening: LanOpening): void;
  close(): Promise<void>;
};

/** Listens where the office says, by TLS only, while it says so. Whoever comes in is a device, with a device's rights. */
export function attachLanDoor(site: {
  office: Pick<Office, 'serveSocket' | 'lan' | 'stations'>;
  files: StaticFiles;
  limits: Limits;
}): LanDoorHost {
  let door: Door | null = null;
  const inTurn = oneAfterAnother();

  async function change(opening: LanOpening | null): Promise<void> {
    if (
      door !== null &&
      opening !== null &&
      opening.address === door.opening.address &&
      opening.port === door.opening.port
    ) {
      door.renew(opening);
      return;
    }
    const before = door;
    door = null;
    await before?.close();
    if (opening !== null) door = await openDoor(site, opening);
  }

  const apply = (opening: LanOpening | null) => inTurn(() => change(opening));
  const detach = site.office.lan.attach(apply);
  return {
    async close() {
      detach();
      await apply(null);
    },
  };
}

async function openDoor(
  { office, files, limits }: Parameters<typeof attachLanDoor>[0],
  first: LanOpening,
): Promise<Door> {
  let opening = first;
  let own = ownOfNames(first.names, first.port);
  const ownOf = (request: Parameters<typeof own>[0]): Own => own(request);
  const tls = ({ key, certificate }: LanOpening) => ({ key, cert: certificate });
  const server = createServer({
    ...serverOptions(limits),
    ...tls(first),
    minVersion: 'TLSv1.2',
    handshakeTimeout: limits.headersTimeoutMs,
  });
  server.maxConnections = limits.lanConnections;
  const endAll = keepConnections(server, limits);
  // Whoever speaks no TLS, or breaks off in the middle of it.
  server.on('tlsClientError', (_error, socket) => socket.destroy());
  await listenOn(server, { host: opening.address, port: opening.port });
  const cookie = createDeviceCookie(opening.port, true, office.lan.isPaired);
  const pages = createDevicePages({ ownOf, cookie, files, lan: office.lan, atRoot: true });
  const requests = createRate(
    {
      burst: limits.lanRequests,
      perSecond: limits.lanRequestsPerSecond,
      together: limits.addressesTogether,
    },
    () => performance.now(),
  );
  const answer: RequestListener = (request, response) => {
    if (requests.take(addressOf(request))) pages(request, response);
    else {
      response.setHeader('connection', 'close').setHeader('retry-after', '1');
      sendPage(request, response, 429, TOO_MANY_PAGE);
    }
  };
  server.on('request', answer);
  const stations = createStationSockets(office, cookie);
  const sockets: Sockets = attachSockets(server, {
    ownOf,
    take: stations.take,
    office,
    limits: { ...limits, deviceSockets: limits.lanSockets },
    admit: (request, path) =>
      path === DEVICE_SOCKET_PATH
        ? {
            origin: `lan:${addressOf(request)}`,
            host: 'web',
            device: deviceOrigin(request, cookie, true),
          }
        : '404 Not Found',
  });
  return {
    get opening() {
      return opening;
    },
    renew(next) {
      opening = next;
      own = ownOfNames(next.names, next.port);
      server.setSecureContext(tls(next));
    },
    async close() {
      const freed = new Promise<void>((resolve) => server.close(() => resolve()));
      await Promise.all([sockets.close(), stations.close()]);
      server.closeAllConnections();
      // Those that never got as far as TLS are known to nobody else.
      endAll();
      await freed;
    },
  };
}

/**
 * One PC of the LAN must not take every connection, nor make the office shake hands all day: what is too much is ended
 * before TLS begins. Gives what ends them all.
 */
function keepConnections(server: Server, limits: Limits): () => void {
  const open = new Map<Socket, string>();
  const begun = createRate(
    {
      burst: limits.newConnections,
      perSecond: limits.newConnectionsPerSecond,
      together: limits.addressesTogether,
    },
    () => performance.now(),
  );
  server.on('connection', (socket: Socket) => {
    const address = socket.remoteAddress ?? '';
    open.set(socket, address);
    socket.once('close', () => open.delete(socket));
    const ofAddress = [...open.values()].filter((one) => one === address).length;
    if (ofAddress > limits.connectionsPerAddress || !begun.take(address)) socket.destroy();
  });
  return () => {
    for (const socket of open.keys()) socket.destroy();
  };
}
