import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { zstdDecompress } from 'node:zlib';
import { createIds, systemClock } from '#main/host/index.ts';
import { createApp, createProvince, openReading, openStore, type Sql } from '#main/province/index.ts';
import type { PublicKey } from '#shared/exchange/index.ts';
import { type BareRow, bareCompression, bareTable, insertBare } from './province-bare.ts';
import { type Fill, fillProvince, pastHead } from './province-fill.ts';

/** What the proof asks of this process. */
export type HostCall =
  | { is: 'enrol'; office: string; name: string; agencyCode: string; codeFormat: string; key: PublicKey }
  | { is: 'cpu' }
  | { is: 'count' }
  | { is: 'fill'; fill: Fill }
  | { is: 'end' };
export type HostAnswer = { id: number; value: unknown };
export type HostReady = {
  address: string;
  bare: string;
  province: { id: string; keys: PublicKey[] };
  kind: string;
};

const decompress = promisify(zstdDecompress);
const databaseUrl = process.argv[2] === '' ? undefined : process.argv[2];
const store = await openStore({ databaseUrl });
const silent = {
  info: () => undefined,
  warn: () => undefined,
  error: (text: string) => process.stderr.write(`${text}\n`),
};
const reading = openReading();
const province = await createProvince({
  reading,
  store,
  clock: systemClock,
  ids: createIds(systemClock),
  log: silent,
  version: '0.0.0-proof',
});
const app = await createApp(province, { tls: null, trustProxy: null, log: silent });
await app.listen({ port: 0, host: '127.0.0.1' });
await store.sql.query(bareTable);
// Not every build of PostgreSQL has it; the province's own table has it where there is one.
await store.sql.query(bareCompression).catch(() => undefined);

/** The baselines' door: a batch of entries without any check, or one entry. */
const bare = createServer((request, response) => {
  const parts: Buffer[] = [];
  request.on('data', (part: Buffer) => parts.push(part));
  request.on('end', () => {
    takeBare(Buffer.concat(parts), request.url === '/batch').then(
      () => response.end('{}'),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
});
bare.keepAliveTimeout = 60_000;
await new Promise<void>((resolve) => bare.listen(0, '127.0.0.1', resolve));

async function takeBare(bytes: Buffer, batch: boolean): Promise<void> {
  const text = (batch ? await decompress(bytes) : bytes).toString('utf8');
  const { office, station, first, entries } = JSON.parse(text) as {
    office: string;
    station: string;
    first: number;
    entries: BareRow[];
  };
  await insertBare(store.sql, office, station, first, entries);
}

async function enrol(sql: Sql, call: Extract<HostCall, { is: 'enrol' }>): Promise<void> {
  await sql.query(
    `insert into offices (id, record_id, name, agency_code, code_format, state, created_at, enrolled_at)
     values ($1, $1, $2, $3, $4, 'enrolled', '', '')`,
    [call.office, call.name, call.agencyCode, call.codeFormat],
  );
  await sql.query(
    `insert into office_keys (kid, office, use, public, valid_from, valid_to) values ($1, $2, 'sign', $3, $4, $5)`,
    [call.key.kid, call.office, JSON.stringify(call.key), call.key.validFrom, call.key.validTo],
  );
}

const calls: Record<HostCall['is'], (call: HostCall) => Promise<unknown>> = {
  enrol: async (call) => (call.is === 'enrol' ? enrol(store.sql, call) : undefined),
  /** Milliseconds of processor time of this process so far. */
  cpu: async () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  },
  count: async () =>
    store.sql.query('select state, count(*)::integer as count from entries group by state order by state'),
  /** The heads of the offices' past. */
  fill: async (call) => {
    if (call.is !== 'fill') return undefined;
    await fillProvince(store.sql, call.fill, (done) => process.stderr.write(`${done} filled\n`));
    await store.sql.query('vacuum analyze').catch(() => store.sql.query('analyze'));
    // A year's fill written in minutes is on the disk before a morning is measured; only some roles may ask for it.
    await store.sql.query('checkpoint').catch(() => undefined);
    return store.sql.query(pastHead);
  },
  end: async () => {
    bare.close();
    bare.closeAllConnections();
    await app.close();
    await reading.close();
    await store.close();
  },
};

// Whoever asked is gone: nobody is left to end this process.
process.on('disconnect', () => process.exit(1));

process.on('message', (message: { id: number; call: HostCall }) => {
  calls[message.call.is](message.call).then(
    (value) =>
      process.send?.({ id: message.id, value } satisfies HostAnswer, () => {
        if (message.call.is === 'end') process.exit(0);
      }),
    (error: unknown) => {
      process.stderr.write(`${String(error)}\n`);
      process.exit(1);
    },
  );
});

const addressOf = (address: AddressInfo) => `http://127.0.0.1:${address.port}`;
const ready: HostReady = {
  address: addressOf(app.server.address() as AddressInfo),
  bare: addressOf(bare.address() as AddressInfo),
  province: { id: province.id, keys: [...(await province.keys.published())] },
  kind: store.kind,
};
process.send?.({ id: 0, value: ready } satisfies HostAnswer);
