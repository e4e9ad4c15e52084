import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type IncomingHttpHeaders, type OutgoingHttpHeaders, request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createIds, systemClock } from '#main/host/index.ts';
import { startWebHost, type WebHost } from './index.ts';

type Answer = { status: number; headers: IncomingHttpHeaders; text: string };

/** No screen and no program gets through to it here. */
const silentOffice = {
  serveSocket: () => undefined,
  callPlainly: () => Promise.reject(new Error('not called here')),
};

let directory = '';
let host: WebHost;
let port = 0;
let cookie = '';

beforeAll(async () => {
  directory = mkdtempSync(path.join(tmpdir(), 'tram-web-'));
  mkdirSync(path.join(directory, 'site', 'assets'), { recursive: true });
  writeFileSync(path.join(directory, 'secret.html'), 'SECRET');
  writeFileSync(path.join(directory, 'site', 'index.html'), '<title>Trạm</title>');
  writeFileSync(path.join(directory, 'site', 'assets', 'app-12345678.js'), 'export {};');
  host = await startWebHost({
    office: silentOffice,
    ids: createIds(systemClock),
    rendererDirectory: path.join(directory, 'site'),
    port: 0,
    limits: { headersTimeoutMs: 300, requestTimeoutMs: 400, checkEveryMs: 50 },
  });
  port = Number(new URL(host.address).port);
  const start = await get(host.startAddress.slice(host.address.length));
  cookie = (start.headers['set-cookie']?.[0] ?? '').split(';')[0] ?? '';
});
afterAll(async () => {
  await host.close();
  rmSync(directory, { recursive: true, force: true });
});

/** `headers` replace the ones a browser would send. */
function get(target: string, headers: OutgoingHttpHeaders = {}, method = 'GET', body = ''): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const call = request(
      { host: '127.0.0.1', port, path: target, method, headers, agent: false },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => {
          text += chunk;
        });
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
        );
      },
    );
    call.on('error', reject);
    call.end(body);
  });
}

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

test('the start token becomes a strict, script-proof cookie and leaves the address', async () => {
  const answer = await get(host.startAddress.slice(host.address.length));
  expect(answer.status).toBe(303);
  expect(answer.headers.location).toBe('/');
  expect(answer.headers['set-cookie']).toHaveLength(1);
  expect(answer.headers['set-cookie']?.[0]).toMatch(
    new RegExp(`^tram_${port}=[\\w-]{43}; Path=/; HttpOnly; SameSite=Strict$`),
  );
  expect(answer.headers['set-cookie']?.[0]).not.toContain(host.startAddress.split('=')[1]);
});

test('the token lets a second browser in during the same start, each with its own cookie', async () => {
  const second = await get(host.startAddress.slice(host.address.length));
  const other = (second.headers['set-cookie']?.[0] ?? '').split(';')[0] ?? '';
  expect(other).not.toBe(cookie);
  expect((await get('/', { cookie: other })).status).toBe(200);
  expect((await get('/', { cookie })).status).toBe(200);
});

test('the address that a browser is opened with lets one browser in, once, and nobody after it', async () => {
  const target = host.makeOpenAddress().slice(host.address.length);
  expect(target).not.toBe(host.makeOpenAddress().slice(host.address.length));
  // A link checker does not spend it.
  expect((await get(target, {}, 'HEAD')).headers['set-cookie']).toBeUndefined();
  const first = await get(target);
  expect(first.status).toBe(303);
  const own = (first.headers['set-cookie']?.[0] ?? '').split(';')[0] ?? '';
  expect((await get('/', { cookie: own })).status).toBe(200);
  const second = await get(target);
  expect(second.status).toBe(401);
  expect(second.headers['set-cookie']).toBeUndefined();
});

test('a one-use address that nobody opened in time is worth nothing', async () => {
  const other = await startWebHost({
    office: silentOffice,
    ids: createIds(systemClock),
    rendererDirectory: path.join(directory, 'site'),
    port: 0,
    limits: { oneUseMs: 20 },
  });
  const address = other.makeOpenAddress();
  await sleep(60);
  expect((await fetch(address, { redirect: 'manual' })).status).toBe(401);
  expect((await fetch(other.startAddress, { redirect: 'manual' })).status).toBe(303);
  await other.close();
});

test('a wrong, empty or shortened token gives no cookie', async () => {
  const token = host.startAddress.split('=')[1] ?? '';
  for (const wrong of ['', 'x', token.slice(1), `${token}A`, token.toLowerCase()]) {
    const answer = await get(`/?start=${wrong}`);
    expect(answer.status).toBe(401);
    expect(answer.headers['set-cookie']).toBeUndefined();
  }
});

test('the token of another start is worth nothing', async () => {
  const other = await startWebHost({
    office: silentOffice,
    ids: createIds(systemClock),
    rendererDirectory: path.join(directory, 'site'),
    port: 0,
  });
  expect((await get(other.startAddress.slice(other.address.length))).status).toBe(401);
  await other.close();
});

test('without the cookie there is only a page, in Vietnamese, that says how to get in', async () => {
  for (const target of ['/', '/assets/app-12345678.js', '/index.html', '/nothing.js']) {
    const answer = await get(target);
    expect(answer.status).toBe(401);
    expect(answer.text).toContain('lang="vi"');
    expect(answer.text).toContain('npm start');
    expect(answer.text).not.toContain('<title>Trạm</title>');
  }
});

test('forged, empty and foreign cookies are refused; a planted one beside ours does no harm', async () => {
  const name = cookie.split('=')[0] ?? '';
  for (const forged of [`${name}=`, `${name}=AAAA`, cookie.replace(name, 'tram'), `x${cookie}`]) {
    expect((await get('/', { cookie: forged })).status).toBe(401);
  }
  expect((await get('/', { cookie: `${name}=planted; ${cookie}` })).status).toBe(200);
});

test('every answer carries the strict policy', async () => {
  for (const answer of [
    await get('/'),
    await get('/', { cookie }),
    await get('/', { host: 'evil.example' }),
  ]) {
    expect(answer.headers['content-security-policy']).toContain("default-src 'none'");
    expect(answer.headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(answer.headers['content-security-policy']).not.toMatch(/script-src[^;]*unsafe/);
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
    expect(answer.headers['referrer-policy']).toBe('no-referrer');
    expect(answer.headers['cross-origin-opener-policy']).toBe('same-origin');
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
    expect(answer.headers['x-powered-by']).toBeUndefined();
  }
});

test('hashed files are kept by the browser, the page is not; HEAD sends no body', async () => {
  expect((await get('/assets/app-12345678.js', { cookie })).headers['cache-control']).toContain('immutable');
  const page = await get('/', { cookie });
  expect(page.headers['cache-control']).toBe('no-store');
  const head = await get('/', { cookie }, 'HEAD');
  expect(head.text).toBe('');
  expect(head.headers['content-length']).toBe(page.headers['content-length']);
});

test('a name bound anew to this PC, another port and a bare address are refused', async () => {
  const others = [
    `evil.example:${port}`,
    `localhost:${port}`,
    '127.0.0.1',
    `127.0.0.1:${port + 1}`,
    `[::1]:${port}`,
  ];
  for (const name of [...others, `127.0.0.1:${port}.evil.example`]) {
    expect((await get('/', { host: name, cookie })).status).toBe(421);
  }
  expect(await raw(`GET / HTTP/1.1\r\nConnection: close\r\n\r\n`)).toMatch(/^HTTP\/1\.1 400/);
  expect(await raw(`GET / HTTP/1.1\r\nHost:\r\nCookie: ${cookie}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 421/);
  const doubled = `GET / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nHost: evil.example\r\nCookie: ${cookie}\r\n\r\n`;
  expect(await raw(doubled)).toMatch(/^HTTP\/1\.1 4(00|21)/);
});

test('another origin is refused even with the cookie, and so is a page of another port', async () => {
  const origins = [
    'https://evil.example',
    'null',
    `http://127.0.0.1:${port + 1}`,
    `https://127.0.0.1:${port}`,
  ];
  for (const origin of [...origins, `http://localhost:${port}`]) {
    expect((await get('/', { cookie, origin })).status).toBe(403);
  }
  for (const site of ['cross-site', 'same-site']) {
    expect((await get('/', { cookie, 'sec-fetch-site': site })).status).toBe(403);
    const start = await get(host.startAddress.slice(host.address.length), { 'sec-fetch-site': site });
    expect(start.headers['set-cookie']).toBeUndefined();
  }
  expect((await get('/', { cookie, origin: host.address, 'sec-fetch-site': 'same-origin' })).status).toBe(
    200,
  );
  expect((await get('/', { cookie, 'sec-fetch-site': 'none' })).status).toBe(200);
});

test('only GET and HEAD, and no body', async () => {
  for (const method of ['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE']) {
    const answer = await get('/', { cookie, 'content-length': 0 }, method);
    expect(answer.status).toBe(405);
    expect(answer.headers.allow).toBe('GET, HEAD');
  }
  const body = '{"a":1}';
  const json = { 'content-type': 'application/json', 'content-length': body.length };
  expect((await get('/', { cookie, ...json }, 'GET', body)).status).toBe(413);
});

test('no path leads out of the folder', async () => {
  const paths = ['/../secret.html', '/%2e%2e/secret.html', '/..%2fsecret.html', '/assets/../../secret.html'];
  for (const target of [
    ...paths,
    '/..%5csecret.html',
    '/%00',
    '/%zz',
    '//evil.example/',
    '/assets/%2e%2e%2f%2e%2e/x',
  ]) {
    const answer = await get(target, { cookie });
    expect([400, 404]).toContain(answer.status);
    expect(answer.text).not.toContain('SECRET');
  }
  const absolute = `GET http://evil.example/ HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nCookie: ${cookie}\r\n\r\n`;
  expect(await raw(absolute)).toMatch(/^HTTP\/1\.1 400/);
});

test('huge headers and clients that never finish are cut off', async () => {
  expect((await get('/', { cookie, 'x-filler': 'a'.repeat(20_000) })).status).toBe(431);
  expect(await raw(`GET / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nX-Slow: `)).toMatch(/^HTTP\/1\.1 408/);
});
