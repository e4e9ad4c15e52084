import path from 'node:path';
import type { PrintJob } from '#shared/contract/index.ts';
import { layoutReceipt, receiptValuesOf } from '#shared/forms/index.ts';
import { sampleDossier, sampleHead, shippedTemplates } from '#shared/forms/sample-receipt.oracle.ts';
import { entryKinds, paperPrinted } from '#shared/journal/index.ts';
import {
  createTestClock,
  createTestIds,
  openTemporaryDatabase,
  type TemporaryDatabase,
} from '#test/fixtures/database.ts';
import type { PdfRenderer } from '../forms/index.ts';
import { createJournal, type Journal } from '../journal/index.ts';
import { settingsProjector } from '../settings/index.ts';
import {
  type FoundPrinter,
  PRINTED,
  type PrinterDriver,
  type PrintOrder,
  type PrintResult,
} from './driver.ts';
import type { PrintingPorts } from './ports.ts';
import { printedPapersProjector } from './printed-papers.ts';
import { createPrinting, type Printing } from './printing.ts';

export const START = Date.UTC(2026, 10, 21, 3, 32);

/** A printer that does what the test says: each order is answered by the next behaviour, `PRINTED` when none is left. */
export function createScriptedDriver() {
  const behaviours: ((order: PrintOrder) => PrintResult | Promise<PrintResult>)[] = [];
  const orders: PrintOrder[] = [];
  const printers: FoundPrinter[] = [
    { name: 'Quay1', description: 'Quầy 1', isDefault: true, state: 'ready' },
    { name: 'Quay2', description: 'Quầy 2', isDefault: false, state: 'ready' },
  ];
  const driver: PrinterDriver = {
    list: async () => printers,
    findStatus: async (name) => printers.find((printer) => printer.name === name),
    async print(order) {
      orders.push(order);
      return (await behaviours.shift()?.(order)) ?? PRINTED;
    },
  };
  return { driver, orders, behaviours };
}

/** An order that the test ends itself. */
export function held(): {
  behaviour: (order: PrintOrder) => Promise<PrintResult>;
  end: (result: PrintResult) => void;
} {
  let end: (result: PrintResult) => void = () => undefined;
  const ended = new Promise<PrintResult>((resolve) => {
    end = resolve;
  });
  return { behaviour: () => ended, end: (result) => end(result) };
}

/** A renderer whose papers are their own description. */
export function createTextRenderer(): PdfRenderer & { fail: Error | null; made: number } {
  const encoder = new TextEncoder();
  const renderer = {
    fail: null as Error | null,
    made: 0,
    async render(documents: readonly { title: string; code: string | null }[], options: object) {
      if (renderer.fail !== null) throw renderer.fail;
      renderer.made += 1;
      return encoder.encode(`PDF ${documents[0]?.code} ${JSON.stringify(options)}`);
    },
    async stamp(pdf: Uint8Array, mark: string) {
      return encoder.encode(`${new TextDecoder().decode(pdf)} ${mark}`);
    },
    close: async () => undefined,
  };
  return renderer;
}

export type PrintingUnderTest = {
  t: TemporaryDatabase;
  journal: Journal;
  printing: Printing;
  printer: ReturnType<typeof createScriptedDriver>;
  renderer: ReturnType<typeof createTextRenderer>;
  clock: ReturnType<typeof createTestClock>;
  changes: PrintJob[];
  /** Receives a dossier as far as printing is concerned, and returns the id of its job. */
  order(dossierId?: string): string;
  /** Waits until the job has reached one of these states. */
  reach(jobId: string, ...states: PrintJob['state'][]): Promise<PrintJob>;
  /** Bodies of the entries about a dossier's papers, oldest first. */
  entries(dossierId?: string): { outcome: string; toldBy: string; attempt: number; actor: string }[];
  /** Another program on the same data, as after a crash: the first one is left as it is. */
  restart(changes?: Partial<PrintingPorts>): Printing;
  remove(): Promise<void>;
};

export const DOSSIER = sampleDossier().id;
export const CLERK = { id: 'clerk-1', name: 'Bùi Thu Hà' };

export function dossierOf(id: string) {
  return sampleDossier({ id, codes: [{ kind: 'own', code: `H28.41.15-261121-${id.slice(-4)}` }] });
}

/** The printing room on a real database and journal, with a scripted printer behind `system:Quay1`. */
export async function openPrinting(overrides: Partial<PrintingPorts> = {}): Promise<PrintingUnderTest> {
  const t = openTemporaryDatabase();
  const clock = createTestClock(START);
  const ids = createTestIds();
  const identity = { office: 'office-1', station: 'station-1' };
  const projectors = [settingsProjector, printedPapersProjector];
  const journal = createJournal({ db: t.db, kinds: entryKinds, projectors, identity, clock, ids });
  const printer = createScriptedDriver();
  const renderer = createTextRenderer();
  const changes: PrintJob[] = [];
  const [template] = shippedTemplates();
  if (template === undefined) throw new Error('template missing');
  const ports: PrintingPorts = {
    db: t.db,
    journal,
    clock,
    ids,
    station: identity.station,
    renderer,
    papers: {
      documentFor: ({ dossierId }) => ({
        documents: [layoutReceipt(template, receiptValuesOf(dossierOf(dossierId), sampleHead))],
        form: 'TT 01/2018/TT-VPCP mẫu 01 bản 1',
        at: START,
      }),
      reprintMark: (_form, number) => `BẢN IN LẠI ${number}`,
      isSuperseded: () => false,
    },
    defaultPdfFolder: path.join(t.directory, 'prints'),
    systemPrinters: printer.driver,
    archiveDirectory: path.join(t.directory, 'archive'),
    databaseKey: t.key,
    onJobChanged: (job) => changes.push(job),
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    ...overrides,
  };
  const printing = createPrinting(ports);
  await printing.choose({ printerId: 'system:Quay1', layout: 'a5', pdfFolder: '' }, 'admin-1');
  const all = [printing];
  const stateOf = (jobId: string) =>
    [...printing.openJobs(), ...changes].find((job) => job.id === jobId) ?? undefined;
  return {
    t,
    journal,
    printing,
    printer,
    renderer,
    clock,
    changes,
    order(dossierId = DOSSIER) {
      t.db.transaction((tx) => printing.enqueuePaperInTx(tx, dossierOf(dossierId), CLERK));
      return printing.findFirstJobOf(dossierId)?.id ?? '';
    },
    async reach(jobId, ...states) {
      for (let turn = 0; turn < 8_000; turn += 1) {
        const job = changes.findLast((change) => change.id === jobId) ?? stateOf(jobId);
        if (job !== undefined && states.includes(job.state)) return job;
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      throw new Error(`${jobId} is ${stateOf(jobId)?.state}, not ${states.join(' or ')}`);
    },
    entries: (dossierId = DOSSIER) =>
      journal
        .history(dossierId, { limit: 100 })
        .items.map(({ entry, content }) => {
          if (content.state !== 'known') throw new Error('no body');
          return { ...paperPrinted.body.parse(content.body), actor: entry.actor };
        })
        .reverse(),
    restart(changed = {}) {
      const again = createPrinting({ ...ports, ...changed });
      all.push(again);
      return again;
    },
    async remove() {
      for (const one of all) await one.close();
      t.remove();
    },
  };
}
