import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type IncomingHttpHeaders, type OutgoingHttpHeaders, request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { createIds, systemClock } from '#main/host/index.ts';
import type { ConnectionOrigin, PlainAnswer, PlainCall } from '#office/index.ts';
import { startWebHost, type WebHost } from './index.ts';

/** Who gets through to the office over plain HTTP, and what it is then told. What the office does is tested with it. */
type Answer = { status: number; headers: IncomingHttpHeaders; text: string };

const BODY_LIMIT = 10_000;
const seen: { call: PlainCall; from: ConnectionOrigin }[] = [];
let answer: PlainAnswer = { ok: true, output: { done: true } };
const office = {
  serveSocket: () => undefined,
  callPlainly(call: PlainCall, from: ConnectionOrigin): Promise<PlainAnswer> {
    seen.push({ call, from });
    return Promise.resolve(answer);
  },
};

let directory = '';
let host: WebHost;
let port = 0;
let cookie = '';
let startToken = '';
beforeAll(async () => {
  directory = mkdtempSync(path.join(tmpdir(), 'tram-api-'));
  writeFileSync(path.join(directory, 'index.html'), '<title>Trạm</title>');
  host = await startWebHost({
    office,
    ids: createIds(systemClock),
    rendererDirectory: directory,
    port: 0,
    limits: { messageBytes: BODY_LIMIT, headersTimeoutMs: 400, requestTimeoutMs: 500, checkEveryMs: 50 },
  });
  port = Number(new URL(host.address).port);
  startToken = new URL(host.startAddress).searchParams.get('start') ?? '';
  const start = await fetch(host.startAddress, { redirect: 'manual' });
  cookie = (start.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
});
afterAll(async () => {
  await host.close();
  rmSync(directory, { recursive: true, force: true });
});
beforeEach(() => {
  seen.length = 0;
  answer = { ok: true, output: { done: true } };
});

const JSON_TYPE = { 'content-type': 'application/json' };
const BEARER = { authorization: 'Bearer abc-DEF_123' };

function send(
  options: { path?: string; method?: string; body?: string | Uint8Array; headers?: OutgoingHttpHeaders } = {},
): Promise<Answer> {
  const { path: target = '/api/dossiers/search', method = 'POST', body = '{}' } = options;
  return new Promise((resolve, reject) => {
    const headers = options.headers ?? { ...JSON_TYPE, ...BEARER };
    const call = request(
      { host: '127.0.0.1', port, path: target, method, headers, agent: false },
      (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk;
        });
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
        );
      },
    );
    call.on('error', reject);
    call.end(method === 'POST' ? body : undefined);
  });
}

test('a call reaches the office with its procedure, input and credentials, and its answer is plain JSON', async () => {
  const headers = { ...JSON_TYPE, ...BEARER, 'x-start-token': startToken };
  const found = await send({ body: '{"query":"Nhung","__proto__":{"a":1}}', headers });
  expect([found.status, found.text]).toEqual([200, '{"done":true}']);
  expect(found.headers['content-type']).toBe('application/json; charset=utf-8');
  expect(found.headers['cache-control']).toBe('no-store');
  expect(seen).toMatchObject([
    {
      call: { procedure: 'dossiers.search', bearer: 'abc-DEF_123', startToken: 'right' },
      from: { origin: 'api:127.0.0.1', host: 'web' },
    },
  ]);
  expect(Object.keys(seen[0]?.call.input as object)).toEqual(['query', '__proto__']);
});

test('the start token is told as right, wrong or absent; of a stranger nothing is read', async () => {
  await send({ headers: JSON_TYPE, body: 'not JSON at all' });
  await send({ headers: { ...JSON_TYPE, 'x-start-token': `${startToken}x` }, body: 'not JSON at all' });
  await send({ headers: { ...JSON_TYPE, 'x-start-token': '' }, body: 'not JSON at all' });
  await send({ headers: { ...JSON_TYPE, 'x-start-token': [startToken, startToken] }, body: 'junk' });
  await send({ headers: { ...JSON_TYPE, 'x-start-token': startToken } });
  expect(seen.map(({ call }) => [call.startToken, call.bearer, call.input])).toEqual([
    ['absent', null, null],
    ['wrong', null, null],
    ['wrong', null, null],
    ['wrong', null, null],
    ['right', null, {}],
  ]);
});

test('the one-use address of a browser is no start token', async () => {
  const token = new URL(host.makeOpenAddress()).searchParams.get('start') ?? '';
  await send({ headers: { ...JSON_TYPE, 'x-start-token': token } });
  expect(seen[0]?.call.startToken).toBe('wrong');
});

test('errors carry status, code and sentence; waiting is told twice', async () => {
  const data = { message: 'Chờ 4 giây.', field: 'login', fields: [], waitSeconds: 4 };
  answer = { ok: false, code: 'too-many-attempts', data };
  const waiting = await send();
  expect([waiting.status, JSON.parse(waiting.text)]).toEqual([429, { code: 'too-many-attempts', ...data }]);
  expect(waiting.headers['retry-after']).toBe('4');
  answer = { ok: false, code: 'signed-out', data };
  expect(await send()).toMatchObject({ status: 401, headers: { 'www-authenticate': 'Bearer' } });
});

test('whoever carries a cookie and no bearer is refused; so is a browser’s own page without one', async () => {
  const refused = await send({ headers: { ...JSON_TYPE, cookie, 'x-start-token': startToken } });
  expect([refused.status, JSON.parse(refused.text).code]).toEqual([403, 'not-allowed']);
  expect((await send({ headers: { ...JSON_TYPE, cookie, origin: host.address } })).status).toBe(403);
  expect(seen).toEqual([]);
  await send({ headers: { ...JSON_TYPE, ...BEARER, cookie } });
  expect(seen).toHaveLength(1);
});

test('a foreign Host or Origin is refused, and no answer speaks of other origins', async () => {
  const foreign: [OutgoingHttpHeaders, number][] = [
    [{ host: `localhost:${port}` }, 421],
    [{ host: `evil.example:${port}` }, 421],
    [{ host: '127.0.0.1' }, 421],
    [{ origin: 'https://evil.example' }, 403],
    [{ origin: 'null' }, 403],
    [{ origin: `http://127.0.0.1:${port + 1}` }, 403],
    [{ 'sec-fetch-site': 'cross-site' }, 403],
    [{ 'sec-fetch-site': 'same-site' }, 403],
  ];
  for (const [headers, status] of foreign) {
    for (const target of ['/api/dossiers/search', '/openapi.json']) {
      const method = target === '/openapi.json' ? 'GET' : 'POST';
      const found = await send({ path: target, method, headers: { ...JSON_TYPE, ...BEARER, ...headers } });
      expect([headers, target, found.status]).toEqual([headers, target, status]);
      expect(Object.keys(found.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
    }
  }
  expect(seen).toEqual([]);
  expect((await send({ headers: { ...JSON_TYPE, ...BEARER, origin: host.address } })).status).toBe(200);
});

test('only POST, and a preflight is answered as any other method: no', async () => {
  for (const method of ['GET', 'HEAD', 'PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
    const found = await send({ method });
    expect([method, found.status, found.headers.allow]).toEqual([method, 405, 'POST']);
  }
  expect((await send({ path: '/openapi.json' })).headers.allow).toBe('GET, HEAD');
  expect(seen).toEqual([]);
});

test('only JSON, in UTF-8, not compressed', async () => {
  const types = ['', 'text/plain', 'application/x-www-form-urlencoded', 'application/json; charset=utf-16'];
  for (const type of [...types, 'multipart/form-data', 'application/jsonp']) {
    const found = await send({ headers: { ...BEARER, ...(type === '' ? {} : { 'content-type': type }) } });
    expect([type, found.status, JSON.parse(found.text).code]).toEqual([type, 415, 'invalid-input']);
  }
  expect((await send({ headers: { ...JSON_TYPE, ...BEARER, 'content-encoding': 'gzip' } })).status).toBe(415);
  for (const body of ['', '{', 'undefined', '{"a":01}', new Uint8Array([0x22, 0xff, 0x22])]) {
    const found = await send({ body });
    expect([body, found.status, JSON.parse(found.text).code]).toEqual([body, 400, 'invalid-input']);
  }
  expect(seen).toEqual([]);
  expect(
    (await send({ headers: { ...BEARER, 'content-type': 'application/JSON; charset="UTF-8"' } })).status,
  ).toBe(200);
});

test('a body over the limit is refused, told in advance or not', async () => {
  const big = `"${'a'.repeat(BODY_LIMIT)}"`;
  const headers = { ...JSON_TYPE, ...BEARER };
  expect((await send({ body: big, headers: { ...headers, 'content-length': big.length } })).status).toBe(413);
  expect((await send({ body: big, headers: { ...headers, 'transfer-encoding': 'chunked' } })).status).toBe(
    413,
  );
  expect(seen).toEqual([]);
  const largest = `"${'a'.repeat(BODY_LIMIT - 2)}"`;
  expect((await send({ body: largest })).status).toBe(200);
});

test('a bearer that is none is refused; a doubled one too', async () => {
  for (const authorization of ['Basic abc', 'Bearer', 'Bearer a b', 'abc', `Bearer ${'a'.repeat(300)}`]) {
    const found = await send({ headers: { ...JSON_TYPE, authorization } });
    expect([authorization, found.status]).toEqual([authorization, 401]);
  }
  const doubled = `POST /api/a/b HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAuthorization: Bearer a\r\nAuthorization: Bearer b\r\nContent-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}`;
  expect(await raw(doubled)).toMatch(/^HTTP\/1\.1 401/);
  expect(seen).toEqual([]);
});

test('odd paths reach no procedure, and no page either', async () => {
  for (const target of [
    '/api',
    '/api/',
    '/api/dossiers',
    '/api/dossiers.search',
    '/api/a/b/c',
    '/api//x',
    '/%61pi/x/y',
  ]) {
    await send({ path: target });
  }
  expect(seen.map(({ call }) => call.procedure)).toEqual(['', '', '', '', '', '.x', 'x.y']);
  for (const target of ['/api/../index.html', '/api/%2e%2e/index.html', '/api/%00', '/API/x/y']) {
    const found = await send({ path: target });
    expect([target, found.status]).not.toEqual([target, 200]);
  }
});

test('a program that leaves is told to the office; one that never finishes is cut off', async () => {
  let aborted = false;
  const waiting = Promise.withResolvers<void>();
  const hold = vi.spyOn(office, 'callPlainly').mockImplementation(({ signal }) => {
    signal?.addEventListener('abort', () => {
      aborted = true;
    });
    waiting.resolve();
    return new Promise(() => undefined);
  });
  const leaving = new AbortController();
  const call = fetch(`${host.address}/api/dossiers/search`, {
    method: 'POST',
    headers: { ...JSON_TYPE, ...BEARER },
    body: '{}',
    signal: leaving.signal,
  });
  await waiting.promise;
  leaving.abort();
  await expect(call).rejects.toThrow();
  await vi.waitFor(() => expect(aborted).toBe(true));
  hold.mockRestore();
  const slow = `POST /api/a/b HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAuthorization: Bearer a\r\nContent-Type: application/json\r\nContent-Length: 20\r\n\r\n{"a":`;
  expect(await raw(slow)).toMatch(/^(HTTP\/1\.1 408|$)/);
});

test('the document is there for everybody on this PC, with or without a cookie', async () => {
  for (const headers of [{}, { cookie }]) {
    const found = await send({ path: '/openapi.json', method: 'GET', headers });
    expect(found.status).toBe(200);
    expect(JSON.parse(found.text)).toMatchObject({ openapi: '3.1.0', servers: [{ url: host.address }] });
  }
  expect((await send({ path: '/openapi.json', method: 'HEAD', headers: {} })).status).toBe(200);
});

/** Sends bytes as they are and returns all that comes back until the host closes. */
function raw(bytes: string): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    socket.on('data', (chunk) => {
      text += chunk.toString();
    });
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(text));
  });
}
