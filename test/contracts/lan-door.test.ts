import { once } from 'node:events';
import { Agent, get } from 'node:https';
import { connect } from 'node:net';
import { connect as connectSecurely } from 'node:tls';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { sql } from '#office/storage/index.ts';
import { type LanOffice, startLanOffice } from '#test/fixtures/lan-office.ts';
import type { LogLine } from '#test/fixtures/office.ts';

// The same derivation at a small cost: these tests derive many keys.
vi.mock('#office/users/sealing.ts', async (original) => ({
  ...(await original<object>()),
  PASSWORD_COST: { algorithm: 'argon2id', memoryKiB: 64, iterations: 1, parallelism: 1 },
}));

let lan: LanOffice;
let lines: LogLine[];
beforeEach(async () => {
  lines = [];
  lan = await startLanOffice({ log: (line) => lines.push(line) });
});
afterEach(() => lan.end());

const port = () => Number(new URL(lan.lan()).port);

describe('the door closes', () => {
  it('although somebody connected and never said a word', async () => {
    const silent = connect(port(), '127.0.0.1');
    silent.on('error', () => undefined);
    await once(silent, 'connect');
    // Once this one is answered, the one before it was taken, too.
    expect((await lan.get('/device/')).status).toBe(200);
    const gone = once(silent, 'close');
    expect((await lan.administrator.lan.close({})).listening).toBe('no');
    await gone;
  });

  it('although somebody who was refused never ends', async () => {
    // The types do not know that it may be half open.
    const options = { port: port(), host: '127.0.0.1', rejectUnauthorized: false, allowHalfOpen: true };
    const half = connectSecurely(options);
    half.on('error', () => undefined);
    await once(half, 'secureConnect');
    half.write(
      `GET /device/rpc HTTP/1.1\r\nHost: 127.0.0.1:${port()}\r\nOrigin: https://evil.example\r\n` +
        'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n' +
        'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n',
    );
    expect(String((await once(half, 'data'))[0])).toContain('403 Forbidden');
    expect((await lan.administrator.lan.close({})).listening).toBe('no');
    half.destroy();
  });
});

it('a token that can not be written down is told on a page, and the office goes on', async () => {
  const { db } = lan.core.opened();
  db.transaction((tx) =>
    tx.run(
      sql`create trigger no_room before insert on hall_device_tokens begin select raise(abort, 'full'); end`,
    ),
  );
  const code = (await lan.administrator.lan.beginPairing({ kind: 'kiosk', name: 'Kiosk' })).pairing?.code;
  const device = await lan.connect('');
  const { request, digits } = await device.client.lan.pair({ code: code ?? '' });
  const pairing = (await lan.administrator.lan.state({})).pairing?.id ?? '';
  await lan.administrator.lan.decide({ pairing, digits });
  const step = await device.client.lan.pairing({ request });
  const path = `/device/?claim=${step.state === 'paired' ? step.claim : ''}`;
  expect((await lan.get(path)).status).toBe(503);
  db.transaction((tx) => tx.run(sql`drop trigger no_room`));
  expect((await lan.get(path)).status).toBe(303);
  expect((await lan.get(path)).status).toBe(401);
  device.close();
});

it('a stranger who talks nonsense is ended, and fills no log', async () => {
  const address = lan.lan();
  const stranger = new WebSocket(`${address.replace('http', 'ws')}/device/rpc`, {
    origin: address,
    rejectUnauthorized: false,
  });
  await once(stranger, 'open');
  const closed = once(stranger, 'close');
  for (let sent = 0; sent < 30; sent += 1) stranger.send('nonsense');
  expect((await closed)[0]).toBe(1008);
  const dropped = lines.filter(({ message }) => /dropped/.test(message));
  expect(dropped.length).toBeLessThanOrEqual(2);
  expect(dropped[0]).toMatchObject({ message: 'a message that is no call was dropped' });
});

it('ten counters behind one router that come back together are all let in, paired or not', async () => {
  const sockets = Array.from({ length: 10 * 6 }, () => connect(port(), '127.0.0.1'));
  let ended = 0;
  for (const socket of sockets) socket.on('error', () => undefined).on('close', () => (ended += 1));
  const waiting = await Promise.all(Array.from({ length: 10 }, () => lan.connect('')));
  const counters = [await lan.pair('counter'), await lan.pair('counter')];
  const paired = await Promise.all(
    counters.flatMap(({ cookie }) => Array.from({ length: 10 }, () => lan.connect(cookie))),
  );
  for (const { client } of [...waiting, ...paired]) await client.session.state({});
  expect(ended).toBe(0);
  for (const { close } of [...waiting, ...paired]) close();
  for (const socket of sockets) socket.destroy();
});

describe('a paired board', () => {
  it('that sends pieces of streams, of which the office would keep each, is ended', async () => {
    const { cookie } = await lan.pair('board');
    for (const piece of [
      '{"i":"1","t":3,"p":{"e":"message","d":1}}',
      '{"\\u0074":3.0,"i":"1","p":{"e":"message"}}',
      Buffer.from('{"i":"1","t":3,"p":{"e":"message"}}\xff', 'latin1'),
    ]) {
      const board = await knock(cookie);
      board.send(JSON.stringify({ i: '1', p: { u: '/queue/board' } }));
      const closed = once(board, 'close');
      for (let sent = 0; sent < 20; sent += 1) board.send(piece);
      expect((await closed)[0]).toBe(1008);
    }
  });

  it('that begins call after call and ends none is ended; one that makes many in turn is not', async () => {
    const { cookie } = await lan.pair('board');
    const board = await lan.connect(cookie);
    for (let call = 0; call < 300; call += 1) await board.client.session.state({});
    board.close();
    const greedy = await knock(cookie);
    const closed = once(greedy, 'close');
    for (let i = 0; i < 201; i += 1) {
      greedy.send(JSON.stringify({ i: String(i), p: { u: '/queue/board', b: { json: {} } } }));
    }
    expect((await closed)[0]).toBe(1008);
  });

  it('that opens window after window leaves the others their places', async () => {
    const { cookie } = await lan.pair('board');
    const windows = await Promise.all(Array.from({ length: 16 }, () => lan.connect(cookie)));
    await expect(knock(cookie)).rejects.toThrow(/503/);
    const kiosk = await lan.connect((await lan.pair('kiosk')).cookie);
    expect((await kiosk.client.session.state({})).device?.kind).toBe('kiosk');
    for (const { close } of [...windows, kiosk]) close();
  });

  async function knock(cookie: string): Promise<WebSocket> {
    const socket = new WebSocket(`${lan.lan().replace('http', 'ws')}/device/rpc`, {
      origin: lan.lan(),
      headers: { cookie },
      rejectUnauthorized: false,
    });
    await once(socket, 'open');
    return socket;
  }
});

describe('a flood from the LAN', () => {
  it('of connections takes no place of this PC, and not all of the LAN’s', async () => {
    const sockets = Array.from({ length: 400 }, () => {
      const socket = connect(port(), '127.0.0.1');
      socket.on('error', () => undefined);
      return socket;
    });
    const closed = sockets.map((socket) => once(socket, 'close'));
    await Promise.race(closed);
    await vi.waitFor(() => expect(sockets.filter((socket) => !socket.destroyed)).toHaveLength(128));
    for (let request = 0; request < 10; request += 1) {
      expect((await fetch(lan.host.address)).status).toBe(401);
    }
    for (const socket of sockets) socket.destroy();
  });

  it('of handshakes and of requests is refused, the one after hundreds, the other after a thousand', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    let said = '';
    const statusOf = () =>
      new Promise<number>((resolve, reject) => {
        const where = { host: '127.0.0.1', port: port(), path: '/device/nothing' };
        get({ ...where, agent, rejectUnauthorized: false }, (response) => {
          said = '';
          response.on('data', (chunk) => {
            said += String(chunk);
          });
          response.on('end', () => resolve(response.statusCode ?? 0));
        }).on('error', reject);
      });
    let answered = 0;
    while (answered < 1_500 && (await statusOf()) !== 429) answered += 1;
    expect(answered).toBeGreaterThanOrEqual(1_000);
    expect(answered).toBeLessThan(1_500);
    expect(said).toContain('tự thử lại sau vài giây');
    agent.destroy();
    let shaken = 0;
    while (shaken < 500 && (await lan.get('/device/').catch(() => null)) !== null) shaken += 1;
    expect(shaken).toBeGreaterThan(200);
    expect(shaken).toBeLessThan(500);
    expect((await fetch(lan.host.address)).status).toBe(401);
  });
});

describe('a second cookie of the same name', () => {
  it('that no device has changes nothing; one of another device makes the window nobody’s', async () => {
    const [kiosk, board] = [await lan.pair('kiosk'), await lan.pair('board')];
    const name = kiosk.cookie.split('=')[0] ?? '';
    const kindOf = async (cookie: string) => {
      const device = await lan.connect(cookie);
      const { kind } = (await device.client.session.state({})).device ?? {};
      device.close();
      return kind;
    };
    for (const cookie of [
      `${name}=${'A'.repeat(43)}; ${kiosk.cookie}`,
      `${kiosk.cookie}; ${name}=${'A'.repeat(43)}`,
      `${kiosk.cookie}; ${kiosk.cookie}`,
    ]) {
      expect(await kindOf(cookie)).toBe('kiosk');
    }
    expect(await kindOf(`${board.cookie}; ${kiosk.cookie}`)).toBeNull();
    const page = await lan.get('/device/', { headers: { cookie: `${board.cookie}; ${kiosk.cookie}` } });
    expect(page.headers['set-cookie']).toBeUndefined();
  });
});

it('another certificate cuts nobody off', async () => {
  const { cookie } = await lan.pair('kiosk');
  const live = await lan.connect(cookie);
  let cut = false;
  void live.closed.then(() => {
    cut = true;
  });
  const before = (await lan.administrator.lan.state({})).certificate;
  lan.core.opened().db.transaction((tx) => tx.run(sql`delete from lan_identity`));
  lan.core.events.publish('event', { kind: 'office' });
  await vi.waitFor(async () => {
    const { certificate } = await lan.administrator.lan.state({});
    expect(certificate?.fingerprint).toMatch(/\S/);
    expect(certificate?.fingerprint).not.toBe(before?.fingerprint);
  });
  expect((await live.client.session.state({})).device?.kind).toBe('kiosk');
  expect(cut).toBe(false);
  live.close();
});
