import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  createCupsDriver,
  createPdfFolderDriver,
  PDF_FOLDER_NAME,
  type PrinterDriver,
} from '#office/printing/index.ts';
import { createRemotePapers } from '#office/remote-devices/index.ts';
import { type PrintJob, STATION_PIECE_BYTES } from '#shared/contract/index.ts';
import { joinStation } from '#test/fixtures/joined-station.ts';
import { type LanOffice, startLanOffice } from '#test/fixtures/lan-office.ts';
import { exampleReception } from '#test/fixtures/office.ts';
import {
  clerkAt,
  isServing,
  openTestStation,
  pairStation,
  QUICK_PRINTER,
  type TestStation,
  until,
} from '#test/fixtures/station.ts';
import { type PrinterUnderTest, printerContract, samplePdf } from './printer.suite.ts';
import { type CupsServer, hasCups, NEEDS_CUPS, startCups } from './printer-cupsd.ts';

// The same derivation at a small cost: these tests derive many keys.
vi.mock('#office/users/sealing.ts', async (original) => ({
  ...(await original<object>()),
  PASSWORD_COST: { algorithm: 'argon2id', memoryKiB: 64, iterations: 1, parallelism: 1 },
}));

const temporary = () => mkdtempSync(path.join(tmpdir(), 'prints-'));
const filesIn = (folder: string) =>
  readdirSync(folder)
    .sort()
    .filter((name) => name.endsWith('.pdf'))
    .map((name) => new Uint8Array(readFileSync(path.join(folder, name))));

/** A printer of a station, driven from the office's end of its line. */
function overStation(
  driver: PrinterDriver,
  rest: Omit<PrinterUnderTest, 'driver' | 'close'> & { close?: () => void },
): PrinterUnderTest {
  const directory = temporary();
  const joined = joinStation({ directory, timing: QUICK_PRINTER, papers: driver });
  return {
    ...rest,
    driver: createRemotePapers({ findLine: () => joined.line, clock: { now: () => Date.now() } }),
    async close() {
      await joined.end();
      rmSync(directory, { recursive: true });
      rest.close?.();
    },
  };
}

describe('printer contract: a station’s folder of PDF files', () =>
  printerContract(async () => {
    const folder = temporary();
    return overStation(
      createPdfFolderDriver(() => folder),
      {
        printer: PDF_FOLDER_NAME,
        received: async () => filesIn(folder),
        close: () => rmSync(folder, { recursive: true }),
      },
    );
  }));

describe.skipIf(!hasCups)(`printer contract: a station’s CUPS (${NEEDS_CUPS})`, () => {
  let cups: CupsServer;
  beforeAll(async () => {
    cups = await startCups();
  });
  afterAll(() => cups.close());
  printerContract(async () => {
    const before = cups.received().length;
    return overStation(createCupsDriver({ server: cups.server, pollMs: 50 }), {
      printer: cups.queue,
      received: async () => cups.received().slice(before),
    });
  });
});

describe('a paper ordered at a counter', () => {
  let lan: LanOffice;
  let station: TestStation;
  let folder: string;
  let id: string;
  /** Papers are held at the station's printer while this is there. */
  let hold: Promise<void> | null;
  const closers: (() => Promise<unknown> | unknown)[] = [];

  /** The station's printer: the folder, behind a door that the test closes. */
  function printerOf(): PrinterDriver {
    const driver = createPdfFolderDriver(() => folder);
    return {
      ...driver,
      async print(order) {
        await hold;
        return driver.print({ ...order, signal: new AbortController().signal });
      },
    };
  }

  beforeEach(async () => {
    hold = null;
    folder = temporary();
    lan = await startLanOffice();
    station = await openTestStation(lan.lan(), { papers: printerOf() });
    await pairStation(lan, station);
    const { stations } = await lan.administrator.devices.stations({});
    id = stations.find(({ name }) => name !== null)?.station ?? '';
  });
  afterEach(async () => {
    for (let close = closers.pop(); close !== undefined; close = closers.pop()) await close();
    await station.end();
    await lan.end();
    rmSync(folder, { recursive: true });
  });

  const choose = () =>
    lan.administrator.printing.choose({
      station: id,
      printerId: `system:${PDF_FOLDER_NAME}`,
      layout: 'a5',
      pdfFolder: '',
    });

  async function atCounter() {
    const { client, close } = await clerkAt(lan, station);
    closers.push(close);
    return client;
  }

  const receive = async (at: typeof lan.clerk): Promise<PrintJob> => {
    const { job } = await at.dossiers.receive({ ...exampleReception(), print: true });
    if (job === null) throw new Error('no paper was ordered');
    return job;
  };

  async function reach(job: PrintJob, ...states: PrintJob['state'][]): Promise<PrintJob> {
    let seen = job;
    await until(`the job is ${states.join(' or ')}`, () => {
      seen =
        lan.core
          .opened()
          .printing.jobsOf(job.dossierId)
          .find((one) => one.id === job.id) ?? seen;
      return states.includes(seen.state);
    });
    return seen;
  }

  it('comes out at the office while the counter has no printer, and at the counter’s own afterwards; the office’s own stay', async () => {
    const clerk = await atCounter();
    expect(await reach(await receive(clerk), 'printed')).toMatchObject({ printer: PDF_FOLDER_NAME });
    expect(filesIn(folder)).toHaveLength(0);
    const { printers, settings } = await lan.administrator.printing.printers({ station: id });
    expect(settings.printerId).toBe('office');
    expect(printers.map((printer) => printer.id)).toEqual([`system:${PDF_FOLDER_NAME}`]);
    await choose();
    const own = await reach(await receive(clerk), 'printed');
    await reach(await receive(lan.clerk), 'printed');
    expect(filesIn(folder)).toHaveLength(1);
    // The very bytes of the archive.
    const { pdfBase64 } = await clerk.dossiers.paperPdf({ paperId: own.paperId ?? '' });
    expect(Buffer.from(filesIn(folder)[0] ?? []).toString('base64')).toBe(pdfBase64);
    expect((await clerk.status.get({})).printer).toMatchObject({ id: `system:${PDF_FOLDER_NAME}` });
    expect((await lan.clerk.status.get({})).printer).toMatchObject({ id: 'pdf-folder' });
    const test = { station: id, printerId: `system:${PDF_FOLDER_NAME}`, layout: 'a5' } as const;
    expect(await lan.administrator.printing.testPage(test)).toEqual({ outcome: 'printed', problem: null });
    expect(filesIn(folder)).toHaveLength(2);
    await expect(lan.administrator.printing.printers({ station: 'no-counter' })).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it('is asked about when the line was cut in its middle, and is not doubled afterwards', async () => {
    await choose();
    const clerk = await atCounter();
    let open: () => void = () => undefined;
    hold = new Promise((resolve) => {
      open = resolve;
    });
    const job = await receive(clerk);
    await reach(job, 'printing');
    // Its bytes are at the station.
    const kept = () => readFileSync(path.join(station.directory, 'paper-orders.json'), 'utf8');
    await until('it was begun there', () => readdirSync(station.directory).includes('paper-orders.json'));
    const begun = kept();
    // The office's own printer waits for nobody.
    await reach(await receive(lan.clerk), 'printed');
    lan.core.stations.findLine(id)?.end(1001);
    const asked = await reach(job, 'unknown');
    expect(asked.problem).toMatch(/Mất liên lạc/);
    await until('it serves again', () => isServing(station));
    open();
    hold = null;
    await until('the station knows its end', () => kept() !== begun);
    const next = await receive(await atCounter());
    await reach(next, 'printed');
    expect(filesIn(folder)).toHaveLength(2);
    expect((await reach(job, 'unknown')).state).toBe('unknown');
    await lan.clerk.printing.confirm({ jobId: job.id, printed: true });
    expect((await reach(job, 'printed')).state).toBe('printed');
    expect(filesIn(folder)).toHaveLength(2);
  });

  it('is not doubled by the same order after the station was started again', async () => {
    await choose();
    const line = () => {
      const found = lan.core.stations.findLine(id);
      if (found === undefined) throw new Error('no line');
      return found;
    };
    const pdf = new Uint8Array([...samplePdf(1), ...new Uint8Array(STATION_PIECE_BYTES)]);
    const driver = createRemotePapers({
      findLine: () => lan.core.stations.findLine(id),
      clock: { now: () => Date.now() },
    });
    const order = {
      ...{ id: 'job.1', expiresAt: Date.now() + 60_000, pdf, printer: PDF_FOLDER_NAME, copies: 1 },
      ...{ paper: 'A5' as const, title: 'H28', signal: new AbortController().signal },
    };
    expect(await driver.print(order)).toEqual({ outcome: 'printed', problem: null });
    await station.stop();
    expect(await driver.print(order)).toEqual({ outcome: 'failed', problem: 'station-away' });
    await station.start();
    await until('it serves again', () => isServing(station));
    expect(await driver.print(order)).toEqual({ outcome: 'printed', problem: null });
    expect(filesIn(folder)).toHaveLength(1);
    const sha256 = createHash('sha256').update('').digest('hex');
    const late = { order: 'job.2', printer: PDF_FOLDER_NAME, copies: 1, paper: 'A5', title: 'x' } as const;
    const now = Date.now();
    expect(await line().client.papers.print({ ...late, sha256, now, expiresAt: now - 1 })).toEqual({
      outcome: 'failed',
      problem: 'expired',
    });
  });

  it('waits while the counter’s PC is off, keeps nobody else, and comes out when it is back', async () => {
    await choose();
    await station.stop();
    const { printing, db } = lan.core.opened();
    const { dossier } = await lan.clerk.dossiers.receive({ ...exampleReception(), print: false });
    const ordered = (station: string) => {
      db.transaction((tx) => printing.enqueuePaperInTx(tx, dossier, { id: 'u1', name: '' }, station));
      const job = printing.jobsOf(dossier.id).at(-1);
      if (job === undefined) throw new Error('no job');
      return job;
    };
    const first = ordered(id);
    await until('it says why', () => printing.jobsOf(dossier.id)[0]?.problem?.includes('chưa nối') === true);
    expect(printing.jobsOf(dossier.id)[0]?.state).toBe('waiting');
    await reach(await receive(lan.clerk), 'printed');
    await station.start();
    await until('it serves again', () => isServing(station));
    await reach(first, 'printed');
    expect(filesIn(folder)).toHaveLength(1);
  });
});
