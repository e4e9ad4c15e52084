import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  createCupsDriver,
  createHostDriver,
  createPdfFolderDriver,
  PDF_FOLDER_NAME,
} from '#office/printing/index.ts';
import { orderFor, type PrinterUnderTest, printerContract } from './printer.suite.ts';
import { type CupsServer, hasCups, NEEDS_CUPS, startCups } from './printer-cupsd.ts';

async function openPdfFolder(): Promise<PrinterUnderTest> {
  const directory = mkdtempSync(path.join(tmpdir(), 'prints-'));
  return {
    driver: createPdfFolderDriver(() => directory),
    printer: PDF_FOLDER_NAME,
    received: async () =>
      readdirSync(directory)
        .sort()
        .map((name) => new Uint8Array(readFileSync(path.join(directory, name)))),
    close: async () => rmSync(directory, { recursive: true }),
  };
}

describe('printer contract: folder of PDF files', () => printerContract(openPdfFolder));

/** A host that prints into memory, as Electron's main process will print on paper. */
async function openHost(): Promise<PrinterUnderTest> {
  const received: Uint8Array[] = [];
  const driver = createHostDriver({
    list: async () => [{ name: 'Laser', description: 'Laser', isDefault: true }],
    print: async (job) => {
      received.push(job.pdf);
      return { outcome: 'printed', detail: '' };
    },
  });
  const list = async () => (await driver.list()).map((found) => ({ ...found, state: 'ready' as const }));
  return {
    driver: {
      ...driver,
      list,
      findStatus: async (name) => (await list()).find((found) => found.name === name),
    },
    printer: 'Laser',
    received: async () => received,
    close: async () => undefined,
  };
}

describe('printer contract: the host prints', () => printerContract(openHost));

describe.skipIf(!hasCups)(`printer contract: CUPS (${NEEDS_CUPS})`, () => {
  let cups: CupsServer;
  let before = 0;
  beforeAll(async () => {
    cups = await startCups();
  });
  afterAll(() => cups.close());
  beforeEach(() => {
    before = cups.received().length;
  });
  afterEach(() => {
    cups.setPrinter('well');
    cups.administer('cancel', '-a', cups.queue);
    cups.administer('cupsenable', cups.queue);
    cups.administer('cupsaccept', cups.queue);
  });
  const driver = (patienceMs = 20_000) => createCupsDriver({ server: cups.server, patienceMs, pollMs: 50 });

  printerContract(async () => ({
    driver: driver(),
    printer: cups.queue,
    received: async () => cups.received().slice(before),
    close: async () => undefined,
  }));

  it('says the default printer', async () => {
    cups.administer('lpadmin', '-d', cups.queue);
    expect((await driver().list())[0]).toMatchObject({ name: cups.queue, isDefault: true });
  });

  it('waits for a slow printer', async () => {
    cups.setPrinter('slow');
    const printing = driver().print(orderFor(cups.queue));
    await delay(700);
    expect((await driver().findStatus(cups.queue))?.state).toBe('busy');
    expect(await printing).toEqual({ outcome: 'printed', problem: null });
    expect(cups.received()).toHaveLength(before + 1);
  });

  it('takes the paper out of a stopped queue, so that it does not come out later', async () => {
    cups.administer('cupsdisable', cups.queue);
    expect((await driver().findStatus(cups.queue))?.state).toBe('stopped');
    const result = await driver(400).print(orderFor(cups.queue));
    expect(result).toEqual({ outcome: 'failed', problem: 'printer-stopped' });
    cups.administer('cupsenable', cups.queue);
    await delay(800);
    expect(cups.received()).toHaveLength(before);
  });

  it('does not know what a printer has done that began and did not end', async () => {
    cups.setPrinter('slow');
    const result = await driver(600).print(orderFor(cups.queue));
    expect(result).toEqual({ outcome: 'unknown', problem: 'printer-silent' });
  });

  it('does not know after a printer that broke down', async () => {
    cups.setPrinter('broken');
    const result = await driver(800).print(orderFor(cups.queue));
    expect(result.outcome).toBe('unknown');
  });

  it('gives up in the queue when told so', async () => {
    cups.administer('cupsdisable', cups.queue);
    const control = new AbortController();
    const printing = driver().print(orderFor(cups.queue, { signal: control.signal }));
    await delay(400);
    control.abort();
    expect(await printing).toEqual({ outcome: 'failed', problem: 'cancelled' });
  });

  it('learns of a cancellation by somebody else', async () => {
    cups.administer('cupsdisable', cups.queue);
    const printing = driver().print(orderFor(cups.queue));
    await delay(400);
    cups.administer('cancel', '-a', cups.queue);
    expect(await printing).toEqual({ outcome: 'failed', problem: 'cancelled' });
  });

  it('says when the queue refuses, and when there is no spooler', async () => {
    cups.administer('cupsreject', cups.queue);
    expect(await driver().print(orderFor(cups.queue))).toEqual({
      outcome: 'failed',
      problem: 'printer-rejected',
    });
    const nowhere = createCupsDriver({ server: '127.0.0.1:1' });
    expect(await nowhere.list()).toEqual([]);
    expect((await nowhere.print(orderFor(cups.queue))).outcome).toBe('failed');
  });
});
