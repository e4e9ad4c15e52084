import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createJournal, type Journal } from '#office/journal/index.ts';
import { createLogger } from '#office/log/index.ts';
import { sql } from '#office/storage/index.ts';
import type { SimulatedConditions, TicketJob } from '#shared/contract/index.ts';
import { entryKinds } from '#shared/journal/index.ts';
import type { TicketPaper } from '#shared/queue/index.ts';
import {
  createTestClock,
  createTestIds,
  openTemporaryDatabase,
  type TemporaryDatabase,
} from '#test/fixtures/database.ts';
import { resourcesDirectory } from '#test/fixtures/office.ts';
import { createDevices, type Devices, DevicesError, devicesProjector } from './index.ts';

const library = vi.hoisted(() => ({ loads: true }));
vi.mock('./tickets/drawing.ts', async (importOriginal) => {
  const real = await importOriginal<typeof import('./tickets/drawing.ts')>();
  return {
    ...real,
    loadDrawing: async (fonts: string) => {
      if (!library.loads) throw new Error('no library of this system');
      return real.loadDrawing(fonts);
    },
  };
});

let t: TemporaryDatabase;
let journal: Journal;
let devices: Devices;
let clock: ReturnType<typeof createTestClock>;
let told: TicketJob[];
let listeners: (() => void)[];
const ids = createTestIds();

const paper: TicketPaper = {
  number: 'A005',
  groupName: 'Đất đai, xây dựng',
  authority: 'UBND XÃ LƯƠNG SƠN',
  office: 'Trung tâm Phục vụ hành chính công',
  priorityName: null,
  ahead: 3,
  estimateMinutes: 12,
  issuedAt: '2026-11-22T08:05:00.000+07:00',
  qr: 'TMC1:A005:20261122',
  sample: true,
};
const enough: SimulatedConditions = {
  paper: 'enough',
  coverOpen: false,
  plugged: true,
  stalled: false,
  slow: false,
};

function open(more: Partial<Parameters<typeof createDevices>[0]> = {}): Devices {
  return createDevices({
    db: t.db,
    journal,
    clock,
    ids,
    station: 'station-1',
    office: () => ({ authority: 'UBND XÃ LƯƠNG SƠN', name: 'Trung tâm', sample: true }),
    fontsDirectory: path.join(resourcesDirectory, 'fonts'),
    onJobChanged: (job) => {
      told.push(job);
      for (const look of [...listeners]) look();
    },
    onChanged: () => undefined,
    log: createLogger(() => undefined, 'devices'),
    listPorts: async () => [],
    printerTiming: {
      answerMs: 150,
      quietMs: 20,
      sendMarginMs: 300,
      confirmMarginMs: 5_000,
      pollMs: 50,
      idleMs: 100,
    },
    loopTiming: { retryMs: 20, watchMs: 50, writeAgainMs: 20 },
    ...more,
  });
}

beforeEach(() => {
  t = openTemporaryDatabase();
  clock = createTestClock(Date.UTC(2026, 10, 22, 1, 5));
  told = [];
  listeners = [];
  journal = createJournal({
    db: t.db,
    kinds: entryKinds,
    projectors: [devicesProjector],
    identity: { office: 'office-1', station: 'station-1' },
    clock,
    ids,
  });
  devices = open();
});
afterEach(async () => {
  await devices.close();
  t.remove();
});

const choose = () =>
  devices.change(
    { ticketPrinter: { kind: 'simulated', profile: 'mm58' }, ticketTimeToLiveSeconds: 120 },
    'admin',
  );

function order(number: string, station = 'station-1'): string {
  const job = t.db.transaction((tx) =>
    devices.orderTicketInTx(tx, { ticketId: `t-${number}`, paper: { ...paper, number }, station }),
  );
  if (job === null) throw new Error('no printer');
  return job;
}

/** Waits until the job is in one of these states. */
function until(jobId: string, ...states: TicketJob['state'][]): Promise<TicketJob> {
  return new Promise((resolve) => {
    const look = () => {
      const job = devices.findTicketJob(jobId);
      if (job === undefined || !states.includes(job.state)) return;
      listeners = listeners.filter((other) => other !== look);
      resolve(job);
    };
    listeners.push(look);
    look();
  });
}

const numbers = async () => (await devices.simulatedPapers()).flatMap(({ texts }) => texts).reverse();

describe('tickets on paper', () => {
  it('come out of the simulated printer in their order, with a picture, and are settled', async () => {
    await choose();
    const jobs = ['A001', 'A002', 'B001'].map((number) => order(number));
    for (const job of jobs) expect(await until(job, 'printed')).toMatchObject({ open: false, problem: null });
    expect(await numbers()).toEqual(['A001', 'A002', 'B001']);
    const [newest] = await devices.simulatedPapers();
    expect(newest).toMatchObject({ cut: true, width: 384 });
    expect(
      Buffer.from(newest?.png ?? '', 'base64')
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG');
    expect(devices.openTicketJobs()).toMatchObject({
      jobs: [],
      printer: { state: 'ready', detail: 'Sẵn sàng' },
    });
    expect(devices.findJobIdOfTicket(t.db, 't-B001')).toBe(jobs[2]);
  });

  it('are not ordered where no printer is chosen; that of the office prints for stations without one', async () => {
    const at = (station: string) =>
      t.db.transaction((tx) => devices.orderTicketInTx(tx, { ticketId: 't', paper, station }));
    expect(at('station-1')).toBeNull();
    await choose();
    expect(at('station-1')).not.toBeNull();
    // A counter without a printer of its own is served by the office's.
    expect(devices.findTicketJob(at('station-2') ?? '')?.station).toBe('station-1');
  });

  it('that were never committed are never printed', async () => {
    await choose();
    expect(() =>
      t.db.transaction((tx) => {
        devices.orderTicketInTx(tx, { ticketId: 't', paper, station: 'station-1' });
        throw new Error('no');
      }),
    ).toThrow('no');
    await until(order('A002'), 'printed');
    expect(await numbers()).toEqual(['A002']);
  });

  it('wait for paper, saying so; when it comes only those that are not too old come out', async () => {
    await choose();
    await devices.simulate({ ...enough, paper: 'out' });
    const old = order('A001');
    await new Promise<void>((resolve) => {
      listeners.push(() => {
        if (devices.findTicketJob(old)?.problem?.includes('hết giấy')) resolve();
      });
    });
    expect(devices.openTicketJobs().printer).toMatchObject({ state: 'trouble', problem: 'paper-out' });
    clock.advance(100_000);
    const fresh = order('A002');
    clock.advance(30_000);
    expect(await until(old, 'expired')).toMatchObject({ open: true });
    await devices.simulate(enough);
    await until(fresh, 'printed');
    expect(await numbers()).toEqual(['A002']);
    expect(devices.openTicketJobs().jobs.map(({ number }) => number)).toEqual(['A001']);
  });

  it('that expired come out once a person says so, and are closed when nobody wants them', async () => {
    await choose();
    await devices.simulate({ ...enough, coverOpen: true });
    const [wanted, unwanted] = [order('A001'), order('A002')];
    clock.advance(121_000);
    await until(wanted, 'expired');
    await until(unwanted, 'expired');
    await devices.simulate(enough);
    devices.retryTicket(wanted);
    await until(wanted, 'printed');
    expect(devices.confirmTicket(unwanted, false)).toMatchObject({ state: 'failed', open: false });
    expect(await numbers()).toEqual(['A001']);
    expect(devices.retryTicket(wanted)).toMatchObject({ state: 'printed', attempts: 1 });
  });

  it.each([
    ['is unplugged', { plugged: false }],
    ['stops reading', { stalled: true }],
    ['is opened', { coverOpen: true }],
    ['runs out of paper', { paper: 'out' }],
  ] as const)(
    'whose printer %s on the way are asked about, and nothing more of them comes out',
    async (_what, change) => {
      await choose();
      await until(order('A001'), 'printed');
      const job = order('A002');
      await until(job, 'printing');
      // Something hangs out of it.
      while ((await devices.simulatedPapers())[0]?.cut !== false)
        await new Promise((resolve) => setTimeout(resolve, 5));
      await devices.simulate({ ...enough, ...change });
      expect(await until(job, 'unknown', 'printed')).toMatchObject({ state: 'unknown', open: true });
      await devices.simulate(enough);
      await until(order('A003'), 'printed');
      // What hung out was cut off first.
      const pieces = (await devices.simulatedPapers()).reverse();
      expect(pieces.at(-1)?.texts).toEqual(['A003']);
      devices.retryTicket(job);
      await until(job, 'printed');
      expect((await numbers()).at(-1)).toBe('A002');
    },
  );

  it('left at the printer by a run that ended are asked about and not printed by themselves', async () => {
    await choose();
    await devices.simulate({ ...enough, paper: 'out' });
    const [begun, waiting] = [order('A001'), order('A002')];
    await devices.close();
    t.db.transaction((tx) => tx.run(sql`update ticket_jobs set state = 'printing' where id = ${begun}`));
    devices = open();
    expect(devices.findTicketJob(begun)).toMatchObject({ state: 'unknown', open: true });
    expect(devices.findTicketJob(begun)?.problem).toContain('Chương trình dừng');
    await until(waiting, 'printed');
    expect((await numbers()).filter((text) => text !== 'A002')).toEqual([]);
    expect(devices.confirmTicket(begun, true)).toMatchObject({ state: 'printed', open: false });
  });

  it('of yesterday are forgotten', async () => {
    await choose();
    await devices.simulate({ ...enough, paper: 'out' });
    const job = order('A001');
    await devices.close();
    clock.advance(90_000_000);
    devices = open();
    expect(devices.findTicketJob(job)).toBeUndefined();
    expect(() => devices.confirmTicket(job, true)).toThrow(DevicesError);
  });
});

describe('at the change of the day', () => {
  it('open orders are forgotten also where the office stays open', async () => {
    await choose();
    await devices.simulate({ ...enough, paper: 'out' });
    const job = order('A001');
    clock.advance(86_400_000);
    await vi.waitFor(() => expect(devices.findTicketJob(job)).toBeUndefined(), { timeout: 5_000 });
    expect(devices.openTicketJobs().jobs).toEqual([]);
  });

  it('a number of yesterday is not printed among those of today', async () => {
    await choose();
    await devices.simulate({ ...enough, paper: 'out' });
    const job = order('A001');
    clock.advance(121_000);
    await until(job, 'expired');
    await devices.close();
    clock.advance(86_400_000);
    expect(() => devices.retryTicket(job)).toThrow(
      expect.objectContaining({
        code: 'ticket-of-another-day',
        message: expect.stringContaining('cấp số mới'),
      }),
    );
    expect(devices.findTicketJob(job)).toMatchObject({ state: 'expired' });
  });
});

it('a ticket of a counter that was shut out is printed again at the office', async () => {
  await devices.close();
  let counters = [{ station: 'counter-2', name: 'Quầy số 2', connected: true }];
  devices = open({
    remote: {
      all: () => counters,
      ports: async () => [],
      wire: () => {
        throw new Error('the simulated printer needs no line');
      },
    },
  });
  await choose();
  const ticketPrinter = { kind: 'simulated', profile: 'mm58' } as const;
  await devices.change({ ticketPrinter, ticketTimeToLiveSeconds: 120 }, 'admin', 'counter-2');
  await devices.simulate({ ...enough, paper: 'out' }, 'counter-2');
  const job = order('A001', 'counter-2');
  clock.advance(120_000);
  await until(job, 'expired');
  counters = [];
  expect(devices.retryTicket(job)).toMatchObject({ station: 'station-1' });
  await until(job, 'printed');
  expect(await numbers()).toEqual(['A001']);
});

it('closing tells whoever has the line of the printer to give it back', async () => {
  await choose();
  const stopped = devices.lend(
    (ending) => new Promise((resolve) => ending.addEventListener('abort', () => resolve('told'))),
  );
  await devices.look();
  await devices.close();
  expect(await stopped).toBe('told');
});

describe('settings', () => {
  it('are an entry of the journal, and come out of a rebuild', async () => {
    await choose();
    const before = journal.viewDigests();
    expect(journal.rebuild().finished).toBe(true);
    expect(journal.viewDigests()).toEqual(before);
    expect((await devices.state()).settings.ticketPrinter).toEqual({ kind: 'simulated', profile: 'mm58' });
    expect(journal.history('station-1', { limit: 5 }).items.map(({ entry }) => entry.kind)).toEqual([
      'devices-changed',
    ]);
  });

  it('say how long a ticket is on the way at each speed', async () => {
    const { transmission } = await devices.state();
    const at = (profile: string, baud: number) =>
      transmission.find((row) => row.profile === profile && row.baud === baud)?.seconds ?? 0;
    expect(at('mm80', 115200)).toBeLessThan(1.5);
    expect(at('mm80', 9600)).toBeGreaterThan(at('mm80', 115200) * 10);
    expect(at('mm58', 9600)).toBeLessThan(12);
  });

  it('are told also where letters can not be drawn; once they can, all is told', async () => {
    library.loads = false;
    const without = await devices.state().finally(() => {
      library.loads = true;
    });
    expect(without).toMatchObject({ settings: devices.settings(), transmission: [] });
    expect((await devices.state()).transmission).not.toEqual([]);
  });

  it('of no printer refuse a test print and the simulated printer', async () => {
    expect(() => devices.testTicket()).toThrow(DevicesError);
    await expect(devices.simulate(enough)).rejects.toThrow(DevicesError);
    await choose();
    expect(await until(devices.testTicket().id, 'printed')).toMatchObject({ ticketId: null });
  });
});
