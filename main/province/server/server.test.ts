import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createIds, systemClock } from '#main/host/index.ts';
import { containerSha256, readContainer, writeOfficeToken } from '#main/parcels/index.ts';
import {
  ATTACHMENTS_PATH,
  CONTAINER_TYPE,
  HELLO_PATH,
  MAX_CONTAINER_BYTES,
  OPENAPI_PATH,
  PACKS_PATH,
  PARCELS_PATH,
  type ProvinceParcel,
} from '#shared/exchange/index.ts';
import { createExchangeClient, type ExchangeClient } from '#test/fixtures/exchange-client.ts';
import {
  createPlainOffice,
  leaseRequest,
  type PlainOffice,
  receptionBody,
} from '#test/fixtures/exchange-office.ts';
import { openTestStore } from '#test/fixtures/province-store.ts';
import { inviteOffice } from '../enrol/index.ts';
import { createProvince, type Province } from '../province.ts';
import type { Store } from '../store/index.ts';
import { createApp } from './index.ts';

const lines: string[] = [];
const write = (message: string, data?: unknown) => void lines.push(`${message} ${JSON.stringify(data)}`);
const log = { info: write, warn: write, error: write };
const today = new Date(Date.now() + 7 * 3600_000).toISOString().slice(0, 10);
const ids = createIds(systemClock);

type Instance = { province: Province; app: FastifyInstance; client: ExchangeClient };
let store: Store;
let one: Instance;
let other: Instance;

/** Two instances on one database: two processes on a PostgreSQL server have no more in common than these. */
async function startInstance(): Promise<Instance> {
  const province = await createProvince({
    store,
    clock: systemClock,
    ids: createIds(systemClock),
    log,
    version: '1.2.3',
  });
  const app = await createApp(province, { tls: null, trustProxy: '127.0.0.1', log });
  const address = await app.listen({ port: 0, host: '127.0.0.1' });
  const client = createExchangeClient(address);
  client.pin(await province.keys.published());
  return { province, app, client };
}

beforeAll(async () => {
  store = await openTestStore();
  [one, other] = await Promise.all([startInstance(), startInstance()]);
});
afterAll(async () => {
  await Promise.all([one.app.close(), other.app.close()]);
  await store.close();
});

async function enrolled(): Promise<PlainOffice> {
  const office = createPlainOffice();
  const { code } = await inviteOffice({ sql: store.sql, clock: systemClock, ids }, { name: 'UBND xã Thử' });
  const answer = await one.client.enrol(await office.seal(office.enrolRequest(code)));
  expect(answer.type).toBe('enrol-answer');
  return office;
}

async function send(
  to: Instance,
  office: PlainOffice,
  content: Parameters<PlainOffice['parcel']>[1],
): Promise<ProvinceParcel> {
  const answer = await to.client.parcels(await office.seal(office.parcel(one.province.id, content)));
  if (answer.type !== 'province-parcel') throw new Error(`refused: ${answer.code}`);
  return answer;
}

describe('the server', () => {
  it('P17 P16 says who it is over a nonce; two instances are one province', async () => {
    expect(other.province.id).toBe(one.province.id);
    const hello = await other.client.hello('nonce-of-ours');
    expect(hello).toMatchObject({ from: one.province.id, nonce: 'nonce-of-ours' });
    expect((await fetch(`${one.client.address}${HELLO_PATH}?nonce=short`)).status).toBe(400);
  });

  it('P6 P9 an instance goes on where another one answered', async () => {
    const office = await enrolled();
    const chain = office.newChain();
    const [lease] = (
      await send(one, office, { asks: { leases: [leaseRequest(office, chain.station, today)] } })
    ).leases;
    const serial = lease?.firstSerial ?? 0;
    for (const more of [0, 1]) {
      const { id, body } = receptionBody(office.agencyCode, today, serial + more);
      chain.append({ kind: 'dossier-received', v: 3, subject: id, body });
    }
    const first = await send(one, office, { runs: [chain.run(1, 1)] });
    const second = await send(other, office, { runs: [chain.run(1, 2)], after: first.feed.upTo });
    const again = await send(one, office, { runs: [chain.run(1, 2)] });
    expect(second.heads).toEqual([chain.head()]);
    expect(again.feed.verdicts.map(({ state }) => state)).toEqual(['accepted', 'accepted']);
    expect(again.feed.upTo).toBe(second.feed.upTo);
  });

  it('P2 P16 refuses whatever is no container with a signature, at any size', async () => {
    for (const bytes of [randomBytes(0), randomBytes(100), randomBytes(MAX_CONTAINER_BYTES + 1)]) {
      const { status, type, bytes: answer } = await one.client.post(PARCELS_PATH, bytes);
      expect(status).toBe(200);
      expect(type).toBe(CONTAINER_TYPE);
      const keys = await one.province.keys.published();
      const read = await readContainer(answer, {
        findKey: (kid) => keys.find((key) => key.kid === kid),
        now: Date.now(),
        types: ['province-refusal'],
      });
      expect(read).toMatchObject({ value: { payload: { answers: containerSha256(bytes) } } });
    }
    const huge = await one.client.post(PARCELS_PATH, new Uint8Array(3 * MAX_CONTAINER_BYTES));
    expect(huge.status).toBe(413);
  });

  it('describes itself, with every address and payload', async () => {
    const description = (await (await fetch(`${one.client.address}${OPENAPI_PATH}`)).json()) as {
      openapi: string;
      paths: Record<string, unknown>;
      components: { schemas: Record<string, unknown> };
    };
    expect(description.openapi).toBe('3.1.0');
    expect(Object.keys(description.paths)).toHaveLength(7);
    expect(Object.keys(description.components.schemas)).toContain('OfficeParcel');
    expect(JSON.stringify(description)).not.toContain('$defs');
  });

  it('has the headers that keep browsers out of trouble on every answer, and tells nothing it need not', async () => {
    for (const path of [OPENAPI_PATH, '/nowhere', `${PACKS_PATH}/catalogue/9`, ATTACHMENTS_PATH]) {
      const answer = await fetch(`${one.client.address}${path}`, {
        method: path === ATTACHMENTS_PATH ? 'POST' : 'GET',
      });
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
      expect(answer.headers.get('access-control-allow-origin')).toBeNull();
      expect(answer.headers.get('x-powered-by')).toBeNull();
    }
    expect((await fetch(`${one.client.address}${PACKS_PATH}/catalogue/9`)).status).toBe(404);
    expect((await fetch(`${one.client.address}${PACKS_PATH}/catalogue/1e9999`)).status).toBe(404);
  });

  it('P3 counts tries by the address that the proxy names, and believes no other header', async () => {
    const direct = createPlainOffice();
    const container = await direct.seal(direct.enrolRequest('0000-0000-0000'));
    const ask = async (forwarded: string) => {
      const answer = await one.app.inject({
        method: 'POST',
        url: '/exchange/v1/enrol',
        headers: { 'content-type': CONTAINER_TYPE, 'x-forwarded-for': forwarded },
        payload: Buffer.from(container),
        remoteAddress: '127.0.0.1',
      });
      return answer.rawPayload;
    };
    for (let tries = 0; tries < 5; tries += 1) await ask('198.51.100.1');
    expect(Buffer.from(await ask('198.51.100.1')).length).toBeGreaterThan(0);
    const waits = await store.sql.query<{ who: string }>(
      `SELECT who FROM rates WHERE what = 'enrol' ORDER BY who`,
    );
    expect(waits.map(({ who }) => who)).toContain('198.51.100.1');
  });

  it('goes on after a line that says nonsense or hangs up', async () => {
    const { port } = new URL(one.client.address);
    await new Promise<void>((resolve) => {
      const socket = connect(Number(port), '127.0.0.1', () => {
        socket.end('POST /exchange/v1/parcels HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\n\r\nhalf');
      });
      socket.on('error', () => undefined).on('close', () => resolve());
      socket.resume();
    });
    expect((await one.client.hello('still-there')).nonce).toBe('still-there');
  });

  it('P2 gives up a body that brings nothing, and has its room back; a slow one goes on', async () => {
    const limits = { bodyIdleMs: 1500, bodiesByAddress: 3000 };
    const app = await createApp(one.province, { tls: null, trustProxy: null, log, limits });
    const address = await app.listen({ port: 0, host: '127.0.0.1' });
    const head = `POST ${PARCELS_PATH} HTTP/1.1\r\nHost: x\r\nContent-Type: ${CONTAINER_TYPE}\r\n`;
    const line = () => {
      const socket = connect(Number(new URL(address).port), '127.0.0.1');
      socket.on('error', () => undefined);
      return socket;
    };
    const post = (size: number) =>
      fetch(`${address}${PARCELS_PATH}`, {
        method: 'POST',
        headers: { 'content-type': CONTAINER_TYPE },
        body: new Uint8Array(size),
      }).then(({ status }) => status);
    try {
      const silent = line();
      const ended = new Promise((resolve) => silent.once('close', resolve));
      silent.resume().write(`${head}Content-Length: 2900\r\n\r\nonly this`);
      await expect.poll(() => post(500)).toBe(503);
      await ended;
      await expect.poll(() => post(500)).toBe(200);
      // Eight pieces take longer together than a line may be silent.
      const slow = line();
      const answered = new Promise<string>((resolve) => slow.once('data', (data) => resolve(String(data))));
      slow.write(`${head}Content-Length: 8\r\n\r\n`);
      for (let pieces = 0; pieces < 8; pieces += 1) {
        await new Promise((resolve) => setTimeout(resolve, 250));
        slow.write('x');
      }
      expect(await answered).toContain('200 OK');
      slow.destroy();
    } finally {
      await app.close();
    }
  });

  it('writes no codes, no bodies and no words of a failure into its log', async () => {
    const failing = await createApp(one.province, {
      ...{ tls: null, trustProxy: null, log },
      // As a database says it: the words of a failure hold what a person typed.
      pages: (scope) =>
        void scope.get('/hong', async () => Promise.reject(new Error('key (Trần Rừng Xanh)'))),
    });
    expect((await failing.inject('/hong')).statusCode).toBe(500);
    await failing.close();
    expect(lines.join('\n')).toMatch(/request failed .*"error":"Error server\.test\.ts:\d+"/);
    expect(lines.join('\n')).not.toMatch(/Rừng Xanh|0000-0000-0000/);
  });
});

describe('attachments over the line', () => {
  const file = randomBytes(600_000);
  const sha256 = containerSha256(file);
  const tus = { 'tus-resumable': '1.0.0' };

  async function token(office: PlainOffice, to = one.province.id): Promise<string> {
    return `Bearer ${await writeOfficeToken({ from: office.id, to, now: Date.now() }, office.keys.sign)}`;
  }
  async function begin(office: PlainOffice, hash: string, size: number, authorization?: string) {
    return fetch(`${one.client.address}${ATTACHMENTS_PATH}`, {
      method: 'POST',
      headers: {
        ...tus,
        authorization: authorization ?? (await token(office)),
        'upload-length': String(size),
        'upload-metadata': `sha256 ${Buffer.from(hash).toString('base64')}`,
      },
    });
  }
  async function patch(
    at: Instance,
    office: PlainOffice,
    location: string,
    offset: number,
    bytes: Uint8Array,
  ) {
    return fetch(new URL(location, at.client.address), {
      method: 'PATCH',
      headers: {
        ...tus,
        authorization: await token(office),
        'content-type': 'application/offset+octet-stream',
        'upload-offset': String(offset),
      },
      body: Buffer.from(bytes),
    });
  }
  const want = (office: PlainOffice, hash: string, size: number) =>
    store.sql.query(
      'INSERT INTO wanted_files (office, sha256, station, seq, bytes) VALUES ($1, $2, $3, 1, $4)',
      [office.id, hash, 'st-1', size],
    );

  it('P19 are begun at one instance and finished at another, by the office alone', async () => {
    const office = await enrolled();
    expect((await begin(office, sha256, file.length)).status).toBe(403);
    await want(office, sha256, file.length);
    expect((await begin(office, sha256, file.length + 1)).status).toBe(403);
    expect((await begin(office, sha256, file.length, 'Bearer nonsense')).status).toBe(401);
    expect((await begin(office, sha256, file.length, await token(office, 'another-province'))).status).toBe(
      401,
    );
    const begun = await begin(office, sha256, file.length);
    expect(begun.status).toBe(201);
    const location = begun.headers.get('location') ?? '';
    expect((await patch(one, office, location, 0, file.subarray(0, 200_000))).status).toBe(204);
    const stranger = await enrolled();
    expect((await patch(other, stranger, location, 200_000, file.subarray(200_000))).status).toBe(404);
    expect((await patch(other, office, location, 100, file.subarray(100))).status).toBe(409);
    expect((await patch(other, office, location, 200_000, file.subarray(200_000))).status).toBe(204);
    expect(await one.province.attachments.has(sha256)).toBe(true);
  });

  it('P19 keep what came before a line was cut', async () => {
    const office = await enrolled();
    const bytes = randomBytes(400_000);
    await want(office, containerSha256(bytes), bytes.length);
    const location =
      (await begin(office, containerSha256(bytes), bytes.length)).headers.get('location') ?? '';
    const { port } = new URL(one.client.address);
    const authorization = await token(office);
    await new Promise<void>((resolve) => {
      const socket = connect(Number(port), '127.0.0.1', () => {
        socket.write(
          `PATCH ${location} HTTP/1.1\r\nHost: 127.0.0.1\r\nTus-Resumable: 1.0.0\r\nUpload-Offset: 0\r\n` +
            `Content-Type: application/offset+octet-stream\r\nAuthorization: ${authorization}\r\n` +
            `Content-Length: ${bytes.length}\r\n\r\n`,
        );
        socket.write(bytes.subarray(0, 150_000), () => setTimeout(() => socket.destroy(), 200));
      });
      socket.on('error', () => undefined).on('close', () => resolve());
    });
    const offset = async () => {
      const head = await fetch(new URL(location, other.client.address), {
        method: 'HEAD',
        headers: { ...tus, authorization },
      });
      return Number(head.headers.get('upload-offset'));
    };
    await expect.poll(offset, { timeout: 10_000 }).toBe(150_000);
    expect((await patch(other, office, location, 150_000, bytes.subarray(150_000))).status).toBe(204);
    expect(await one.province.attachments.has(containerSha256(bytes))).toBe(true);
  });

  it('P19 are refused when their bytes have another hash', async () => {
    const office = await enrolled();
    const hash = 'ab'.repeat(32);
    await want(office, hash, 1000);
    const location = (await begin(office, hash, 1000)).headers.get('location') ?? '';
    expect((await patch(one, office, location, 0, randomBytes(1000))).status).toBe(460);
    expect(await one.province.attachments.has(hash)).toBe(false);
    expect((await begin(office, hash, 1000)).status).toBe(201);
  });
});
