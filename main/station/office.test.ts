import { once } from 'node:events';
import { createServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { type AddressInfo, connect, createServer as createRelay, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { afterEach, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { systemClock } from '#main/host/index.ts';
import { keyPinOf, makeCertificate, makeLanKey, toPem } from '#office/lan/certificate.ts';
import { systemIds } from '#test/fixtures/office.ts';
import { fetchStartCookie } from '#test/fixtures/socket-client.ts';
import { openTestStation, until } from '#test/fixtures/station.ts';
import { readOfficeAddress } from './address.ts';
import { createStationOffice, type StationOffice } from './office.ts';
import { pairByCode } from './pair.ts';
import { pinnedAgent } from './pinned-tls.ts';
import { passUpgrade } from './proxy.ts';

const closers: (() => Promise<unknown> | unknown)[] = [];
afterEach(async () => {
  for (let close = closers.pop(); close !== undefined; close = closers.pop()) await close();
});

/** Takes every WebSocket, and says nothing: an office as far as TLS goes. */
async function officeWithKey(): Promise<{ port: number; keyPin: string; opened(): number }> {
  const key = makeLanKey(systemIds);
  const names = { hostName: '', addresses: ['127.0.0.1'] };
  const certificate = await makeCertificate({ clock: systemClock, ids: systemIds }, key, names);
  const pem = toPem({ privateKey: key, certificate });
  const server = createSecureServer({ key: pem.key, cert: pem.certificate });
  const sockets = new WebSocketServer({ server });
  let opened = 0;
  sockets.on('connection', () => {
    opened += 1;
  });
  server.on('tlsClientError', (_error, socket) => socket.destroy());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closers.push(() => {
    for (const socket of sockets.clients) socket.terminate();
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { port, keyPin: keyPinOf(certificate), opened: () => opened };
}

/** One address, behind which another PC may answer each time. */
async function addressOf(
  portOf: (connection: number) => number | Promise<number>,
  ended: number[] = [],
): Promise<number> {
  let connections = 0;
  const open = new Set<Socket>();
  const relay = createRelay((socket) => {
    connections += 1;
    const connection = connections;
    open.add(socket);
    socket.on('close', () => ended.push(connection));
    socket.on('error', () => undefined);
    void Promise.resolve(portOf(connection)).then((port) => {
      const behind = connect(port, '127.0.0.1');
      behind.on('error', () => socket.destroy()).on('close', () => socket.destroy());
      socket.on('close', () => behind.destroy());
      socket.pipe(behind).pipe(socket);
    });
  });
  relay.listen(0, '127.0.0.1');
  await once(relay, 'listening');
  closers.push(() => {
    for (const socket of open) socket.destroy();
    relay.close();
  });
  return (relay.address() as AddressInfo).port;
}

function at(port: number) {
  const address = readOfficeAddress(`https://127.0.0.1:${port}`);
  if (!address.ok) throw new Error(address.error);
  return address.value;
}

it('a person says yes to the key on the page, not to one that answers by the time of the click', async () => {
  const [office, impostor] = [await officeWithKey(), await officeWithKey()];
  let behind = office.port;
  const station = await openTestStation(`https://127.0.0.1:${await addressOf(() => behind)}`);
  closers.push(station.end);
  const shown = () => {
    const standing = station.running().standing();
    return standing.kind === 'compare' ? standing.key.keyPin : standing.kind;
  };
  await until('the office is seen', () => shown() === office.keyPin);
  const cookie = await fetchStartCookie(station.running().startAddress);
  const get = async (path: string) =>
    (await fetch(`${station.running().address}${path}`, { headers: { cookie }, redirect: 'manual' })).text();
  const yesOf = (html: string) => (/href="(\/trust[^"]*)"/.exec(html)?.[1] ?? '').replaceAll('&amp;', '&');
  const yes = yesOf(await get('/device/'));
  behind = impostor.port;
  await until('the impostor is seen', () => shown() === impostor.keyPin);
  await get(yes);
  expect(shown()).toBe(impostor.keyPin);
  behind = office.port;
  await until('the office is seen again', () => shown() === office.keyPin);
  await get(yes);
  expect(station.running().standing().kind).toBe('unpaired');
});

it('a wrong key that is told late does not shut out the office that was found meanwhile', async () => {
  const [office, impostor] = [await officeWithKey(), await officeWithKey()];
  let found: () => void = () => undefined;
  const isFound = new Promise<void>((resolve) => {
    found = resolve;
  });
  const ended: number[] = [];
  const port = await addressOf((connection) => {
    // The line meets the impostor; the look at its key, begun then, takes longer than the next line.
    if (connection === 3) return isFound.then(() => impostor.port);
    return connection === 2 ? impostor.port : office.port;
  }, ended);
  const station: StationOffice = createStationOffice({
    address: at(port),
    kept: {
      keyPin: () => office.keyPin,
      token: () => 'A'.repeat(43),
      place: () => 'file',
      trust: async () => undefined,
      keepToken: async () => undefined,
      forgetToken: async () => undefined,
    },
    fingerprint: null,
    code: null,
    name: 'MAY-QUAY-2',
    serve: { message: async () => undefined, close: () => undefined },
    random: () => 0.5,
    tell: () => undefined,
    log: () => undefined,
    timing: { firstMs: 30, longestMs: 60, silenceMs: 60_000 },
  });
  closers.push(station.close);
  const isServing = () => {
    const standing = station.standing();
    return standing.kind === 'paired' && standing.serving;
  };
  await until('the office is found', () => office.opened() > 0 && isServing());
  found();
  await until('the late key was looked at', () => ended.includes(3));
  // It is read in the same moment as the connection ends.
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(isServing()).toBe(true);
});

it('a pairing by code ends where the office falls silent', async () => {
  const office = await officeWithKey();
  const agent = pinnedAgent(at(office.port), office.keyPin);
  closers.push(() => agent.destroy());
  const paired = await pairByCode({
    address: at(office.port),
    agent,
    code: 'ACDEFGHJ',
    name: 'MAY-QUAY-2',
    show: () => undefined,
    signal: new AbortController().signal,
    limitMs: 300,
  });
  expect(paired).toMatchObject({ ok: false, error: expect.stringMatching(/không trả lời/) });
});

it('a screen’s connection ends when nothing comes from the office any more', async () => {
  const office = await officeWithKey();
  const address = at(office.port);
  const agent = pinnedAgent(address, office.keyPin);
  const host = createServer();
  const streams = new Set<Duplex>();
  host.on('upgrade', (request, stream: Duplex, head: Buffer) => {
    streams.add(stream);
    const way = { address, agent, keyPin: office.keyPin, cookie: null };
    void passUpgrade(way, request, stream, head, 200);
  });
  host.listen(0, '127.0.0.1');
  await once(host, 'listening');
  closers.push(() => {
    for (const stream of streams) stream.destroy();
    host.close();
    agent.destroy();
  });
  const screen = new WebSocket(`ws://127.0.0.1:${(host.address() as AddressInfo).port}/device/rpc`);
  await once(screen, 'open');
  expect((await once(screen, 'close'))[0]).toBe(1006);
});
