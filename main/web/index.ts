import { createServer } from 'node:http';
import { loadStaticFiles } from '#main/host/index.ts';
import type { Office } from '#office/index.ts';
import type { Ids } from '#shared/base/index.ts';
import { DEVICE_SOCKET_PATH, SOCKET_PATH } from '#shared/host/index.ts';
import { createApiListener, isApiPath } from './api.ts';
import { addressOf, createDeviceCookie, deviceOrigin } from './device-cookie.ts';
import { createDevicePages, isDevicePath } from './device-pages.ts';
import { attachLanDoor } from './lan-door.ts';
import { LIMITS, type Limits } from './limits.ts';
import { createPageListener } from './pages-server.ts';
import { listenOn, serverOptions } from './server.ts';
import { attachSockets } from './sockets.ts';
import { createStartCookies } from './start-cookie.ts';

export { readTarget, refusalOf, refusalOfSource, refusalOfUpgrade } from './admission.ts';
export { LIMITS } from './limits.ts';
export { CLAIM_GONE_PAGE, messagePage, NOT_FOUND_PAGE, NOT_LET_IN_PAGE, refusalPage } from './pages.ts';
export { redirect, sendPage } from './send.ts';
export { listenOn, serverOptions } from './server.ts';
export { refuse as refuseUpgrade } from './sockets.ts';
export { createStartCookies, type StartCookies } from './start-cookie.ts';

/** The browser host: only this PC reaches it. */
const LOOPBACK = '127.0.0.1';

/** A running browser host. It does not own the office: who started the office closes it, after this. */
export type WebHost = {
  /** `http://127.0.0.1:PORT` */
  address: string;
  /** The address with the start token, which lets browsers and programs in for as long as this host runs. */
  startAddress: string;
  /** An address that lets one browser in, once and soon: what it is opened with is no secret on this PC. */
  makeOpenAddress(): string;
  /** Ends every connection; resolves once the port is free. Idempotent. */
  close(): Promise<void>;
};

/**
 * Serves the built screens and the contract (WebSocket; plain HTTP for programs) to this PC. `port` 0 takes any free port.
 * Rejects when the port is taken (`EADDRINUSE`) or `rendererDirectory` holds no built screens.
 */
export async function startWebHost(options: {
  /** Without `lan` it is never opened to its LAN. */
  office: Pick<Office, 'serveSocket' | 'callPlainly'> & Partial<Pick<Office, 'lan' | 'stations'>>;
  ids: Ids;
  rendererDirectory: string;
  port: number;
  limits?: Partial<Limits>;
}): Promise<WebHost> {
  const limits: Limits = { ...LIMITS, ...options.limits };
  const files = await loadStaticFiles(options.rendererDirectory);
  const { office } = options;
  const server = createServer(serverOptions(limits));
  server.maxConnections = limits.connections;
  const port = await listenOn(server, { host: LOOPBACK, port: options.port });
  // Browsers leave the default port out of `Host` and `Origin`.
  const host = port === 80 ? LOOPBACK : `${LOOPBACK}:${port}`;
  const own = { host, origin: `http://${host}` };
  const cookies = createStartCookies(options.ids, port, limits);
  const answerPage = createPageListener({ own, cookies, files });
  const answerCall = createApiListener({ own, cookies, office, limits });
  const deviceCookie = createDeviceCookie(port, false, (token) => office.lan?.isPaired(token) === true);
  const answerDevice = createDevicePages({
    ownOf: () => own,
    cookie: deviceCookie,
    files,
    lan: office.lan,
    atRoot: false,
  });
  server.on('request', (request, response) => {
    if (isApiPath(request.url ?? '')) answerCall(request, response);
    else if (isDevicePath(request.url ?? '')) answerDevice(request, response);
    else answerPage(request, response);
  });
  const sockets = attachSockets(server, {
    ownOf: () => own,
    office,
    limits,
    admit(request, path) {
      const origin = `web:${request.socket.remoteAddress ?? ''}`;
      // A kiosk that was shut off and on again has no start token: it comes in as what it is paired as, or as nothing.
      if (path === DEVICE_SOCKET_PATH) {
        const device = deviceOrigin(request, deviceCookie, false);
        return { origin: `device:${addressOf(request)}`, host: 'web', device };
      }
      if (path !== SOCKET_PATH) return '404 Not Found';
      return cookies.isKnown(request.headers.cookie) ? { origin, host: 'web' } : '401 Unauthorized';
    },
  });
  const lan =
    office.lan === undefined || office.stations === undefined
      ? null
      : attachLanDoor({ office: { ...office, lan: office.lan, stations: office.stations }, files, limits });

  async function shutDown(): Promise<void> {
    await lan?.close();
    const freed = new Promise<void>((resolve) => server.close(() => resolve()));
    await sockets.close();
    server.closeAllConnections();
    await freed;
  }
  let closing: Promise<void> | null = null;
  return {
    address: own.origin,
    startAddress: `${own.origin}/?start=${cookies.startToken}`,
    makeOpenAddress: () => `${own.origin}/?start=${cookies.makeOneUseToken()}`,
    close() {
      closing ??= shutDown();
      return closing;
    },
  };
}

/**
 * The door to the LAN alone, for a host whose own windows need no HTTP (Electron). It does not own the office. Rejects
 * when there are no built screens.
 */
export async function openLanDoor(
  office: Pick<Office, 'serveSocket' | 'lan' | 'stations'>,
  screensDirectory: string,
): Promise<{ close(): Promise<void> }> {
  return attachLanDoor({ office, files: await loadStaticFiles(screensDirectory), limits: LIMITS });
}
