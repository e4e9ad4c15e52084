import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPdfFolderDriver, PDF_FOLDER_NAME, type PrinterDriver } from '#office/printing/index.ts';
import { STATION_PAPER_BYTES } from '#shared/contract/index.ts';
import { createOfficeClock } from './office-clock.ts';
import { openPaperOrders } from './orders.ts';
import { createStationPapers, type StationPapers } from './papers.ts';

const NOW = Date.UTC(2026, 10, 23, 1);
const pdf = new TextEncoder().encode('%PDF-1.7 giấy tiếp nhận');

let directory: string;
let folder: string;
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'tram-station-'));
  folder = path.join(directory, 'prints');
  mkdirSync(folder);
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

function open(driver: PrinterDriver = createPdfFolderDriver(() => folder)): StationPapers {
  const clock = createOfficeClock(() => 0);
  clock.note(NOW);
  return createStationPapers({ driver, clock, orders: openPaperOrders(directory) });
}

const order = (id: string, expiresAt = NOW + 60_000) => ({
  order: id,
  printer: PDF_FOLDER_NAME,
  copies: 1,
  paper: 'A5' as const,
  title: 'H28-1',
  sha256: createHash('sha256').update(pdf).digest('hex'),
  expiresAt,
});

function send(papers: StationPapers, id: string): void {
  for (let offset = 0; offset < pdf.length; offset += 5) {
    expect(papers.send({ order: id, offset, bytes: pdf.subarray(offset, offset + 5) })).toBe(true);
  }
}

const printed = () => readdirSync(folder).filter((name) => name.endsWith('.pdf'));

/** A printer that takes a paper and ends when it is told to. */
function createHeldDriver() {
  const signals: AbortSignal[] = [];
  const driver: PrinterDriver = {
    list: async () => [],
    findStatus: async () => undefined,
    print: ({ signal }) => {
      signals.push(signal);
      return new Promise((resolve) => {
        signal.addEventListener('abort', () => {
          const timedOut = signal.reason instanceof Error && signal.reason.name === 'TimeoutError';
          resolve({ outcome: 'failed', problem: timedOut ? 'printer-stopped' : 'cancelled' });
        });
      });
    },
  };
  return { driver, signals };
}

describe('a paper', () => {
  it('is printed from its pieces, once: the same order again, also after a restart, is answered as the first time', async () => {
    const papers = open();
    send(papers, 'job.1');
    const first = papers.print(order('job.1'));
    expect(await papers.print(order('job.1'))).toEqual({ outcome: 'printed', problem: null });
    expect(await first).toEqual({ outcome: 'printed', problem: null });
    const again = open();
    send(again, 'job.1');
    expect(await again.print(order('job.1'))).toEqual({ outcome: 'printed', problem: null });
    expect(printed()).toEqual(['H28-1_1.pdf']);
    expect(new Uint8Array(readFileSync(path.join(folder, 'H28-1_1.pdf')))).toEqual(pdf);
  });

  it('that was begun in a run before, and whose end nobody saw, is a question', async () => {
    openPaperOrders(directory).begin('job.1');
    const papers = open();
    send(papers, 'job.1');
    expect(await papers.print(order('job.1'))).toEqual({ outcome: 'unknown', problem: 'interrupted' });
    expect(printed()).toEqual([]);
  });

  it('that came too late, or not whole, is not begun and not remembered', async () => {
    const papers = open();
    send(papers, 'job.1');
    expect(await papers.print(order('job.1', NOW))).toEqual({ outcome: 'failed', problem: 'expired' });
    expect(await papers.print(order('job.1'))).toEqual({ outcome: 'failed', problem: 'paper-incomplete' });
    papers.send({ order: 'job.2', offset: 0, bytes: pdf.subarray(0, 5) });
    expect(papers.send({ order: 'job.2', offset: 9, bytes: pdf.subarray(9) })).toBe(false);
    expect(await papers.print(order('job.2'))).toMatchObject({ problem: 'paper-incomplete' });
    send(papers, 'job.2');
    papers.lineGone();
    expect(await papers.print(order('job.2'))).toMatchObject({ problem: 'paper-incomplete' });
    expect(printed()).toEqual([]);
    expect(openPaperOrders(directory).find('job.2')).toBeUndefined();
  });

  it('may be so long and no longer', () => {
    const papers = open();
    const most = new Uint8Array(STATION_PAPER_BYTES);
    expect(papers.send({ order: 'job.1', offset: 0, bytes: most })).toBe(true);
    expect(papers.send({ order: 'job.1', offset: most.length, bytes: pdf })).toBe(false);
  });

  it('is not begun where it can not be written down', async () => {
    const papers = open();
    mkdirSync(path.join(directory, 'paper-orders.json.new'));
    send(papers, 'job.1');
    expect(await papers.print(order('job.1'))).toEqual({ outcome: 'failed', problem: 'internal' });
    expect(printed()).toEqual([]);
  });

  it('is given up when the office says so, when the next one comes after the line was lost, and at the end', async () => {
    const { driver, signals } = createHeldDriver();
    const papers = open(driver);
    send(papers, 'b');
    const cancelled = papers.print(order('b'));
    papers.cancel('b', true);
    expect(await cancelled).toEqual({ outcome: 'failed', problem: 'printer-stopped' });
    send(papers, 'c');
    const orphan = papers.print(order('c'));
    papers.lineGone();
    expect(signals.at(-1)?.aborted).toBe(false);
    send(papers, 'd');
    const next = papers.print(order('d'));
    expect(await orphan).toEqual({ outcome: 'failed', problem: 'cancelled' });
    await papers.close();
    expect(await next).toEqual({ outcome: 'failed', problem: 'cancelled' });
  });
});
