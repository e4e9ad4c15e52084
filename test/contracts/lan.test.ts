import { once } from 'node:events';
import { connect as connectPlain } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { sql } from '#office/storage/index.ts';
import { ACCESS_TABLE } from '#test/fixtures/access-table.ts';
import { answerOf, everyProcedure, exampleInputs, type ProcedureName } from '#test/fixtures/contract.ts';
import { DEVICE_TABLE, type DeviceColumn, THIS_PC_ONLY } from '#test/fixtures/device-table.ts';
import { callOverHttp } from '#test/fixtures/http-client.ts';
import { type LanOffice, startLanOffice } from '#test/fixtures/lan-office.ts';
import { reopenOffice, testClock } from '#test/fixtures/office.ts';
import { startPlainWeb } from '#test/fixtures/plain-web.ts';

// The same derivation at a small cost: these tests derive many keys.
vi.mock('#office/users/sealing.ts', async (original) => ({
  ...(await original<object>()),
  PASSWORD_COST: { algorithm: 'argon2id', memoryKiB: 64, iterations: 1, parallelism: 1 },
}));

const clock = testClock('2026-11-20T08:00');
let lan: LanOffice;
beforeAll(async () => {
  lan = await startLanOffice({ clock });
});
afterAll(() => lan.end());

/** After these nothing more is to be asked. */
const ENDS_THE_CALLER: ReadonlySet<ProcedureName> = new Set(['session.signOut', 'lan.close']);
/** Signing in as nobody makes the next one wait, which is no matter of rights. */
const calm = () => clock.advance(6 * 60_000);

/** What the table says of every procedure. */
function expectedOf(column: DeviceColumn): Record<string, string> {
  const { allowed, refusal } = DEVICE_TABLE[column];
  return Object.fromEntries(
    everyProcedure
      .map(({ name }): [ProcedureName, string] => [name, allowed[name] ?? refusal])
      .map(([name, cell]) => [name, cell === 'in' ? 'ok' : cell]),
  );
}

/** What each procedure answers over this connection. */
async function answersOf(cookie: string): Promise<Record<string, string>> {
  const device = await lan.connect(cookie);
  const found: Record<string, string> = {};
  for (const { name } of everyProcedure) {
    found[name] = await answerOf(device.client, name, exampleInputs[name]());
  }
  device.close();
  calm();
  return found;
}

describe('whoever reached the office over its LAN', () => {
  it.each([
    ['shows nothing', ''],
    ['shows a token that was made up', `tram_device_1=${'A'.repeat(43)}`],
  ])('and %s may ask how the office stands and type a code, and nothing else', async (_what, cookie) => {
    const { port } = new URL(lan.lan());
    expect(await answersOf(cookie.replace('_1=', `_${port}=`))).toEqual(expectedOf('unpaired'));
  });

  it('learns the name of the office, and no more', async () => {
    const device = await lan.connect('');
    const state = await device.client.session.state({});
    expect(state).toEqual({
      phase: 'ready',
      version: '',
      contract: 1,
      office: null,
      sample: false,
      station: '',
      user: null,
      obstacle: null,
      now: state.now,
      device: {
        kind: null,
        name: '',
        office: expect.stringMatching(/\S/),
        overLan: true,
      },
    });
    device.close();
  });

  it('comes in under the names of the certificate and from its own pages only', async () => {
    const { port } = new URL(lan.lan());
    const wrong = [
      [{ host: `localhost:${port}` }, 421],
      [{ host: '127.0.0.1' }, 421],
      [{ host: `evil.example:${port}` }, 421],
      [{ host: `127.0.0.1:${port}`, origin: 'https://evil.example' }, 403],
      [{ host: `127.0.0.1:${port}`, origin: `http://127.0.0.1:${port}` }, 403],
      [{ host: `127.0.0.1:${port}`, 'sec-fetch-site': 'cross-site' }, 403],
      [{ host: `127.0.0.1:${port}`, 'sec-fetch-site': 'same-site' }, 403],
    ] as const;
    for (const [headers, status] of wrong) {
      expect([headers, (await lan.get('/device/', { headers })).status]).toEqual([headers, status]);
      await expect(lan.connect('', { headers }), JSON.stringify(headers)).rejects.toThrow(
        `refused: ${status}`,
      );
    }
    for (const name of ['127.0.0.1', 'may-mot-cua', 'may-mot-cua.local']) {
      const host = `${name}:${port}`;
      expect((await lan.get('/device/', { headers: { host } })).status).toBe(200);
      const device = await lan.connect('', { headers: { host, origin: `https://${host}` } });
      expect(await answerOf(device.client, 'session.state', {})).toBe('ok');
      device.close();
    }
    await expect(lan.connect('', { headers: { origin: '' } })).rejects.toThrow('refused: 403');
  });

  it('finds neither the API for programs, nor the start token, nor a socket for people', async () => {
    const start = new URL(lan.host.startAddress).searchParams.get('start') ?? '';
    const cookieOfThisPc = (await fetch(lan.host.startAddress, { redirect: 'manual' })).headers.get(
      'set-cookie',
    );
    for (const [path, method, status] of [
      ['/api/session/state', 'POST', 405],
      ['/api/session/state', 'GET', 404],
      ['/openapi.json', 'GET', 404],
      [`/?start=${start}`, 'GET', 303],
      ['/index.html', 'GET', 404],
      ['/device/../rpc', 'GET', 400],
    ] as const) {
      const answer = await lan.get(path, { method, headers: { 'x-start-token': start } });
      expect([path, answer.status]).toEqual([path, status]);
      expect(answer.headers['set-cookie']).toBeUndefined();
      expect(answer.headers['access-control-allow-origin']).toBeUndefined();
    }
    const cookie = (cookieOfThisPc ?? '').split(';')[0] ?? '';
    await expect(lan.connect(cookie, { path: '/rpc' })).rejects.toThrow('refused: 404');
    // The cookie of this PC's people is nothing here.
    const device = await lan.connect(cookie);
    expect(await answerOf(device.client, 'status.get', {})).toBe('device-not-paired');
    device.close();
  });

  it('gets pages under a strict policy, and nothing at all without TLS', async () => {
    const page = await lan.get('/device/');
    expect(page.headers['content-security-policy']).toContain("default-src 'none'");
    expect(page.headers['x-content-type-options']).toBe('nosniff');
    expect((await lan.get('/pair')).headers['location']).toBe('/device/');
    expect((await lan.get('/')).headers['location']).toBe('/device/');

    const { port } = new URL(lan.lan());
    const socket = connectPlain(Number(port), '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write(`GET /device/ HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`);
    let heard = '';
    socket.on('data', (data: Buffer) => {
      heard += data.toString('latin1');
    });
    await once(socket, 'close');
    expect(heard).not.toContain('HTTP/1.1 200');
    expect(heard).not.toContain('<title>');
  });
});

describe('a code', () => {
  const begin = async () =>
    (await lan.administrator.lan.beginPairing({ kind: 'board', name: 'Bảng' })).pairing;
  const wrongOf = (code: string) => (code.startsWith('A') ? `C${code.slice(1)}` : `A${code.slice(1)}`);

  it('that is guessed five times makes whoever guesses wait, and the administrator sees from where', async () => {
    const code = (await begin())?.code ?? '';
    const device = await lan.connect('');
    for (let tries = 0; tries < 5; tries += 1) {
      expect(await answerOf(device.client, 'lan.pair', { code: wrongOf(code) })).toBe('pairing-failed');
    }
    expect(await answerOf(device.client, 'lan.pair', { code })).toBe('too-many-attempts');
    expect((await lan.administrator.lan.state({})).pairing).toMatchObject({
      code,
      wrongTries: 5,
      lastWrongFrom: '127.0.0.1',
      asker: null,
    });
    clock.advance(30_000);
    expect(await answerOf(device.client, 'lan.pair', { code })).toBe('ok');
    device.close();
  });

  it('runs out after five minutes, and is good once', async () => {
    const late = (await begin())?.code ?? '';
    clock.advance(5 * 60_000);
    const device = await lan.connect('');
    expect(await answerOf(device.client, 'lan.pair', { code: late })).toBe('pairing-failed');
    const code = (await begin())?.code ?? '';
    expect(await answerOf(device.client, 'lan.pair', { code })).toBe('ok');
    expect(await answerOf(device.client, 'lan.pair', { code })).toBe('pairing-failed');
    device.close();
  });

  it('lets nobody in whom only a clerk confirms, who is refused, or who comes with a claim of their own', async () => {
    const code = (await begin())?.code ?? '';
    const device = await lan.connect('');
    const { request, digits } = await device.client.lan.pair({ code });
    const state = await lan.administrator.lan.state({});
    expect(state.pairing?.asker).toEqual({ address: '127.0.0.1', browser: 'Chromium  1.0' });
    const pairing = state.pairing?.id ?? '';
    expect(await answerOf(lan.clerk, 'lan.decide', { pairing, digits })).toBe('not-allowed');
    const others = digits === '0000' ? '0001' : '0000';
    expect(await answerOf(lan.administrator, 'lan.decide', { pairing, digits: others })).toBe(
      'confirmation-differs',
    );
    expect(await device.client.lan.pairing({ request })).toEqual({ state: 'waiting' });
    expect(await device.client.lan.pairing({ request: pairing })).toEqual({ state: 'gone' });
    expect((await lan.get(`/device/?claim=${request}`)).status).toBe(401);
    await lan.administrator.lan.decide({ pairing, digits: null });
    expect(await device.client.lan.pairing({ request })).toEqual({ state: 'gone' });
    expect(await answerOf(lan.administrator, 'lan.decide', { pairing, digits })).toBe('not-found');
    device.close();
  });

  it('gives a claim that is good once; what is kept of the token is no token', async () => {
    const { cookie } = await lan.pair('board');
    const token = cookie.split('=')[1] ?? '';
    expect(token).toHaveLength(43);
    const rows = lan.core.opened().db.all(sql`select digest from hall_device_tokens`);
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(lan.core.opened().db.all(sql`select body from journal_entries`))).not.toContain(
      token,
    );
    const again = await lan.connect('');
    expect((await again.client.session.state({})).device?.kind).toBeNull();
    again.close();
  });
});

describe('a kiosk and a board', () => {
  it.each(['kiosk', 'board'] as const)('(%s) may call what names it, and nothing else', async (kind) => {
    const { cookie } = await lan.pair(kind);
    expect(await answersOf(cookie)).toEqual(expectedOf(kind));
  });

  it('learn nothing of people, also where somebody’s session is shown to them', async () => {
    const { cookie } = await lan.pair('kiosk');
    const { client, close } = await lan.connect(cookie);
    expect(await client.session.state({})).toMatchObject({
      office: null,
      user: null,
      station: '',
      device: { kind: 'kiosk', name: 'Máy kiosk' },
    });
    const clerk = lan.people.find(({ role }) => role === 'clerk');
    const { token } = await lan
      .connectDesk()
      .session.signIn({ login: clerk?.login ?? '', password: clerk?.password ?? '' });
    expect(await answerOf(client, 'session.resume', { token })).toBe('not-allowed');
    const signIn = { login: clerk?.login ?? '', password: clerk?.password ?? '' };
    expect(await answerOf(client, 'session.signIn', signIn)).toBe('not-allowed');
    close();
  });

  it('have no rights by plain HTTP: their token is no bearer', async () => {
    const { cookie } = await lan.pair('kiosk');
    const bearer = cookie.split('=')[1] ?? '';
    const { address } = lan.host;
    for (const name of ['queue.options', 'session.state', 'status.get']) {
      expect((await callOverHttp(address, name, {}, { startToken: null, bearer })).status).toBe(401);
    }
  });

  it('are shut out at once: the connection ends, the token is nothing any more', async () => {
    const { cookie, id } = await lan.pair('board');
    const live = await lan.connect(cookie);
    expect((await live.client.session.state({})).device?.kind).toBe('board');
    expect((await lan.administrator.lan.state({})).devices.find((one) => one.id === id)?.live).toBe(true);
    expect(await answerOf(lan.clerk, 'lan.revoke', { device: id })).toBe('not-allowed');
    await lan.administrator.lan.revoke({ device: id });
    await live.closed;
    const after = await lan.connect(cookie);
    expect((await after.client.session.state({})).device?.kind).toBeNull();
    expect(await answerOf(after.client, 'queue.board', {})).toBe('device-not-paired');
    expect(await answerOf(lan.administrator, 'lan.revoke', { device: id })).toBe('not-found');
    after.close();
  });

  it('may be windows of this PC, too: without start token, with the same rights', async () => {
    const { address } = lan.host;
    const page = await fetch(`${address}/pair`, { redirect: 'manual' });
    expect([page.status, page.headers.get('location')]).toEqual([303, '/device/']);
    const { client, close } = await lan.connect('', { address });
    expect((await client.session.state({})).device).toMatchObject({ kind: null, overLan: false });
    expect(await answerOf(client, 'session.signIn', exampleInputs['session.signIn']())).toBe(
      'device-not-paired',
    );
    expect(await answerOf(client, 'setup.options', {})).toBe('device-not-paired');
    close();
    await expect(lan.connect('', { address, path: '/rpc' })).rejects.toThrow('refused: 401');
  });
});

describe('a counter of the LAN', () => {
  it('is a station of its own, at which people sign in; their session is good there only', async () => {
    const { cookie, id } = await lan.pair('counter', 'Quầy 3');
    const counter = await lan.connect(cookie);
    const state = await counter.client.session.state({});
    const here = (await lan.clerk.session.state({})).station;
    expect(state.device).toMatchObject({ kind: 'counter', name: 'Quầy 3' });
    expect(state.office?.name).toMatch(/\S/);
    const clerk = lan.people.find(({ role }) => role === 'clerk');
    const { token } = await counter.client.session.signIn({
      login: clerk?.login ?? '',
      password: clerk?.password ?? '',
    });
    const signedIn = await counter.client.session.state({});
    expect(signedIn.user?.login).toBe(clerk?.login);
    expect(signedIn.station).not.toBe(here);
    expect(await answerOf(counter.client, 'status.get', {})).toBe('ok');
    expect(await answerOf(counter.client, 'users.list', {})).toBe('not-allowed');

    const desk = lan.connectDesk();
    expect(await answerOf(desk, 'session.resume', { token })).toBe('signed-out');
    const { address } = lan.host;
    const overHttp = await callOverHttp(address, 'status.get', {}, { startToken: null, bearer: token });
    expect(overHttp.status).toBe(401);
    const other = await lan.pair('counter', 'Quầy 4');
    const next = await lan.connect(other.cookie);
    expect(await answerOf(next.client, 'session.resume', { token })).toBe('signed-out');
    const again = await lan.connect(cookie);
    expect(await answerOf(again.client, 'session.resume', { token })).toBe('ok');
    expect((await again.client.session.state({})).station).toBe(signedIn.station);

    await lan.administrator.lan.revoke({ device: id });
    await Promise.all([counter.closed, again.closed]);
    const gone = await lan.connect(cookie);
    expect(await answerOf(gone.client, 'session.resume', { token })).toBe('device-not-paired');
    gone.close();
    next.close();
  });

  it('does not take a session of this PC, nor what belongs to the PC itself', async () => {
    const { cookie } = await lan.pair('counter');
    const { client, close } = await lan.connect(cookie);
    const clerk = lan.people.find(({ role }) => role === 'clerk');
    const credentials = { login: clerk?.login ?? '', password: clerk?.password ?? '' };
    const desk = lan.connectDesk();
    const { token } = await desk.session.signIn(credentials);
    expect(await answerOf(client, 'session.resume', { token })).toBe('signed-out');
    for (const name of [
      'session.recover',
      'setup.options',
      'setup.createSample',
      'copies.look',
      'lan.pair',
    ] as const) {
      expect([name, await answerOf(client, name, exampleInputs[name]())]).toEqual([name, 'not-allowed']);
    }
    expect(await answerOf(client, 'dossiers.search', exampleInputs['dossiers.search']())).toBe('signed-out');
    close();
  });
});

it('an administrator at a counter does there what they do at the PC, but for what opens the database', async () => {
  const { cookie } = await lan.pair('counter');
  const { client, close } = await lan.connect(cookie);
  const { login, password } = lan.people.find(({ role }) => role === 'administrator') ?? {};
  await client.session.signIn({ login: login ?? '', password: password ?? '' });
  const refused: string[] = [];
  for (const { name, access } of everyProcedure) {
    if (access === 'anyone' || ENDS_THE_CALLER.has(name)) continue;
    if ((await answerOf(client, name, exampleInputs[name]())) === 'not-allowed') refused.push(name);
  }
  const atThePc = everyProcedure
    .filter(({ name, access }) => access !== 'anyone' && ACCESS_TABLE[name][4] === 'not-allowed')
    .map(({ name }) => name);
  expect(refused.sort()).toEqual([...atThePc, ...THIS_PC_ONLY].sort());
  close();
});

describe('the door', () => {
  it('is closed and opened by an administrator, each time as an entry without secrets', async () => {
    const { cookie } = await lan.pair('kiosk');
    const live = await lan.connect(cookie);
    const before = await lan.administrator.lan.state({});
    expect(before).toMatchObject({ possible: true, open: true, listening: 'yes', hostName: 'MAY-MOT-CUA' });
    expect(await answerOf(lan.clerk, 'lan.close', {})).toBe('not-allowed');
    expect(await lan.administrator.lan.close({})).toMatchObject({ open: false, listening: 'no', urls: [] });
    await live.closed;
    await expect(lan.get('/device/')).rejects.toThrow('ECONNREFUSED');
    const { port } = new URL(lan.lan());
    const again = await lan.administrator.lan.open({ address: '127.0.0.1', port: Number(port) });
    expect(again.urls).toEqual([`${lan.lan()}/`]);
    expect(again.certificate?.fingerprint).toBe(before.certificate?.fingerprint);
    const back = await lan.connect(cookie);
    expect((await back.client.session.state({})).device?.kind).toBe('kiosk');
    back.close();
    const bodies = lan.core
      .opened()
      .db.all(sql`select kind, body from journal_entries where kind in ('lan-changed', 'device-paired')`);
    expect(JSON.stringify(bodies)).not.toMatch(/PRIVATE|digest|token|fingerprint/);
    expect(bodies.length).toBeGreaterThan(4);
  });

  it('stays as it was where another address or port can not be had', async () => {
    const { port } = new URL(lan.host.address);
    const taken = { address: '127.0.0.1', port: Number(port) };
    expect(await answerOf(lan.administrator, 'lan.open', taken)).toBe('address-taken');
    expect(await answerOf(lan.administrator, 'lan.open', { address: '203.0.113.9', port: 8443 })).toBe(
      'address-taken',
    );
    expect((await lan.get('/device/')).status).toBe(200);
    expect(await lan.administrator.lan.state({})).toMatchObject({ open: true, listening: 'yes' });
  });

  it('opens again by itself after a restart, once somebody has signed in; devices come back by themselves', async () => {
    const { cookie } = await lan.pair('kiosk');
    await lan.host.close();
    await lan.core.close();
    const office = await reopenOffice(lan.ports);
    const host = await startPlainWeb(office);
    try {
      await expect(lan.get('/device/')).rejects.toThrow('ECONNREFUSED');
      // Windows of this PC are told so and wait.
      const waiting = await lan.connect('', { address: host.address });
      expect(await waiting.client.session.state({})).toMatchObject({
        phase: 'locked',
        device: { kind: null },
      });
      expect(await answerOf(waiting.client, 'queue.options', {})).toBe('locked');
      waiting.close();
      const clerk = lan.people.find(({ role }) => role === 'clerk');
      await office
        .client({ origin: 'desk', host: 'in-process' })
        .session.signIn({ login: clerk?.login ?? '', password: clerk?.password ?? '' });
      await vi.waitFor(async () => expect((await lan.get('/device/')).status).toBe(200));
      const back = await lan.connect(cookie);
      expect(await answerOf(back.client, 'queue.options', {})).toBe('ok');
      back.close();
    } finally {
      await host.close();
      await office.close();
    }
  });
});
