import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { get } from 'node:https';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createIds, systemClock } from '#main/host/index.ts';
import { createExchangeClient } from '#test/fixtures/exchange-client.ts';
import { makeDatabase } from '#test/fixtures/province-store.ts';
import { type StartOptions, startProvince } from './run.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'tram-province-'));
const nothing = () => undefined;
let where: Pick<StartOptions, 'databaseUrl' | 'directory'>;
let database: Awaited<ReturnType<typeof makeDatabase>>;

beforeAll(async () => {
  database = await makeDatabase();
  where =
    database === undefined ? { directory: path.join(folder, 'database') } : { databaseUrl: database.url };
});
afterAll(async () => {
  await database?.drop();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

const start = (change: Partial<StartOptions> = {}) =>
  startProvince({
    ...where,
    port: 0,
    clock: systemClock,
    ids: createIds(systemClock),
    log: { info: nothing, warn: nothing, error: nothing },
    version: '1.2.3',
    ...change,
  });

describe('a server of the province', () => {
  it('is the same province after a restart, on loopback alone, and ends when asked, twice if need be', async () => {
    const first = await start({ name: 'Tỉnh Một' });
    expect(new URL(first.address).hostname).toBe('127.0.0.1');
    const keys = await first.province.keys.published();
    const hello = await createExchangeClient(first.address).hello('nonce-nonce');
    expect(hello).toMatchObject({ name: 'Tỉnh Một', keys });
    await Promise.all([first.close(), first.close()]);
    await expect(fetch(first.address)).rejects.toThrow();
    // A name that is set is the settings page's to change: no start puts it back.
    const second = await start({ name: 'Tỉnh Hai' });
    try {
      expect(second.province.id).toBe(first.province.id);
      expect(await second.province.keys.published()).toEqual(keys);
      expect((await createExchangeClient(second.address).hello('nonce-nonce')).name).toBe('Tỉnh Một');
      expect((await fetch(`${second.address}/tra-cuu`)).headers.get('content-type')).toContain('text/html');
    } finally {
      await second.close();
    }
  });

  it('speaks TLS with a certificate that it is given, and says so to browsers', async () => {
    const [cert, key] = [path.join(folder, 'cert.pem'), path.join(folder, 'key.pem')];
    execFileSync(
      'openssl',
      [
        ...[
          'req',
          '-x509',
          '-newkey',
          'ec',
          '-pkeyopt',
          'ec_paramgen_curve:prime256v1',
          '-nodes',
          '-days',
          '2',
        ],
        ...['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1', '-keyout', key, '-out', cert],
      ],
      { stdio: 'ignore' },
    );
    const running = await start({
      tls: { cert: readFileSync(cert, 'utf8'), key: readFileSync(key, 'utf8') },
    });
    try {
      expect(running.address).toMatch(/^https:/);
      const url = `${running.address}/exchange/v1/openapi.json`;
      const headers = await new Promise<Record<string, unknown>>((resolve, reject) => {
        get(url, { ca: readFileSync(cert) }, (answer) => {
          answer.resume();
          resolve(answer.headers);
        }).on('error', reject);
      });
      expect(headers['strict-transport-security']).toContain('max-age');
    } finally {
      await running.close();
    }
  });

  it('leaves nothing open when the port is taken', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => taken.once('listening', resolve));
    const { port } = taken.address() as { port: number };
    await expect(start({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    await new Promise((resolve) => taken.close(resolve));
    // The embedded database is free again.
    await (await start()).close();
  });
});
