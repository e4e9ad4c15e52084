import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { createIds, systemClock } from '#main/host/index.ts';
import type { ConnectionOrigin, Office } from '#office/index.ts';
import { startWebHost, type WebHost } from './index.ts';
import type { Limits } from './limits.ts';

let directory = '';
let host: WebHost;
let cookie = '';
let origins: ConnectionOrigin[] = [];

/** Answers every message with its length, as an office would answer a call. */
const echoOffice: Pick<Office, 'serveSocket' | 'callPlainly'> = {
  callPlainly: () => Promise.reject(new Error('not called here')),
  serveSocket(socket, origin) {
    origins.push(origin);
    socket.addEventListener('message', (event) => socket.send(String(String(event.data).length)));
  },
};

async function start(limits: Partial<Limits> = {}): Promise<void> {
  host = await startWebHost({
    office: echoOffice,
    ids: createIds(systemClock),
    rendererDirectory: directory,
    port: 0,
    limits,
  });
  const answer = await fetch(host.startAddress, { redirect: 'manual' });
  cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
}

beforeEach(() => {
  origins = [];
  directory = mkdtempSync(path.join(tmpdir(), 'tram-ws-'));
  writeFileSync(path.join(directory, 'index.html'), '<title>Trạm</title>');
});
afterEach(async () => {
  await host.close();
  rmSync(directory, { recursive: true, force: true });
});

function connect(options: { path?: string; origin?: string | null; headers?: Record<string, string> } = {}) {
  const origin = options.origin === undefined ? host.address : options.origin;
  return new WebSocket(`${host.address.replace('http', 'ws')}${options.path ?? '/rpc'}`, {
    headers: { cookie, ...options.headers },
    ...(origin === null ? {} : { origin }),
  });
}

/** `open`, or the HTTP status with which the upgrade was refused. */
function outcome(socket: WebSocket): Promise<string | number> {
  return new Promise((resolve, reject) => {
    socket.on('open', () => resolve('open'));
    socket.on('unexpected-response', (_request, response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    socket.on('error', reject);
  });
}

async function answerTo(socket: WebSocket, message: string): Promise<string> {
  const answer = once(socket, 'message');
  socket.send(message);
  return String((await answer)[0]);
}

test('our own page with its cookie reaches the office', async () => {
  await start();
  const socket = connect();
  expect(await outcome(socket)).toBe('open');
  expect(await answerTo(socket, 'xin chào')).toBe('8');
  expect(origins).toEqual([{ origin: 'web:127.0.0.1', host: 'web' }]);
});

test('upgrades from elsewhere never reach the office', async () => {
  await start();
  const port = new URL(host.address).port;
  const refused: [Parameters<typeof connect>[0], number][] = [
    [{ origin: null }, 403],
    [{ origin: 'https://evil.example' }, 403],
    [{ origin: `http://localhost:${port}` }, 403],
    [{ origin: 'null' }, 403],
    [{ headers: { 'sec-fetch-site': 'same-site' } }, 403],
    [{ headers: { host: `evil.example:${port}` }, origin: `http://evil.example:${port}` }, 421],
    [{ headers: { host: `localhost:${port}` } }, 421],
    [{ headers: { cookie: '' } }, 401],
    [{ headers: { cookie: `tram_${port}=forged` } }, 401],
    [{ path: '/' }, 404],
    [{ path: '/rpc/%2e%2e/x' }, 404],
    [{ path: `/rpc?start=${host.startAddress.split('=')[1]}`, headers: { cookie: '' } }, 401],
  ];
  for (const [options, status] of refused) {
    expect([options, await outcome(connect(options))]).toEqual([options, status]);
  }
  expect(origins).toEqual([]);
});

test('a message over the limit closes that connection with 1009, others stay', async () => {
  await start({ messageBytes: 1_000 });
  const patient = connect();
  const greedy = connect();
  await Promise.all([outcome(patient), outcome(greedy)]);
  expect(await answerTo(greedy, 'a'.repeat(1_000))).toBe('1000');
  const closed = once(greedy, 'close');
  greedy.send('a'.repeat(1_001));
  expect((await closed)[0]).toBe(1009);
  expect(await answerTo(patient, 'x')).toBe('1');
});

test('more screens than allowed are told to wait, and a place that was left is free again', async () => {
  await start({ sockets: 2 });
  const first = connect();
  await outcome(first);
  await outcome(connect());
  expect(await outcome(connect())).toBe(503);
  first.close();
  await once(first, 'close');
  expect(await outcome(connect())).toBe('open');
});

const device = { path: '/device/rpc', headers: { cookie: '' } };

test('devices that nobody paired take no place of the desk, and few at all', async () => {
  await start({ sockets: 1, unpairedMessageBytes: 10, unpairedSocketsPerAddress: 2 });
  const first = connect(device);
  expect(await outcome(first)).toBe('open');
  expect(await outcome(connect(device))).toBe('open');
  expect(await outcome(connect(device))).toBe(503);
  expect(await outcome(connect({ ...device, headers: { cookie: `tram_device_1=made-up` } }))).toBe(503);
  expect(await outcome(connect())).toBe('open');
  const closed = once(first, 'close');
  first.send('a'.repeat(11));
  expect((await closed)[0]).toBe(1009);
  expect(await outcome(connect(device))).toBe('open');
});

test('a device that nobody paired is not kept for ever; people are', async () => {
  await start({ unpairedMs: 100 });
  const desk = connect();
  const stranger = connect(device);
  await Promise.all([outcome(desk), outcome(stranger)]);
  expect((await once(stranger, 'close'))[0]).toBe(1001);
  expect(await answerTo(desk, 'x')).toBe('1');
});

test('a screen that stops answering is cut off', async () => {
  await start({ heartbeatMs: 250 });
  const dead = connect();
  await outcome(dead);
  // Sees the pings, answers none.
  dead.pong = () => undefined;
  const closed = once(dead, 'close');
  const living = connect();
  await outcome(living);
  expect((await closed)[0]).toBe(1006);
  expect(await answerTo(living, 'x')).toBe('1');
});

test('shutting down says so, frees the port and can be asked for twice', async () => {
  await start();
  const socket = connect();
  await outcome(socket);
  const closed = once(socket, 'close');
  await Promise.all([host.close(), host.close()]);
  expect((await closed)[0]).toBe(1001);
  await expect(fetch(host.address)).rejects.toThrow();
  const port = Number(new URL(host.address).port);
  host = await startWebHost({
    office: echoOffice,
    ids: createIds(systemClock),
    rendererDirectory: directory,
    port,
  });
});

test('a port that is taken is an error, not another port', async () => {
  await start();
  const port = Number(new URL(host.address).port);
  await expect(
    startWebHost({ office: echoOffice, ids: createIds(systemClock), rendererDirectory: directory, port }),
  ).rejects.toMatchObject({ code: 'EADDRINUSE' });
});

test('what is not paired is cut off when it floods, and people’s windows go on', async () => {
  await start({ unpairedCalls: 50, unpairedCallsPerSecond: 0.01 });
  const stranger = connect({ path: '/device/rpc' });
  expect(await outcome(stranger)).toBe('open');
  let answers = 0;
  stranger.on('message', () => {
    answers += 1;
  });
  const closed = once(stranger, 'close');
  for (let sent = 0; sent < 2_000; sent += 1) stranger.send('x');
  const desk = connect();
  expect(await outcome(desk)).toBe('open');
  expect((await closed)[0]).toBe(1008);
  expect(answers).toBeLessThanOrEqual(50);
  expect(answers).toBeGreaterThan(40);
  expect(await outcome(connect({ path: '/device/rpc' }))).toBe(429);
  const heard = once(desk, 'message');
  desk.send('1234567');
  expect(String((await heard)[0])).toBe('7');
  desk.terminate();
});
