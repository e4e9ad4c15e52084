import Fastify, { type FastifyInstance } from 'fastify';
import { createIds } from '#main/host/index.ts';
import { type KeyPair, makeKeyPair, writeContainer } from '#main/parcels/index.ts';
import { officeTimestamp } from '#shared/base/index.ts';
import { type EnrolRequest, PARCEL_VERSION } from '#shared/exchange/index.ts';
import { openEmbeddedStore } from '#test/fixtures/prepared-store.ts';
import { ensureSetupCode } from '../people/index.ts';
import { createProvince, type Province } from '../province.ts';
import type { Store } from '../store/index.ts';
import { registerPages } from './index.ts';

/** Pages over a province in memory, with a browser that keeps cookies and sends what a browser sends. */
export type Site = {
  province: Province;
  store: Store;
  app: FastifyInstance;
  clock: { time: number };
  /** A new browser. */
  browser(): Browser;
  close(): Promise<void>;
};

export type Answer = { status: number; text: string; location: string; headers: Record<string, unknown> };

export type Browser = {
  get(address: string): Promise<Answer>;
  /** Sends a form; `csrf` is taken from the page got before. Files as [name, bytes]. */
  post(
    address: string,
    fields: Record<string, string | [string, Uint8Array]>,
    headers?: Record<string, string | undefined>,
  ): Promise<Answer>;
  cookie(): string;
};

export const PASSWORD = 'bốn con ngựa hồng';

/** `given`: a store in which a test has put something; it stays the caller's to close. */
export async function openSite(given?: Store): Promise<Site> {
  const clock = { time: Date.parse('2026-11-22T09:00:00+07:00') };
  const now = { now: () => clock.time };
  const ids = createIds(now);
  const store = given ?? (await openEmbeddedStore());
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const province = await createProvince({
    store,
    clock: now,
    ids,
    log,
    version: '0.1.0',
    name: 'Tỉnh Phú Thọ',
  });
  const app = Fastify();
  await app.register(async (scope) => registerPages(scope, { province }));
  return {
    province,
    store,
    app,
    clock,
    browser: () => createBrowser(app),
    async close() {
      await app.close();
      if (given === undefined) await store.close();
    },
  };
}

function createBrowser(app: FastifyInstance): Browser {
  let cookie = '';
  let csrf = '';
  async function send(options: {
    method: 'GET' | 'POST';
    url: string;
    payload?: Buffer;
    headers: Record<string, string>;
  }): Promise<Answer> {
    const answer = await app.inject({
      ...options,
      headers: { ...options.headers, ...(cookie === '' ? {} : { cookie }) },
    });
    const set = answer.headers['set-cookie'];
    if (typeof set === 'string') cookie = /Max-Age=0/.test(set) ? '' : (set.split(';')[0] ?? '');
    csrf = /name="csrf" value="([\w-]+)"/.exec(answer.body)?.[1] ?? csrf;
    return {
      status: answer.statusCode,
      text: answer.body,
      location: String(answer.headers.location ?? ''),
      headers: answer.headers,
    };
  }
  return {
    get: (url) => send({ method: 'GET', url, headers: {} }),
    async post(url, fields, headers = {}) {
      const data = new FormData();
      for (const [name, value] of Object.entries({ csrf, ...fields })) {
        if (typeof value === 'string') data.set(name, value);
        else data.set(name, new File([new Uint8Array(value[1])], value[0]));
      }
      const body = new Response(data);
      return send({
        method: 'POST',
        url,
        payload: Buffer.from(await body.arrayBuffer()),
        headers: Object.fromEntries(
          Object.entries({
            'content-type': body.headers.get('content-type') ?? '',
            'sec-fetch-site': 'same-origin',
            ...headers,
          }).filter((entry): entry is [string, string] => entry[1] !== undefined),
        ),
      });
    },
    cookie: () => cookie,
  };
}

/** The first administrator, signed in. */
export async function setUpSite(site: Site): Promise<Browser> {
  const browser = site.browser();
  const code = await ensureSetupCode(site.province);
  const answer = await browser.post('/quan-tri/bat-dau', {
    code: code ?? '',
    name: 'Lê Thị Mai',
    login: 'mai',
    password: PASSWORD,
    again: PASSWORD,
  });
  if (answer.status !== 303) throw new Error(answer.text);
  await browser.get('/quan-tri/cai-dat');
  return browser;
}

/** An office that asks to be let in by stick: its file, and the keys it will sign with. */
export async function stickRequest(
  { ids, clock }: Pick<Province, 'ids' | 'clock'>,
  name: string,
): Promise<{ office: string; station: string; sign: KeyPair; encrypt: KeyPair; container: Uint8Array }> {
  const at = clock.now();
  const times = { validFrom: officeTimestamp(at - 1000), validTo: officeTimestamp(at + 400 * 86_400_000) };
  const [sign, encrypt] = [makeKeyPair('sign', times), makeKeyPair('encrypt', times)];
  const [office, station] = [ids.id(), ids.id()];
  const request: EnrolRequest = {
    type: 'enrol-request',
    v: PARCEL_VERSION,
    id: ids.id(),
    created: officeTimestamp(at),
    program: { version: '0.1.0' },
    office: { id: office, name, agencyCode: 'H44.24.15', codeFormat: 'current-4', station },
    keys: [sign.public, encrypt.public],
    proof: null,
  };
  return { office, station, sign, encrypt, container: await writeContainer(request, sign) };
}
