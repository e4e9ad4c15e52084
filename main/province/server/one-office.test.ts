import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createIds, systemClock } from '#main/host/index.ts';
import type { ProvinceParcel, ProvinceRefusal } from '#shared/exchange/index.ts';
import { createExchangeClient, type ExchangeClient } from '#test/fixtures/exchange-client.ts';
import { createPlainOffice, type PlainOffice, receptionBody } from '#test/fixtures/exchange-office.ts';
import { openEmbeddedStore } from '#test/fixtures/prepared-store.ts';
import { makeDatabase } from '#test/fixtures/province-store.ts';
import { inviteOffice } from '../enrol/index.ts';
import { createProvince, type Province } from '../province.ts';
import { startProvince } from '../run.ts';
import { openStore, SQLSTATE, type Sql, type Store } from '../store/index.ts';
import { createApp } from './index.ts';

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
const ids = createIds(systemClock);
const today = new Date(Date.now() + 7 * 3600_000).toISOString().slice(0, 10);

// On a PostgreSQL server where DATABASE_URL names one, else on the embedded one, of which there is one session alone.
const database = await makeDatabase();
const WAIT_MS = 400;
const store: Store =
  database === undefined
    ? await openEmbeddedStore()
    : await openStore({
        databaseUrl: database.url,
        bounds: { lockWaitMs: WAIT_MS, idleInTransactionMs: 10_000 },
      });
/** Rows that nobody gets: there the embedded one says at once what a server says after a while. */
const kept = new Set<unknown>();
let province: Province;
let app: FastifyInstance;
let client: ExchangeClient;

beforeAll(async () => {
  province = await createProvince({
    store: { ...store, sql: refusing(store.sql) },
    ...{ clock: systemClock, ids, log: quiet, version: '1.2.3' },
  });
  app = await createApp(province, {
    ...{ tls: null, trustProxy: null, log: quiet },
    limits: { working: 2, waiting: 16 },
  });
  client = createExchangeClient(await app.listen({ port: 0, host: '127.0.0.1' }));
  client.pin(await province.keys.published());
});
afterAll(async () => {
  await app.close();
  await store.close();
  await database?.drop();
});

function refusing(sql: Sql): Sql {
  return {
    query(text, parameters) {
      const isRefused = / for no key update$/.test(text) && kept.has(parameters?.[0]);
      if (!isRefused) return sql.query(text, parameters);
      return Promise.reject(Object.assign(new Error('lock timeout'), { code: SQLSTATE.lockNotAvailable }));
    },
    transaction: (work) => sql.transaction((tx) => work(refusing(tx))),
  };
}

/** Holds the row of an office as an instance does that says nothing more; gives how to let it go. */
async function hold({ id }: PlainOffice): Promise<() => Promise<void>> {
  if (database === undefined) {
    kept.add(id);
    return async () => void kept.delete(id);
  }
  const silent = await openStore({ databaseUrl: database.url });
  const held = Promise.withResolvers<void>();
  const over = Promise.withResolvers<void>();
  const holding = silent.sql.transaction(async (tx) => {
    await tx.query('select 1 from offices where id = $1 for no key update', [id]);
    held.resolve();
    await over.promise;
  });
  await held.promise;
  return async () => {
    over.resolve();
    await holding;
    await silent.close();
  };
}

async function enrolled(): Promise<PlainOffice> {
  const office = createPlainOffice();
  const { code } = await inviteOffice({ sql: store.sql, clock: systemClock, ids }, { name: 'UBND xã Thử' });
  expect((await client.enrol(await office.seal(office.enrolRequest(code)))).type).toBe('enrol-answer');
  return office;
}

function receive(office: PlainOffice, chain: ReturnType<PlainOffice['newChain']>, count: number): void {
  for (let n = 0; n < count; n += 1) {
    const { id, body } = receptionBody(office.agencyCode, today, chain.entries.length + 1);
    chain.append({ kind: 'dossier-received', v: 3, subject: id, body });
  }
}

const parcel = (office: PlainOffice, content: Parameters<PlainOffice['parcel']>[1] = {}) =>
  office.seal(office.parcel(province.id, content));
const wordOf = (answer: ProvinceParcel | ProvinceRefusal) =>
  answer.type === 'province-refusal' ? answer.code : 'taken';

describe('two parcels of one office at once', () => {
  it('P5 P7 the small one that comes behind a large one waits for it, however soon it is read', async () => {
    const office = await enrolled();
    const chain = office.newChain();
    receive(office, chain, 600);
    const containers = [
      await parcel(office, { runs: [chain.run(1, 599)] }),
      await parcel(office, { runs: [chain.run(600, 600)] }),
    ];
    // Neither waits for a connection to be made.
    await Promise.all(containers.map(() => store.sql.query('select 1')));
    const answers = await Promise.all(
      containers.map(async (container) => client.read(await province.handle(container))),
    );
    expect(answers).toMatchObject([{ refused: [] }, { refused: [], heads: [chain.head()] }]);
  });
});

describe('an office whose row an instance holds that says nothing more', () => {
  it('P6 P16 is told to come again, signed, and keeps nobody else from being heard; afterwards it is taken in', async () => {
    const [office, other] = [await enrolled(), await enrolled()];
    const chain = office.newChain();
    receive(office, chain, 1);
    const container = await parcel(office, { runs: [chain.run()] });
    const letGo = await hold(office);
    // More than the server works on at a time.
    const tries = [1, 2, 3].map(() => client.parcels(container));
    expect(wordOf(await client.parcels(await parcel(other)))).toBe('taken');
    for (const answer of await Promise.all(tries)) {
      expect(answer).toMatchObject({ type: 'province-refusal', code: 'busy' });
      expect(answer).toHaveProperty('waitSeconds', expect.any(Number));
    }
    await letGo();
    expect(await client.parcels(container)).toMatchObject({ refused: [], heads: [chain.head()] });
  });
});

// What only a server has: sessions beside each other, and a line to it.
if (database !== undefined) {
  const { url } = database;
  describe('the sessions of a server', () => {
    it('one that says nothing more within a transaction is ended and its locks are free; the program goes on', async () => {
      const office = await enrolled();
      const chain = office.newChain();
      receive(office, chain, 1);
      const container = await parcel(office, { runs: [chain.run()] });
      const silent = await openStore({ databaseUrl: url, bounds: { idleInTransactionMs: WAIT_MS } });
      const held = Promise.withResolvers<void>();
      const taken = Promise.withResolvers<void>();
      const holding = silent.sql.transaction(async (tx) => {
        await tx.query('select 1 from offices where id = $1 for no key update', [office.id]);
        held.resolve();
        await taken.promise;
        await tx.query('select 1');
      });
      const ended = expect(holding).rejects.toThrow();
      await held.promise;
      await expect
        .poll(async () => wordOf(await client.parcels(container)), { timeout: 20_000 })
        .toBe('taken');
      taken.resolve();
      await ended;
      expect(await silent.sql.query('select 1 as one')).toEqual([{ one: 1 }]);
      await silent.close();
    });

    it('have bounds of their own, whatever the machine has', async () => {
      const running = await startProvince({
        ...{ databaseUrl: url, port: 0, clock: systemClock, ids, log: quiet, version: '1.2.3' },
      });
      const settings = () =>
        running.province.sql.query<{ name: string; seconds: number }>(
          `select name, setting::integer / case unit when 'ms' then 1000 else 1 end as seconds from pg_settings
           where name in ('lock_timeout', 'idle_in_transaction_session_timeout', 'tcp_keepalives_idle',
             'tcp_keepalives_interval', 'tcp_user_timeout') order by name`,
        );
      const seconds = Object.fromEntries((await settings()).map((one) => [one.name, one.seconds]));
      await running.close();
      expect(seconds).toEqual({
        idle_in_transaction_session_timeout: 60,
        lock_timeout: 20,
        tcp_keepalives_idle: 10,
        tcp_keepalives_interval: 10,
        tcp_user_timeout: 60,
      });
    });

    it('of an instance that starts wait for as long as another one is at the tables', async () => {
      const migrating = Promise.withResolvers<void>();
      const over = Promise.withResolvers<void>();
      const first = store.sql.transaction(async (tx) => {
        await tx.query('lock table migrations');
        migrating.resolve();
        await over.promise;
      });
      await migrating.promise;
      const second = openStore({ databaseUrl: url, bounds: { lockWaitMs: WAIT_MS } });
      await new Promise((resolve) => setTimeout(resolve, 3 * WAIT_MS));
      over.resolve();
      await first;
      await (await second).close();
    });

    it('P13 read again after an update what an office has, once its row is free', async () => {
      const office = await enrolled();
      const chain = office.newChain();
      receive(office, chain, 1);
      expect(wordOf(await client.parcels(await parcel(office, { runs: [chain.run()] })))).toBe('taken');
      await store.sql.query('update entries set read = false where office = $1', [office.id]);
      const letGo = await hold(office);
      const reading = province.readAnew();
      reading.catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, 3 * WAIT_MS));
      await letGo();
      expect(await reading).toBe(1);
    });
  });
}
