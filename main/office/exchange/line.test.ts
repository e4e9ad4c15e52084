import http from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createApp, type Province } from '#main/province/index.ts';
import { type ExchangeDesk, openExchangeDesk, openTestProvince } from '#test/fixtures/exchange-desk.ts';
import { testClock } from '#test/fixtures/office.ts';
import { createHttpTransport } from './index.ts';
import { notReached } from './line.ts';
import { LineBroken } from './transport.ts';

const clock = testClock('2026-11-22T10:00:00.000+07:00');
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
let far: Awaited<ReturnType<typeof openTestProvince>>;
let address: string;
let closeApp: () => Promise<void>;
let desk: ExchangeDesk;
const closing: (() => Promise<void>)[] = [];

beforeAll(async () => {
  far = await openTestProvince(clock);
  const app = await createApp(far.province, { tls: null, trustProxy: null, log: quiet });
  await app.listen({ port: 0, host: '127.0.0.1' });
  address = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  closeApp = async () => {
    await app.close();
  };
});
afterAll(async () => {
  await closeApp();
  await far.close();
});
afterEach(async () => {
  await desk.remove();
  for (const close of closing.splice(0)) await close();
});

async function joined(): Promise<void> {
  desk = openExchangeDesk({ clock, transport: createHttpTransport({ connectMs: 2_000, silentMs: 2_000 }) });
  await desk.exchange.enrol({ address, code: await far.invite(desk), actor: 'admin' });
  expect(await desk.exchange.sendNow()).toMatchObject({ line: 'reached', counts: { held: 0 } });
}

/** The office is told another address, as when the network puts somebody else there. */
async function goTo(other: string) {
  desk.exchange.changeSettings({ ...desk.exchange.overview().settings, address: other }, 'admin');
  desk.receive();
  const summary = await desk.exchange.sendNow();
  return { summary, message: desk.exchange.overview().lineMessage };
}

async function serve(listener: http.RequestListener): Promise<string> {
  const server = http.createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(async () => {
    server.closeAllConnections();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function listen(onSocket: (socket: net.Socket) => void): Promise<string> {
  const sockets = new Set<net.Socket>();
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    onSocket(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('over real connections', () => {
  it('P17 the sign-in page of a Wi-Fi, with 200 or a redirect, is named and never followed', async () => {
    await joined();
    const page = await serve((_, reply) =>
      reply.writeHead(200, { 'content-type': 'text/html' }).end('<html>'),
    );
    expect(await goTo(page)).toMatchObject({
      summary: { line: 'not-the-province', counts: { held: 1 } },
      message: expect.stringContaining('Wi-Fi'),
    });
    let followed = 0;
    const trap = await serve((_, reply) => {
      followed += 1;
      reply.end();
    });
    const redirect = await serve((_, reply) => reply.writeHead(302, { location: trap }).end());
    expect((await goTo(redirect)).summary.line).toBe('not-the-province');
    expect(followed).toBe(0);
    expect((await goTo(address)).summary).toMatchObject({ line: 'reached', counts: { held: 0 } });
  });

  it('P17 another province at the address is not ours, whatever it signs', async () => {
    await joined();
    const { hello } = far.province;
    const foreign: Pick<Province, 'hello'> = { hello };
    // It signs for another nonce: an answer that somebody kept.
    const kept = await foreign.hello('a-nonce-of-yesterday');
    const other = await serve((_, reply) =>
      reply.writeHead(200, { 'content-type': 'application/vnd.tram-mot-cua.parcel' }).end(Buffer.from(kept)),
    );
    expect((await goTo(other)).summary.line).toBe('not-the-province');
  });

  it('P17 a dead VPN connects and is silent; a half-open line goes silent in the middle', async () => {
    await joined();
    const dead = await listen(() => undefined);
    expect(await goTo(dead)).toMatchObject({
      summary: { line: 'silent', counts: { held: 1 } },
      message: expect.stringContaining('VPN'),
    });
    // It says hello, and then the line hangs in the middle of a parcel.
    const upstream = new URL(address);
    const halfOpen = await serve((request, reply) => {
      if (request.method === 'POST') return;
      request.pipe(
        http.request(new URL(request.url ?? '', upstream), (answer) => {
          reply.writeHead(answer.statusCode ?? 500, answer.headers);
          answer.pipe(reply);
        }),
      );
    });
    expect((await goTo(halfOpen)).summary.line).toBe('silent');
    expect((await goTo(address)).summary).toMatchObject({ line: 'reached', counts: { held: 0 } });
  });

  it('P17 a line that goes silent in the middle of an answer ends the try, not the program', async () => {
    await joined();
    const stuck = await serve((_, reply) => {
      reply.writeHead(200, { 'content-type': 'application/vnd.tram-mot-cua.parcel', 'content-length': 5000 });
      reply.write('TMCP');
    });
    expect(await goTo(stuck)).toMatchObject({ summary: { line: 'silent', counts: { held: 1 } } });
    const transport = createHttpTransport({ silentMs: 60_000 });
    const stopped = new AbortController();
    const call = transport.call({ method: 'GET', url: stuck, budget: null, signal: stopped.signal });
    setTimeout(() => stopped.abort(), 200);
    await expect(call).rejects.toMatchObject({ fault: 'stopped' });
    transport.close();
  });

  it('P17 nobody at the address is told as that, and the desk goes on', async () => {
    await joined();
    const gone = await listen(() => undefined);
    for (const close of closing.splice(0)) await close();
    const found = await goTo(gone);
    expect(found.summary).toMatchObject({ line: 'unreachable' });
    // Its machine refused, so the cable is not at fault.
    expect(found.message).toMatch(/máy chủ tỉnh có thể đang tắt.*gọi tỉnh.*USB/s);
    expect(notReached(new LineBroken('unreachable', 'ENOTFOUND')).found.message).toContain('dây mạng');
    desk.receive();
    expect(desk.exchange.summary().counts.held).toBe(2);
    expect(desk.exchange.overview().nextTryAt).not.toBeNull();
  });

  it('P5 a budget of bandwidth is kept, and what is sent is told as it goes', async () => {
    await joined();
    desk.exchange.changeSettings(
      { ...desk.exchange.overview().settings, budgetKbits: 64, paused: true },
      'admin',
    );
    for (let n = 0; n < 60; n += 1) desk.receive();
    const { bytes } = await desk.exchange.buildParcel('wire', 1_000_000);
    desk.exchange.changeSettings({ ...desk.exchange.overview().settings, paused: false }, 'admin');
    const begun = performance.now();
    expect(await desk.exchange.sendNow()).toMatchObject({ counts: { held: 0 } });
    // No sooner than the budget allows.
    expect(performance.now() - begun).toBeGreaterThan((bytes.length / 8000) * 900);
  });

  it('P14 a reply tells how long it was on the line after its first byte', async () => {
    await joined();
    const waited = 400;
    const slow = await serve((_, reply) => {
      reply.write('a');
      setTimeout(() => reply.end('b'), waited);
    });
    const transport = createHttpTransport();
    const { signal } = new AbortController();
    const reply = await transport.call({ method: 'GET', url: slow, budget: null, signal });
    transport.close();
    // No sooner than the server let it end; timers of two ends may differ by a little.
    expect(reply.tookMs).toBeGreaterThan(waited * 0.8);
  });
});
