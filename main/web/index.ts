import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { loadStaticFiles } from '#main/host/index.ts';
import type { Office } from '#office/index.ts';
import type { Ids } from '#shared/base/index.ts';
import { createApiListener, isApiPath } from './api.ts';
import { LIMITS, type Limits } from './limits.ts';
import { createPageListener } from './pages-server.ts';
import { attachSockets } from './sockets.ts';
import { createStartCookies } from './start-cookie.ts';

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
  office: Pick<Office, 'serveSocket' | 'callPlainly'>;
  ids: Ids;
  rendererDirectory: string;
  port: number;
  limits?: Partial<Limits>;
}): Promise<WebHost> {
  const limits: Limits = { ...LIMITS, ...options.limits };
  const files = await loadStaticFiles(options.rendererDirectory);
  const server = createServer({
    maxHeaderSize: limits.headerBytes,
    headersTimeout: limits.headersTimeoutMs,
    requestTimeout: limits.requestTimeoutMs,
    keepAliveTimeout: limits.keepAliveMs,
    connectionsCheckingInterval: limits.checkEveryMs,
    requireHostHeader: true,
  });
  server.maxConnections = limits.connections;
  const port = await listen(server, options.port);
  // Browsers leave the default port out of `Host` and `Origin`.
  const host = port === 80 ? LOOPBACK : `${LOOPBACK}:${port}`;
  const own = { host, origin: `http://${host}` };
  const cookies = createStartCookies(options.ids, port, limits);
  const answerPage = createPageListener({ own, cookies, files });
  const answerCall = createApiListener({ own, cookies, office: options.office, limits });
  server.on('request', (request, response) => {
    if (isApiPath(request.url ?? '')) answerCall(request, response);
    else answerPage(request, response);
  });
  const sockets = attachSockets(server, { own, cookies, office: options.office, limits });

  async function shutDown(): Promise<void> {
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

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: LOOPBACK, port, exclusive: true }, () => {
      server.off('error', reject);
      // Too many open files while accepting, for example: one connection fails, the host goes on.
      server.on('error', () => {});
      resolve((server.address() as AddressInfo).port);
    });
  });
}
