import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import {
  CLAIM_GONE_PAGE,
  createStartCookies,
  LIMITS,
  listenOn,
  NOT_FOUND_PAGE,
  NOT_LET_IN_PAGE,
  readTarget,
  redirect,
  refusalOf,
  refusalOfSource,
  refusalOfUpgrade,
  refusalPage,
  refuseUpgrade,
  type StartCookies,
  sendPage,
  serverOptions,
} from '#main/web/index.ts';
import type { Ids } from '#shared/base/index.ts';
import {
  DEVICE_PATH,
  DEVICE_SOCKET_PATH,
  PAIR_PATH,
  STATION_INFO_PATH,
  type StationInfo,
  TOKEN_SESSION_PATH,
} from '#shared/host/index.ts';
import type { StationOffice } from './office.ts';
import { awayPage, pageOf, type StationPage } from './pages.ts';
import { type OfficeWay, passRequest, passUpgrade } from './proxy.ts';
import { answerTokenSession, sendJson } from './token-door.ts';
import type { StationTokens } from './tokens.ts';

const LOOPBACK = '127.0.0.1';
const TRUST_PATH = '/trust';

/** What browsers of this PC reach. */
export type StationHost = {
  /** `http://127.0.0.1:PORT` */
  address: string;
  cookies: StartCookies;
  close(): Promise<void>;
};

/** Serves the office's screens to browsers of this PC that were let in. Rejects when the port is taken. */
export async function startStationHost(options: {
  office: StationOffice;
  ids: Ids;
  port: number;
  /** Where the key is kept, for whoever must remove it. */
  keptFile: string;
  /** Null: this host reaches none. */
  tokens: StationTokens | null;
}): Promise<StationHost> {
  const { office, ids, tokens } = options;
  const server = createServer(serverOptions(LIMITS));
  server.maxConnections = LIMITS.connections;
  const port = await listenOn(server, { host: LOOPBACK, port: options.port });
  const host = port === 80 ? LOOPBACK : `${LOOPBACK}:${port}`;
  const own = { host, origin: `http://${host}` };
  const cookies = createStartCookies(ids, port, LIMITS);
  /** In the address of the person's yes, so that nothing else of this browser can say it. */
  const yes = Buffer.from(ids.bytes(16)).toString('base64url');
  const streams = new Set<Duplex>();

  function way(): OfficeWay | null {
    const [agent, keyPin] = [office.agent(), office.keyPin()];
    if (agent === null || keyPin === null) return null;
    return { address: office.address, agent, keyPin, cookie: office.cookie() };
  }

  /** What stands in the way of the office's screens. */
  function obstacle(): StationPage | null {
    const about = { origin: office.address.origin, file: options.keptFile, yes };
    return pageOf(office.standing(), about);
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const send = ({ status, html }: StationPage): void => sendPage(request, response, status, html);
    if (request.method === 'POST' && request.url === TOKEN_SESSION_PATH && tokens !== null) {
      // As an upgrade, it comes from a script of our own page, and says so.
      const isOwn = refusalOfSource(request, own) === null && request.headers.origin === own.origin;
      if (isOwn && cookies.isKnown(request.headers.cookie))
        await answerTokenSession(tokens, request, response);
      else send({ status: 403, html: NOT_LET_IN_PAGE });
      return;
    }
    const refusal = refusalOf(request, own);
    const target = refusal === null ? readTarget(request.url ?? '') : null;
    if (refusal !== null || target === null) {
      response.setHeader('connection', 'close');
      send(refusalPage(refusal ?? 'bad-request'));
      return;
    }
    const { path, query } = target;
    const token = query.get('start');
    if (token !== null) {
      const cookie = request.method === 'HEAD' ? null : cookies.exchange(token);
      if (cookie === null) send({ status: 401, html: NOT_LET_IN_PAGE });
      else {
        response.setHeader('set-cookie', cookie);
        redirect(request, response, `${DEVICE_PATH}/`);
      }
      return;
    }
    if (!cookies.isKnown(request.headers.cookie)) {
      send({ status: 401, html: NOT_LET_IN_PAGE });
      return;
    }
    if (path === '/' || path === PAIR_PATH || path === DEVICE_PATH) {
      redirect(request, response, `${DEVICE_PATH}/`);
      return;
    }
    if (path === STATION_INFO_PATH) {
      sendJson(response, 200, { station: true, tokens: tokens !== null } satisfies StationInfo);
      return;
    }
    if (path === TRUST_PATH && request.method === 'GET') {
      // The key that stood on the page: another one may answer by the time of the click.
      if (query.get('yes') === yes) await office.trust(query.get('key') ?? '');
      redirect(request, response, `${DEVICE_PATH}/`);
      return;
    }
    if (!path.startsWith(`${DEVICE_PATH}/`)) {
      send({ status: 404, html: NOT_FOUND_PAGE });
      return;
    }
    const page = obstacle();
    const through = way();
    if (page !== null || through === null) {
      office.wake();
      send(page ?? awayPage(office.address.origin));
      return;
    }
    const claim = query.get('claim');
    if (claim !== null && request.method === 'GET') {
      // The token that it is exchanged for stays in this process.
      const isTaken = await office.takeClaim(claim);
      if (isTaken || office.cookie() !== null) redirect(request, response, `${DEVICE_PATH}/`);
      else send({ status: 401, html: CLAIM_GONE_PAGE });
      return;
    }
    await passRequest(through, request, response);
  }

  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    answer(request, response).catch(() => {
      office.wake();
      if (response.headersSent) return;
      const { status, html } = obstacle() ?? awayPage(office.address.origin);
      sendPage(request, response, status, html);
    });
  });

  server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    stream.on('error', () => stream.destroy());
    streams.add(stream);
    stream.once('close', () => streams.delete(stream));
    const refusal = refusalOfUpgrade(request, own);
    if (refusal !== null)
      return refuseUpgrade(stream, refusal === 'wrong-host' ? '421 Misdirected Request' : '403 Forbidden');
    if (readTarget(request.url ?? '')?.path !== DEVICE_SOCKET_PATH)
      return refuseUpgrade(stream, '404 Not Found');
    if (!cookies.isKnown(request.headers.cookie)) return refuseUpgrade(stream, '401 Unauthorized');
    const through = way();
    if (through === null || obstacle() !== null) return refuseUpgrade(stream, '503 Service Unavailable');
    if (streams.size > LIMITS.sockets) return refuseUpgrade(stream, '503 Service Unavailable');
    passUpgrade(through, request, stream, head).catch(() => {
      office.wake();
      refuseUpgrade(stream, '503 Service Unavailable');
    });
  });

  return {
    address: own.origin,
    cookies,
    async close() {
      const freed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const stream of streams) stream.destroy();
      server.closeAllConnections();
      await freed;
    },
  };
}
