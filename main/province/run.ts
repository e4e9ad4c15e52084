import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { Clock, Ids } from '#shared/base/index.ts';
import { nameOf } from './answering.ts';
import type { Secrets } from './keys/index.ts';
import { registerPages } from './pages/index.ts';
import type { ProvinceLog } from './ports.ts';
import { createProvince, type Province } from './province.ts';
import { openReading } from './reading/index.ts';
import { createApp } from './server/index.ts';
import { openStore } from './store/index.ts';

/** How a server of the province is started. */
export type StartOptions = {
  /** A PostgreSQL server; absent: the embedded one. */
  databaseUrl?: string | undefined;
  /** Folder of the embedded one; absent: in memory. */
  directory?: string | undefined;
  /** 0: any free one. */
  port: number;
  /** Absent: this machine only. */
  host?: string | undefined;
  clock: Clock;
  ids: Ids;
  log: ProvinceLog;
  /** Of the program. */
  version: string;
  /** The name that offices see, for a province that has none yet. */
  name?: string | undefined;
  tls?: { cert: string; key: string } | undefined;
  /** How the secret keys lie in the database; absent: as they are. */
  secrets?: Secrets | undefined;
  /** Addresses of proxies that are believed, `10.0.0.1,10.0.1.0/24`. */
  trustProxy?: string | undefined;
};

/** A server that runs. */
export type RunningProvince = {
  /** `http://127.0.0.1:PORT` */
  address: string;
  province: Province;
  /** Takes no new calls, finishes those that are there, then closes the store. Idempotent. */
  close(): Promise<void>;
};

/**
 * Of the server's sessions; commands may wait. A parcel waits as long again for those before it (`arrival-order.ts`):
 * together less than the 45 s after which an office gives up a silent line, so that it hears to come again.
 */
const LOCK_WAIT_MS = 20_000;
const TIDY_EVERY_MS = 3600_000;
/** How long calls that are under way may take once the server is to end. */
const CLOSE_MS = 10_000;

/** Opens the store, the province on it, and its door. Rejects where the database or the port is not to be had. */
export async function startProvince(options: StartOptions): Promise<RunningProvince> {
  const { databaseUrl, directory, clock, ids, log, version } = options;
  const store = await openStore({ databaseUrl, directory, bounds: { lockWaitMs: LOCK_WAIT_MS } });
  const reading = openReading();
  try {
    const province = await createProvince({
      ...{ store, clock, ids, log, version, reading },
      secrets: options.secrets,
      name: options.name ?? null,
    });
    const app = await createApp(province, {
      tls: options.tls ?? null,
      trustProxy: options.trustProxy ?? null,
      log,
      pages: (scope) => registerPages(scope, { province }),
    });
    await app.listen({ port: options.port, host: options.host ?? '127.0.0.1' });
    // Offices are answered meanwhile; it is over at once where nothing was unread.
    const judging = province.readAnew().then(
      (judged) => {
        if (judged > 0) log.info('entries that this release can read were judged', { judged });
      },
      (error: unknown) =>
        log.error('entries of newer releases could not be read again', { error: nameOf(error) }),
    );
    const tidying = setInterval(() => {
      province.tidy().catch((error: unknown) => log.error('tidying failed', { error: nameOf(error) }));
    }, TIDY_EVERY_MS);
    tidying.unref();
    let closing: Promise<void> | undefined;
    return {
      address: addressOf(app, options),
      province,
      close() {
        closing ??= (async () => {
          clearInterval(tidying);
          // Whoever sends a file over a slow line goes on with it later.
          const impatient = setTimeout(() => app.server.closeAllConnections(), CLOSE_MS);
          await app.close();
          clearTimeout(impatient);
          await judging;
          await reading.close();
          await store.close();
        })();
        return closing;
      },
    };
  } catch (error) {
    await reading.close();
    await store.close();
    throw error;
  }
}

function addressOf(app: FastifyInstance, { tls, host = '127.0.0.1' }: StartOptions): string {
  const { port } = app.server.address() as AddressInfo;
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return `${tls === undefined ? 'http' : 'https'}://${name.includes(':') ? `[${name}]` : name}:${port}`;
}
