import { cpSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createMarkStore } from '#main/host/index.ts';
import { type Office, type OfficeClient, startOffice } from '#office/index.ts';
import type { OfficePorts } from '#office/ports.ts';
import {
  exampleReception,
  exampleSlip,
  systemIds,
  type TestClock,
  testClock,
  testPorts,
} from '#test/fixtures/office.ts';
import { requestNewStation } from '../station/index.ts';

// The same derivation at a small cost: these tests derive many keys.
vi.mock('#office/users/sealing.ts', async (original) => ({
  ...(await original<object>()),
  PASSWORD_COST: { algorithm: 'argon2id', memoryKiB: 64, iterations: 1, parallelism: 1 },
}));

const IN_PROCESS = { origin: 'test', host: 'in-process' } as const;

/** A PC: its marks and its name. Data directories come and go. */
type Pc = { marks: string; machine: string };

let root: string;
let clock: TestClock;
let people: { login: string; role: string; password: string }[];
const open: Office[] = [];

const directory = (name: string) => path.join(root, name);
const pc = (name: string): Pc => ({ marks: `marks of ${name}`, machine: name });
const mine = pc('pc-1');

function ports(data: string, where: Pc): OfficePorts {
  return testPorts({
    clock,
    dataDirectory: directory(data),
    marks: createMarkStore({ directory: directory(where.marks), machine: where.machine, host: 'web' }),
  });
}

/** Starts an office with its clerk and administrator; `end` closes it cleanly. */
async function start(data = 'data', where = mine) {
  const office = await startOffice(ports(data, where));
  open.push(office);
  const signIn = async (role: string): Promise<OfficeClient> => {
    const person = people.find((candidate) => candidate.role === role);
    const client = office.client(IN_PROCESS);
    await client.session.signIn({ login: person?.login ?? '', password: person?.password ?? '' });
    return client;
  };
  const clerk = await signIn('clerk');
  const administrator = await signIn('administrator');
  return {
    office,
    clerk,
    administrator,
    receive: async () => (await clerk.dossiers.receive(exampleReception())).dossier,
    end: async () => {
      open.splice(open.indexOf(office), 1);
      await office.close();
    },
  };
}
type Desk = Awaited<ReturnType<typeof start>>;

const codeOf = async (desk: Desk) => (await desk.receive()).codes[0]?.code ?? '';
const copy = (from: string, to: string) => {
  rmSync(directory(to), { recursive: true, force: true });
  cpSync(directory(from), directory(to), { recursive: true });
};

beforeEach(async () => {
  root = mkdtempSync(path.join(os.tmpdir(), 'tram-copies-'));
  clock = testClock('2026-11-20T09:00');
  const office = await startOffice(ports('data', mine));
  ({ people } = await office.client(IN_PROCESS).setup.createSample({ tree: 'three-tier' }));
  await office.close();
});
afterEach(async () => {
  for (const office of open.splice(0)) await office.close();
  rmSync(root, { recursive: true, force: true });
});

describe('L6 an office that is what it was', () => {
  it('L6 goes on after a clean end, and under its first station', async () => {
    const first = await start();
    expect(await codeOf(first)).toMatch(/-261120-0001$/);
    await first.end();
    const second = await start();
    expect(await codeOf(second)).toMatch(/-261120-0002$/);
    const { frozen, stations } = await second.administrator.numbers.state({});
    expect(frozen).toBeNull();
    expect(stations.map(({ reason }) => reason)).toEqual(['set-up']);
    expect(await second.clerk.status.get({})).toMatchObject({ numbersFrozen: false, markKept: true });
  });

  it('L6 goes on where it was moved on the same PC, and where the mark was lost but the file is the same', async () => {
    await (await start()).end();
    rmSync(directory(mine.marks), { recursive: true });
    const again = await start();
    expect((await again.administrator.numbers.state({})).frozen).toBeNull();
    await again.end();
    renameSync(directory('data'), directory('moved'));
    const moved = await start('moved');
    expect((await moved.administrator.numbers.state({})).frozen).toBeNull();
  });

  it('L6 may be open once only on one PC, wherever its copies lie', async () => {
    const desk = await start();
    copy('data', 'copy');
    await expect(start('copy')).rejects.toMatchObject({ code: 'database-busy' });
    expect(await codeOf(desk)).toMatch(/-0001$/);
  });
});

describe('L6 an older copy put back', () => {
  it('L6 begins a new station, goes on with provisional codes, and numbers on behind the confirmed one', async () => {
    const day = await start();
    await codeOf(day);
    await day.clerk.slips.give(exampleSlip());
    await day.end();
    copy('data', 'backup');
    const later = await start();
    const lost = [await codeOf(later), await codeOf(later)];
    await later.clerk.slips.give(exampleSlip());
    await later.end();
    copy('backup', 'data');

    const desk = await start();
    const state = await desk.administrator.numbers.state({});
    expect(state.frozen).toMatchObject({
      reason: 'behind-mark',
      asksOtherStopped: false,
      knownLast: lost[1],
    });
    expect(state.stations[0]).toMatchObject({
      reason: 'behind-mark',
      lastOutside: { code: lost[1], exact: true },
    });
    expect(state.stations[0]?.lastInside?.code).toMatch(/-0001$/);
    expect((await desk.clerk.status.get({})).numbersFrozen).toBe(true);
    const provisional = await desk.receive();
    expect(provisional.codes).toEqual([
      { code: expect.stringMatching(/^TAM\.[0-9A-Z]{6}-261120-0001$/), kind: 'provisional' },
    ]);
    expect(provisional.register.volume).toMatch(/^[0-9A-Z]{6}\/2026$/);

    const confirm = (code: string) =>
      desk.administrator.numbers.confirmLastCode({ code, otherStopped: false });
    await expect(confirm('')).rejects.toMatchObject({ code: 'invalid-input', data: { field: 'code' } });
    await expect(confirm(provisional.codes[0]?.code ?? '')).rejects.toMatchObject({ code: 'invalid-input' });
    await expect(confirm(lost[0] ?? '')).rejects.toMatchObject({ code: 'invalid-input' });
    await expect(confirm('H99.99-261120-0009')).rejects.toMatchObject({ code: 'invalid-input' });
    await expect(confirm((lost[1] ?? '').replace('261120', '261123'))).rejects.toMatchObject({
      code: 'invalid-input',
    });
    // As scanned from the receipt's QR: an address.
    const printed = (lost[1] ?? '').replace('0003', '0005');
    expect(await confirm(`https://dichvucong.gov.vn?ma=${encodeURIComponent(printed)}&kt=7K3MX2Q9`)).toEqual({
      given: 1,
      kept: 0,
    });
    expect(await confirm(printed)).toEqual({ given: 0, kept: 0 });

    const { dossier, history } = await desk.clerk.dossiers.get({ id: provisional.id });
    expect(dossier.codes.map(({ kind, code }) => [kind, code.slice(-4)])).toEqual([
      ['provisional', '0001'],
      ['own', '0006'],
    ]);
    expect(history[0]?.text).toMatch(/Cấp mã chính thức .*0006/);
    for (const { code } of dossier.codes) {
      const { rows } = await desk.clerk.dossiers.search({
        query: code,
        cursor: null,
        limit: 5,
        filters: undefined,
      } as never);
      expect(rows.map(({ id }) => id)).toEqual([provisional.id]);
    }
    expect(await codeOf(desk)).toMatch(/-0007$/);
    const { releases } = await desk.administrator.numbers.state({});
    expect(releases[0]?.unknown).toEqual({ after: lost[1], to: printed });
    expect((await desk.administrator.integrity.verify({})).ok).toBe(true);
    await desk.end();
    const next = await start();
    expect((await next.administrator.numbers.state({})).frozen).toBeNull();
    expect(await codeOf(next)).toMatch(/-0008$/);
  });

  it('L6 twice in a row begins twice, and one confirmation frees both', async () => {
    const day = await start();
    const first = await codeOf(day);
    await day.end();
    copy('data', 'backup');
    const later = await start();
    const second = await codeOf(later);
    await later.end();
    copy('backup', 'data');
    const once = await start();
    const tag = (await once.receive()).codes[0]?.code;
    await once.end();
    copy('backup', 'data');
    const twice = await start();
    expect((await twice.receive()).codes[0]?.code).not.toBe(tag);
    expect((await twice.administrator.numbers.state({})).frozen?.knownLast).toBe(second);
    expect(second).not.toBe(first);
    await twice.administrator.numbers.confirmLastCode({ code: second, otherStopped: false });
    expect((await twice.administrator.numbers.state({})).frozen).toBeNull();
  });

  it('L6 is noticed by a lost log: the entries in it were known outside', async () => {
    const office = await start();
    await codeOf(office);
    // The mark is written a moment after the commit.
    await new Promise((resolve) => setTimeout(resolve, 400));
    copy('data', 'after the power cut');
    for (const part of ['office.db-wal', 'office.db-shm']) {
      rmSync(path.join(directory('after the power cut'), part), { force: true });
    }
    await office.end();
    copy('after the power cut', 'data');
    const desk = await start();
    expect((await desk.administrator.numbers.state({})).frozen?.reason).toBe('behind-mark');
  });
});

it('L6 an older copy put back brings back no device that was shut out since', async () => {
  const day = await start();
  const { pairing } = await day.administrator.lan.beginPairing({ kind: 'kiosk', name: 'Kiosk' });
  const device = (token: string | null, desk: Desk) =>
    desk.office.client({
      origin: 'lan:10.0.0.7',
      host: 'web',
      device: { token, address: '10.0.0.7', browser: '', overLan: true },
    });
  const { request, digits } = await device(null, day).lan.pair({ code: pairing?.code ?? '' });
  const { devices } = await day.administrator.lan.decide({ pairing: pairing?.id ?? '', digits });
  const step = await device(null, day).lan.pairing({ request });
  const token = day.office.lan.takeToken(step.state === 'paired' ? step.claim : '') ?? '';
  expect((await device(token, day).session.state({})).device?.kind).toBe('kiosk');
  await day.end();
  copy('data', 'backup');
  const later = await start();
  expect((await device(token, later).session.state({})).device?.kind).toBe('kiosk');
  await later.administrator.lan.revoke({ device: devices[0]?.id ?? '' });
  await later.end();
  copy('backup', 'data');

  const desk = await start();
  expect((await desk.administrator.numbers.state({})).frozen?.reason).toBe('behind-mark');
  expect((await device(token, desk).session.state({})).device?.kind).toBeNull();
});

describe('L6 a copy on another PC', () => {
  it('L6 is noticed, asks that the other one has stopped, and gives no number twice', async () => {
    const here = await start();
    const last = await codeOf(here);
    await here.end();
    copy('data', 'on a stick');
    const there = await start('on a stick', pc('pc-2'));
    const { frozen } = await there.administrator.numbers.state({});
    expect(frozen).toMatchObject({ reason: 'other-machine', asksOtherStopped: true, knownLast: last });
    const refused = there.administrator.numbers.confirmLastCode({ code: last, otherStopped: false });
    await expect(refused).rejects.toMatchObject({ code: 'invalid-input', data: { field: 'otherStopped' } });
    await there.administrator.numbers.confirmLastCode({ code: last, otherStopped: true });
    expect(await codeOf(there)).toMatch(/-0002$/);
    await there.end();
    // Brought back to the first PC, whose mark does not know that station.
    copy('on a stick', 'data');
    const back = await start();
    expect((await back.administrator.numbers.state({})).frozen?.reason).toBe('other-machine');
  });

  it('L6 is noticed although both PCs were installed from one image', async () => {
    await (await start()).end();
    copy('data', 'on a stick');
    const twin = await start('on a stick', { marks: 'other marks', machine: mine.machine });
    expect((await twin.administrator.numbers.state({})).frozen?.reason).toBe('unknown-mark');
  });
});

it('L6 a copy that a person put back begins anew once, also when nothing is missing', async () => {
  await (await start()).end();
  requestNewStation(directory('data'));
  const restored = await start();
  expect((await restored.administrator.numbers.state({})).frozen?.reason).toBe('restored');
  await restored.administrator.numbers.confirmLastCode({ code: '', otherStopped: true });
  await restored.end();
  const next = await start();
  expect((await next.administrator.numbers.state({})).frozen).toBeNull();
  expect(await codeOf(next)).toMatch(/-0001$/);
});

it('L6 a place for marks that can be neither read nor written stops no desk', async () => {
  writeFileSync(path.join(root, 'a file'), '');
  const nowhere = { marks: path.join('a file', 'marks'), machine: mine.machine };
  const desk = await start('data', nowhere);
  expect(await codeOf(desk)).toMatch(/-0001$/);
  expect((await desk.clerk.status.get({})).markKept).toBe(false);
  await desk.end();
  const next = await start('data', nowhere);
  expect((await next.administrator.numbers.state({})).frozen).toBeNull();
});

describe('L6 numbers of the hall', () => {
  const take = async (desk: Desk) => {
    const requestId = systemIds.id();
    return (await desk.clerk.queue.issue({ group: 'ho-tich', priority: null, requestId })).ticket.number;
  };
  const serials = (numbers: string[]) => numbers.map((number) => Number(number.slice(1)));

  it('L6 go on as they were where nothing is in doubt', async () => {
    const first = await start();
    expect([await take(first), await take(first)]).toEqual(['A001', 'A002']);
    await first.end();
    expect(await take(await start())).toBe('A003');
  });

  it('L6 are not given again after an older copy of the day was put back, once or twice', async () => {
    const first = await start();
    const given = [await take(first)];
    await first.end();
    copy('data', 'backup');
    const again = await start();
    for (let count = 0; count < 3; count += 1) given.push(await take(again));
    await again.end();
    for (let restores = 0; restores < 2; restores += 1) {
      copy('backup', 'data');
      requestNewStation(directory('data'));
      const restored = await start();
      for (let count = 0; count < 3; count += 1) given.push(await take(restored));
      await restored.end();
      // The day goes on after a restart.
      const later = await start();
      given.push(await take(later));
      await later.end();
    }
    expect(new Set(given).size).toBe(given.length);
    expect(serials(given)).toEqual([...serials(given)].sort((left, right) => left - right));
    clock.set('2026-11-21T08:00');
    expect(await take(await start())).toBe('A001');
  });

  it('L6 are not given again on another PC, which knows nothing of what was given since', async () => {
    const first = await start();
    await take(first);
    await first.end();
    copy('data', 'backup');
    const again = await start();
    const lost = [await take(again), await take(again)];
    await again.end();
    const elsewhere = await start('backup', pc('pc-2'));
    const number = await take(elsewhere);
    expect(lost).not.toContain(number);
    expect(serials([number])[0]).toBeGreaterThan(400);
  });
});
