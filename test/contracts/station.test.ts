import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { request } from 'node:https';
import path from 'node:path';
import { createServer } from 'node:tls';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { systemClock } from '#main/host/index.ts';
import { readOfficeAddress } from '#main/station/index.ts';
import { pinnedAgent } from '#main/station/pinned-tls.ts';
import type { OfficeClient } from '#office/index.ts';
import { makeCertificate, makeLanKey, toPem } from '#office/lan/certificate.ts';
import { sql } from '#office/storage/index.ts';
import type { TicketPaper } from '#shared/queue/index.ts';
import { type LanOffice, startLanOffice } from '#test/fixtures/lan-office.ts';
import { systemIds } from '#test/fixtures/office.ts';
import { connectSocketClient, fetchStartCookie } from '#test/fixtures/socket-client.ts';
import {
  clerkAt,
  isServing,
  openPtyPrinter,
  openTestStation,
  pairStation,
  type TestStation,
  until,
} from '#test/fixtures/station.ts';
import { openPtyPair } from '#test/simulators/pty-pair.ts';
import { hasSocat, NEEDS_SOCAT } from '#test/simulators/socat.ts';

// The same derivation at a small cost: these tests derive many keys.
vi.mock('#office/users/sealing.ts', async (original) => ({
  ...(await original<object>()),
  PASSWORD_COST: { algorithm: 'argon2id', memoryKiB: 64, iterations: 1, parallelism: 1 },
}));

let lan: LanOffice;
let station: TestStation;
const closers: (() => Promise<unknown> | unknown)[] = [];
beforeEach(async () => {
  lan = await startLanOffice();
  station = await openTestStation(lan.lan());
});
afterEach(async () => {
  for (let close = closers.pop(); close !== undefined; close = closers.pop()) await close();
  await station.end();
  await lan.end();
});

/** The station as the administrator's page lists it. */
async function counter() {
  const { stations } = await lan.administrator.devices.stations({});
  const found = stations.find(({ name }) => name !== null);
  if (found === undefined) throw new Error('no counter is paired');
  return found;
}

async function printerAtStation() {
  const printer = await openPtyPrinter();
  closers.push(printer.end);
  const { station: id } = await counter();
  await lan.administrator.devices.change({ ...printer.settings, station: id });
  await until('the printer is ready', async () => {
    const { printer: seen } = await lan.administrator.devices.state({ station: id });
    return seen.state === 'ready';
  });
  return { ...printer, id };
}

async function issue(at: OfficeClient) {
  const { groups } = await at.queue.options({});
  const issued = await at.queue.issue({
    requestId: crypto.randomUUID(),
    group: groups[0]?.id ?? '',
    priority: null,
  });
  return { number: issued.ticket.number, jobId: issued.jobId };
}

async function ended(jobId: string, state: string) {
  await until(`the job is ${state}`, () => lan.core.opened().devices.findTicketJob(jobId)?.state === state);
}

describe('the first contact', () => {
  it('is compared by a person, paired on its page, and survives a restart', async () => {
    await pairStation(lan, station);
    expect(await counter()).toMatchObject({ name: 'Quầy số 2', connected: true });
    expect(station.running().tokenPlace()).toBe('file');
    await station.stop();
    await until('it is away', async () => !(await counter()).connected);
    await station.start();
    await until('it serves again', () => isServing(station));
    expect((await counter()).connected).toBe(true);
  });

  it('is made by code and fingerprint alone where nobody sits at the page', async () => {
    await station.end();
    const { certificate } = await lan.administrator.lan.state({});
    const { pairing } = await lan.administrator.lan.beginPairing({ kind: 'counter', name: 'Quầy số 3' });
    station = await openTestStation(lan.lan(), {
      code: pairing?.code ?? '',
      fingerprint: (certificate?.fingerprint ?? '').replaceAll(':', '').toLowerCase(),
    });
    const digits = () => station.news.flatMap((one) => (one.kind === 'digits' ? [one.digits] : []))[0];
    await until('the digits are shown', () => digits() !== undefined);
    await lan.administrator.lan.decide({ pairing: pairing?.id ?? '', digits: digits() ?? '' });
    await until('it serves', () => isServing(station));
    expect(await counter()).toMatchObject({ name: 'Quầy số 3', connected: true });
  });

  it('serves also where its right to come in can not be written down', async () => {
    await station.end();
    const { certificate } = await lan.administrator.lan.state({});
    const { pairing } = await lan.administrator.lan.beginPairing({ kind: 'counter', name: 'Quầy số 4' });
    station = await openTestStation(lan.lan(), {
      code: pairing?.code ?? '',
      fingerprint: certificate?.fingerprint ?? '',
    });
    const digits = () => station.news.flatMap((one) => (one.kind === 'digits' ? [one.digits] : []))[0];
    await until('the digits are shown', () => digits() !== undefined);
    mkdirSync(path.join(station.directory, 'station.json.new'));
    await lan.administrator.lan.decide({ pairing: pairing?.id ?? '', digits: digits() ?? '' });
    await until('it serves', () => isServing(station));
    expect(station.lines.map(({ message }) => message)).toContain('the token could not be kept');
  });

  it('shows the fingerprint and nothing of the office; an office with another key is refused in plain words', async () => {
    const page = async (path = '/device/') => {
      const cookie = await fetchStartCookie(station.running().startAddress);
      const answer = await fetch(`${station.running().address}${path}`, { headers: { cookie } });
      return { status: answer.status, text: await answer.text() };
    };
    await until('the key is seen', () => station.running().standing().kind === 'compare');
    const { certificate } = await lan.administrator.lan.state({});
    // Its groups of four pairs stand apart, for eyes.
    const shown = (await page()).text.replaceAll(/(?<=[\dA-F]{2}) (?=[\dA-F]{2}:)/g, ':');
    expect(shown).toContain(certificate?.fingerprint ?? '?');
    // A yes that was not shown to this person is none.
    await page('/trust?yes=guessed');
    expect(station.running().standing().kind).toBe('compare');
    expect(await station.running().trust('00'.repeat(32))).toBe(false);
    await pairStation(lan, station);
    await station.stop();
    const other = await startLanOffice();
    closers.push(() => other.end());
    const moved = (await import('#main/station/index.ts')).readOfficeAddress(other.lan());
    if (!moved.ok) throw new Error('no address');
    await station.start({ office: moved.value });
    await until('it is refused', () => station.running().standing().kind === 'wrong-key');
    const refused = await page();
    expect(refused.status).toBe(502);
    expect(refused.text).toContain('khóa khác');
    expect(refused.text).toContain('Hãy gọi quản trị');
    // Not even a token went there.
    expect((await other.administrator.lan.state({})).devices).toEqual([]);
    await station.stop();
    await station.start();
    await until('the right one serves', () => isServing(station));
  });
});

it('a claim that is good no more is told; one that the office could not honour is good as before', async () => {
  await until('the key is seen', () => station.running().standing().kind === 'compare');
  const { certificate } = await lan.administrator.lan.state({});
  await station.running().trust(certificate?.fingerprint ?? '');
  const cookie = await fetchStartCookie(station.running().startAddress);
  const come = async (claim: string) => {
    const page = `${station.running().address}/device/?claim=${claim}`;
    const answer = await fetch(page, { headers: { cookie }, redirect: 'manual' });
    return { status: answer.status, text: await answer.text() };
  };
  const gone = await come('made-up');
  expect([gone.status, gone.text]).toEqual([401, expect.stringContaining('Lần ghép này không còn')]);
  const { pairing } = await lan.administrator.lan.beginPairing({ kind: 'counter', name: 'Quầy số 2' });
  const page = await connectSocketClient(station.running().address, cookie, '/device/rpc');
  const { request: asked, digits } = await page.client.lan.pair({ code: pairing?.code ?? '' });
  await lan.administrator.lan.decide({ pairing: pairing?.id ?? '', digits });
  const step = await page.client.lan.pairing({ request: asked });
  page.close();
  const claim = step.state === 'paired' ? step.claim : '';
  const { db } = lan.core.opened();
  db.transaction((tx) =>
    tx.run(
      sql`create trigger no_room before insert on hall_device_tokens begin select raise(abort, 'full'); end`,
    ),
  );
  expect((await come(claim)).status).toBe(503);
  db.transaction((tx) => tx.run(sql`drop trigger no_room`));
  expect((await come(claim)).status).toBe(303);
  await until('it serves', () => isServing(station));
  // Back in the browser's history: it is paired, and nothing is wrong.
  expect((await come(claim)).status).toBe(303);
});

it('whoever takes the office’s place at its address is sent nothing, and the office is found again', async () => {
  await pairStation(lan, station);
  const port = Number(new URL(lan.lan()).port);
  await lan.administrator.lan.close({});
  const key = makeLanKey(systemIds);
  const names = { hostName: '', addresses: ['127.0.0.1'] };
  const certificate = await makeCertificate({ clock: systemClock, ids: systemIds }, key, names);
  const pem = toPem({ privateKey: key, certificate });
  let heard = '';
  const impostor = createServer({ key: pem.key, cert: pem.certificate }, (socket) => {
    socket.on('data', (chunk) => {
      heard += String(chunk);
    });
    socket.on('error', () => undefined);
  });
  impostor.listen(port, '127.0.0.1');
  await once(impostor, 'listening');
  await until('it is refused', () => station.running().standing().kind === 'wrong-key');
  const cookie = await fetchStartCookie(station.running().startAddress);
  const page = await fetch(`${station.running().address}/device/`, { headers: { cookie } });
  expect(page.status).toBe(502);
  // Also a request that goes out before anybody looked at the key.
  const pin = (await lan.administrator.lan.state({})).certificate?.keyPin ?? '';
  const office = readOfficeAddress(lan.lan());
  if (!office.ok) throw new Error(office.error);
  const asked = request({
    agent: pinnedAgent(office.value, pin),
    host: '127.0.0.1',
    port,
    headers: { cookie: 'tram_device=secret' },
  });
  const failed = once(asked, 'error');
  asked.end();
  expect((await failed)[0]).toMatchObject({ name: 'WrongKey' });
  expect(heard).toBe('');
  await new Promise((resolve) => impostor.close(resolve));
  await lan.administrator.lan.open({ address: '127.0.0.1', port });
  await until('the office serves again', () => isServing(station));
});

describe.skipIf(!hasSocat)(`a ticket issued at the counter (${NEEDS_SOCAT})`, () => {
  it('comes out of the counter’s own printer, also after it was plugged in again; the office’s own are printed at the office', async () => {
    await pairStation(lan, station);
    const printer = await printerAtStation();
    const { client: clerk, close } = await clerkAt(lan, station);
    closers.push(close);
    const first = await issue(clerk);
    await ended(first.jobId ?? '', 'printed');
    expect(printer.pieces.flatMap(({ texts }) => texts)).toEqual([first.number]);
    await printer.cable.unplug();
    await until('it is missed', async () => {
      const { printer: seen } = await lan.administrator.devices.state({ station: printer.id });
      return seen.problem === 'port-missing' || seen.problem === 'unplugged';
    });
    const second = await issue(clerk);
    await printer.cable.plugIn();
    await ended(second.jobId ?? '', 'printed');
    expect(printer.pieces.flatMap(({ texts }) => texts)).toEqual([first.number, second.number]);
    // The office's own PC has no printer: nothing is ordered there, and nothing comes out here.
    expect((await issue(lan.clerk)).jobId).toBeNull();
  });

  it('is asked about when the line was cut in its middle, and comes out once', async () => {
    await pairStation(lan, station);
    const printer = await printerAtStation();
    const { client: clerk, close } = await clerkAt(lan, station);
    closers.push(close);
    const { jobId, number } = await issue(clerk);
    await until('bytes go out', () => printer.emulator.isBusy());
    // The cable between the two PCs, not the printer's.
    lan.core.stations.findLine(printer.id)?.end(1001);
    await ended(jobId ?? '', 'unknown');
    expect(lan.core.opened().devices.findTicketJob(jobId ?? '')?.problem).toMatch(/Mất liên lạc/);
    await until('it serves again', () => isServing(station));
    const next = await issue(clerk);
    await ended(next.jobId ?? '', 'printed');
    const came = printer.pieces.filter(({ cut }) => cut).flatMap(({ texts }) => texts);
    expect(came.filter((text) => text === number).length).toBeLessThanOrEqual(1);
    expect(came.at(-1)).toBe(next.number);
  });

  it('waits while the counter’s PC is off, and never comes out when it was too late', async () => {
    await pairStation(lan, station);
    const printer = await printerAtStation();
    const { client: clerk, close } = await clerkAt(lan, station);
    const settings = { ...printer.settings, ticketTimeToLiveSeconds: 10, station: printer.id };
    await lan.administrator.devices.change(settings);
    const cookie = (await lan.pair('counter')).cookie;
    expect(cookie).not.toBe('');
    await until('it is ready', async () => {
      return (await lan.administrator.devices.state({ station: printer.id })).printer.state === 'ready';
    });
    const device = lan.core.opened().devices;
    const first = await issue(clerk);
    await ended(first.jobId ?? '', 'printed');
    close();
    await station.stop();
    const order = { ticketId: 'late', paper: paperOf('B777'), station: printer.id };
    const late = lan.core.opened().db.transaction((tx) => device.orderTicketInTx(tx, order)) ?? '';
    await until('it says why', () => device.findTicketJob(late)?.problem?.includes('chưa nối') === true);
    await ended(late, 'expired');
    await station.start();
    await until('it serves again', () => isServing(station));
    const { jobId } = await lan.administrator.devices.testTicket({ station: printer.id }).then(({ job }) => ({
      jobId: job.id,
    }));
    await ended(jobId, 'printed');
    expect(printer.pieces.flatMap(({ texts }) => texts)).not.toContain('B777');
  });
});

it('who works at the counter works at its station: session and drafts carry it', async () => {
  await pairStation(lan, station);
  const { station: id } = await counter();
  const { client: clerk, close } = await clerkAt(lan, station);
  closers.push(close);
  expect((await clerk.session.state({})).station).toBe(id);
  expect((await lan.clerk.session.state({})).station).not.toBe(id);
  const requestId = crypto.randomUUID();
  const window = crypto.randomUUID();
  const draft = {
    window,
    requestId,
    kind: 'reception',
    edit: 1,
    applicant: '',
    procedure: '',
    form: '{}',
  } as const;
  await clerk.drafts.save(draft);
  const { db } = lan.core.opened();
  expect(db.find(sql`select station from drafts where request_id = ${requestId}`)).toEqual({ station: id });
  // A session of the counter is good at the counter alone.
  const person = lan.people.find(({ role }) => role === 'clerk');
  const { token } = await clerk.session.signIn({
    login: person?.login ?? '',
    password: person?.password ?? '',
  });
  await expect(lan.connectDesk().session.resume({ token })).rejects.toMatchObject({ code: 'signed-out' });
});

describe('the socket of stations', () => {
  const knock = async (cookie: string) => {
    const socket = new WebSocket(`${lan.lan().replace('http', 'ws')}/device/station`, {
      origin: lan.lan(),
      headers: { cookie },
      rejectUnauthorized: false,
    });
    socket.on('error', () => undefined);
    return new Promise<{ socket: WebSocket; status: number }>((resolve) => {
      socket.once('open', () => resolve({ socket, status: 101 }));
      socket.once('unexpected-response', (_request, answer) => {
        resolve({ socket, status: answer.statusCode ?? 0 });
      });
    });
  };

  it('lets in a counter and nobody else', async () => {
    expect((await knock('')).status).toBe(401);
    expect((await knock(`tram_device_${new URL(lan.lan()).port}=${'A'.repeat(43)}`)).status).toBe(401);
    expect((await knock((await lan.pair('board')).cookie)).status).toBe(403);
    expect((await knock((await lan.pair('kiosk')).cookie)).status).toBe(403);
    const { socket, status } = await knock((await lan.pair('counter')).cookie);
    expect(status).toBe(101);
    socket.terminate();
  });

  it('has one place for each counter, however often its PC comes and says no goodbye', async () => {
    const { cookie } = await lan.pair('counter');
    for (let came = 0; came < 34; came += 1) {
      const { socket, status } = await knock(cookie);
      expect(status).toBe(101);
      socket.pause();
      closers.push(() => socket.terminate());
    }
    const other = await knock((await lan.pair('counter')).cookie);
    expect(other.status).toBe(101);
    other.socket.terminate();
  });

  it('ends whoever sends junk, and the office goes on', async () => {
    const { cookie } = await lan.pair('counter');
    for (const junk of [
      'nonsense',
      '[]',
      '{"i":"1","p":null}',
      '{"i":"1","t":3,"p":{"e":"boom"}}',
      '{"i":"1","p":{"s":200,"h":{"content-disposition":"x"},"b":1}}',
      Buffer.from([255, 0, 1]),
    ]) {
      const { socket } = await knock(cookie);
      const closed = once(socket, 'close');
      socket.send(junk);
      expect((await closed)[0]).toBe(1008);
    }
    // Well formed, and no answer that the contract knows.
    const { socket } = await knock(cookie);
    const closed = once(socket, 'close');
    socket.on('message', (data) => {
      const { i } = JSON.parse(String(data)) as { i: string };
      socket.send(JSON.stringify({ i, p: { b: { json: { kind: 'scan', station: 'another' } } } }));
    });
    await closed;
    expect((await lan.administrator.devices.stations({})).stations).toHaveLength(2);
  });

  it('is closed at once on a device that is revoked, and the station asks to be paired', async () => {
    await pairStation(lan, station);
    const { devices } = await lan.administrator.lan.state({});
    await lan.administrator.lan.revoke({ device: devices[0]?.id ?? '' });
    await until('it is unpaired', () => station.running().standing().kind === 'unpaired');
    expect((await lan.administrator.devices.stations({})).stations).toHaveLength(1);
    await pairAgain();
    expect(isServing(station)).toBe(true);
  });

  async function pairAgain(): Promise<void> {
    const { pairing } = await lan.administrator.lan.beginPairing({ kind: 'counter', name: 'Quầy số 2' });
    const cookie = await fetchStartCookie(station.running().startAddress);
    const page = await connectSocketClient(station.running().address, cookie, '/device/rpc');
    const { request, digits } = await page.client.lan.pair({ code: pairing?.code ?? '' });
    await lan.administrator.lan.decide({ pairing: pairing?.id ?? '', digits });
    const step = await page.client.lan.pairing({ request });
    page.close();
    await fetch(`${station.running().address}/device/?claim=${step.state === 'paired' ? step.claim : ''}`, {
      headers: { cookie },
      redirect: 'manual',
    });
    await until('it serves', () => isServing(station));
  }
});

describe.skipIf(!hasSocat)(`the scanner of a counter (${NEEDS_SOCAT})`, () => {
  it('is heard by the screens of that counter alone', async () => {
    await pairStation(lan, station);
    const gun = await openPtyPair();
    closers.push(() => gun.end());
    const { station: id } = await counter();
    await lan.administrator.scanner.choose({
      station: id,
      settings: { kind: 'serial', path: gun.path, match: null, baud: 9600, end: 'line' },
    });
    const state = () => lan.administrator.scanner.state({ station: id });
    await until('it is read', async () => (await state()).state === 'listening');
    const { client: clerk, close } = await clerkAt(lan, station);
    closers.push(close);
    const heard: Record<'here' | 'office', string[]> = { here: [], office: [] };
    const listen = async (who: OfficeClient, into: string[]) => {
      for await (const event of await who.status.events({})) if (event.kind === 'scan') into.push(event.text);
    };
    listen(clerk, heard.here).catch(() => undefined);
    listen(lan.clerk, heard.office).catch(() => undefined);
    await until('it is heard', async () => {
      await gun.write(new TextEncoder().encode('TMC1:A005\r\n'));
      return heard.here.length > 0;
    });
    expect(heard.here[0]).toBe('TMC1:A005');
    expect(heard.office).toEqual([]);
    await gun.unplug();
    await until('it is missed', async () => (await state()).state === 'lost');
    expect((await state()).problem).toMatch(/máy quét/i);
    await gun.plugIn();
    await until('it is read again', async () => (await state()).state === 'listening');
  });
});

function paperOf(number: string): TicketPaper {
  return {
    number,
    groupName: 'Đất đai, xây dựng',
    authority: 'UBND XÃ LƯƠNG SƠN',
    office: 'Trung tâm Phục vụ hành chính công',
    priorityName: null,
    ahead: 0,
    estimateMinutes: null,
    issuedAt: '2026-11-22T08:05:00.000+07:00',
    qr: `TMC1:${number}:20261122`,
    sample: true,
  };
}
