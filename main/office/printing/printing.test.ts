import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PdfError } from '../forms/index.ts';
import { sql } from '../storage/index.ts';
import { failed, PRINTED, unknown } from './driver.ts';
import { CLERK, DOSSIER, dossierOf, held, openPrinting, type PrintingUnderTest } from './printing.oracle.ts';

let u: PrintingUnderTest;
beforeEach(async () => {
  u = await openPrinting();
});
afterEach(() => u.remove());

const textOf = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);
const REQUEST = '0195b5c0-0000-4000-8000-000000000001';

describe('a receipt is printed', () => {
  it('after the commit, archived before, every step told, the outcome an entry', async () => {
    let archivedThen: unknown;
    u.printer.behaviours.push(() => {
      archivedThen = u.printing.readPaper(job).fileName;
      return PRINTED;
    });
    const job = u.order();
    const printed = await u.reach(job, 'printed');
    expect(u.changes.map((change) => change.state)).toEqual(['waiting', 'making', 'printing', 'printed']);
    expect(archivedThen).toBe('Giấy_tiếp_nhận_H28.41.15-261121-0001.pdf');
    expect(u.printer.orders).toMatchObject([
      { printer: 'Quay1', copies: 1, paper: 'A5', title: 'H28.41.15-261121-0001' },
    ]);
    expect(textOf(u.printer.orders[0]?.pdf)).toBe(textOf(u.printing.readPaper(job).pdf));
    expect(printed).toMatchObject({ paperId: job, problem: null, reprint: 0 });
    expect(u.entries()).toMatchObject([
      { outcome: 'printed', toldBy: 'printer', attempt: 1, actor: CLERK.id, paperId: job, printer: 'Quay1' },
    ]);
    expect(u.printing.papersOf(DOSSIER, (id) => `Bà ${id}`)).toMatchObject([
      { id: job, outcome: 'printed', printedBy: 'Bà clerk-1', reprint: 0 },
    ]);
    expect(u.printing.openJobs()).toEqual([]);
  });

  it('never when the reception is rolled back', async () => {
    expect(() =>
      u.t.db.transaction((tx) => {
        u.printing.enqueuePaperInTx(tx, dossierOf(DOSSIER), CLERK);
        throw new Error('no serial left');
      }),
    ).toThrow('no serial left');
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(u.printer.orders).toEqual([]);
    expect(u.changes).toEqual([]);
    expect(u.printing.jobsOf(DOSSIER)).toEqual([]);
  });

  it('in the order of reception, one at a time', async () => {
    const first = held();
    u.printer.behaviours.push(first.behaviour);
    const jobs = ['0001', '0002', '0003'].map((end) => u.order(`${DOSSIER.slice(0, -4)}${end}`));
    await u.reach(jobs[0] ?? '', 'printing');
    expect(u.printer.orders).toHaveLength(1);
    expect(u.printing.counts()).toEqual({ waiting: 3, inDoubt: 0 });
    first.end(PRINTED);
    for (const job of jobs) await u.reach(job, 'printed');
    expect(u.printer.orders.map((order) => order.title.slice(-4))).toEqual(['0001', '0002', '0003']);
  });

  it('on A4 where the station prints so, into the folder where it prints there', async () => {
    await u.printing.choose({ printerId: 'pdf-folder', layout: 'a4-two', pdfFolder: '' }, 'admin-1');
    const job = await u.reach(u.order(), 'printed');
    expect(job.printer).toBe('Thư mục PDF');
    const folder = path.join(u.t.directory, 'prints');
    expect(readdirSync(folder)).toEqual(['H28.41.15-261121-0001_1.pdf']);
    expect(readFileSync(path.join(folder, 'H28.41.15-261121-0001_1.pdf'), 'utf8')).toContain('a4-two');
  });
});

describe('a printer that does not print', () => {
  it('is told with what to do; a retry prints the same archived paper by the printer chosen now', async () => {
    u.printer.behaviours.push(() => failed('printer-stopped'));
    const job = u.order();
    const stopped = await u.reach(job, 'failed');
    expect(stopped.problem).toContain('In lại');
    expect(u.printing.counts()).toEqual({ waiting: 0, inDoubt: 1 });
    await u.printing.choose({ printerId: 'system:Quay2', layout: 'a4-two', pdfFolder: '' }, 'admin-1');
    expect(u.printing.retry(job, 'clerk-2').state).toBe('waiting');
    await u.reach(job, 'printed');
    expect(u.renderer.made).toBe(1);
    expect(u.printer.orders[1]?.printer).toBe('Quay2');
    expect(textOf(u.printer.orders[1]?.pdf)).toBe(textOf(u.printer.orders[0]?.pdf));
    expect(u.entries()).toMatchObject([
      { outcome: 'failed', attempt: 1, actor: 'clerk-1', problem: 'printer-stopped' },
      { outcome: 'printed', attempt: 2, actor: 'clerk-2', problem: null },
    ]);
    expect(u.printing.papersOf(DOSSIER, (id) => id)).toHaveLength(1);
    expect(u.printing.retry(job, 'clerk-2').state).toBe('printed');
  });

  it.each([
    [true, 'printed', null],
    [false, 'failed', 'Giấy chưa ra. Bấm In lại để in.'],
  ] as const)('in doubt a person answers (%s)', async (answer, state, problem) => {
    u.printer.behaviours.push(() => unknown('printer-silent'));
    const job = u.order();
    expect((await u.reach(job, 'unknown')).problem).toContain('khay máy in');
    expect(u.printing.confirm(job, answer, 'clerk-2')).toMatchObject({ state, problem });
    expect(u.entries()).toMatchObject([
      { outcome: 'unknown', toldBy: 'printer' },
      { outcome: state, toldBy: 'person', actor: 'clerk-2' },
    ]);
    // Answered once: asking again changes nothing.
    if (answer) expect(u.printing.confirm(job, false, 'clerk-2').state).toBe('printed');
  });

  it('does not stop the next paper, nor does a driver that throws or never answers', async () => {
    await u.remove();
    u = await openPrinting({ driverTimeoutMs: 50 });
    u.printer.behaviours.push(
      () => Promise.reject(new Error('mistake in the driver')),
      (order) =>
        new Promise((resolve) =>
          order.signal.addEventListener('abort', () => resolve(unknown('printer-silent'))),
        ),
    );
    const jobs = ['0001', '0002', '0003'].map((end) => u.order(`${DOSSIER.slice(0, -4)}${end}`));
    expect((await u.reach(jobs[0] ?? '', 'unknown')).problem).toContain('khay');
    await u.reach(jobs[1] ?? '', 'unknown');
    await u.reach(jobs[2] ?? '', 'printed');
  });

  it('prints nothing where the paper cannot be made or archived, and says so', async () => {
    u.renderer.fail = new PdfError('pdf-timeout', '1 ms');
    const job = u.order();
    expect(await u.reach(job, 'failed')).toMatchObject({ paperId: null });
    expect(u.entries()).toEqual([]);
    expect(() => u.printing.readPaper(job)).toThrow('Chưa có bản lưu');
    u.renderer.fail = null;
    writeFileSync(path.join(u.t.directory, 'archive'), 'in the way');
    u.changes.length = 0;
    u.printing.retry(job, CLERK.id);
    expect((await u.reach(job, 'failed')).problem).toContain('Không lưu được bản gốc');
    expect(u.printer.orders).toEqual([]);
    expect(u.printing.confirm(job, true, CLERK.id).state).toBe('failed');
  });
});

describe('orders have a time to live', () => {
  it('a job that waited too long is dropped, and printed only when a person asks again', async () => {
    const first = held();
    u.printer.behaviours.push(first.behaviour);
    const other = DOSSIER.replace(/.{4}$/, '0002');
    await u.reach(u.order(), 'printing');
    const late = u.order(other);
    u.clock.advance(30 * 60_000);
    first.end(PRINTED);
    expect((await u.reach(late, 'expired')).problem).toContain('quá giờ');
    expect(u.printer.orders).toHaveLength(1);
    u.printing.retry(late, CLERK.id);
    await u.reach(late, 'printed');
  });

  it('can be cancelled while they wait and while they print', async () => {
    u.printer.behaviours.push(
      (order) =>
        new Promise((resolve) => order.signal.addEventListener('abort', () => resolve(failed('cancelled')))),
    );
    const printing = u.order();
    const waiting = u.order(DOSSIER.replace(/.{4}$/, '0002'));
    await u.reach(printing, 'printing');
    expect(u.printing.cancel(waiting)).toMatchObject({ state: 'failed' });
    u.printing.cancel(printing);
    expect((await u.reach(printing, 'failed')).problem).toContain('hủy');
    expect(u.printer.orders).toHaveLength(1);
  });
});

describe('after a crash', () => {
  it('a job that was printing is in doubt, one that was being made goes on, a late one is dropped', async () => {
    const never = held();
    u.printer.behaviours.push(never.behaviour);
    const [printing, making, late] = ['0001', '0002', '0003'].map((end) =>
      u.order(`${DOSSIER.slice(0, -4)}${end}`),
    );
    if (printing === undefined || making === undefined || late === undefined) throw new Error('no jobs');
    await u.reach(printing, 'printing');
    u.t.db.transaction((tx) => {
      tx.run(sql`update print_jobs set state = 'making' where id = ${making}`);
      tx.run(sql`update print_jobs set expires_at = ${u.clock.now()} where id = ${late}`);
    });
    const again = u.restart();
    expect(again.openJobs().find((job) => job.id === printing)).toMatchObject({
      state: 'unknown',
      problem: expect.stringContaining('đang in'),
    });
    expect(u.entries()).toMatchObject([{ outcome: 'unknown', toldBy: 'restart', problem: 'interrupted' }]);
    await u.reach(making, 'printed');
    await u.reach(late, 'expired');
    expect(again.confirm(printing, true, 'clerk-2').state).toBe('printed');
    never.end(PRINTED);
  });

  it('leaves the jobs of other stations alone', async () => {
    const never = held();
    u.printer.behaviours.push(never.behaviour);
    const job = u.order();
    await u.reach(job, 'printing');
    u.restart({ station: 'station-2' });
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(u.printing.openJobs()[0]?.state).toBe('printing');
    never.end(PRINTED);
    await u.reach(job, 'printed');
  });

  it('closing waits for the paper at the printer and starts no other', async () => {
    const first = held();
    u.printer.behaviours.push(first.behaviour);
    const job = u.order();
    u.order(DOSSIER.replace(/.{4}$/, '0002'));
    await u.reach(job, 'printing');
    const closed = u.printing.close();
    first.end(PRINTED);
    await closed;
    expect(u.printer.orders).toHaveLength(1);
    expect(u.entries()).toMatchObject([{ outcome: 'printed' }]);
    expect(u.printing.openJobs()).toMatchObject([{ state: 'waiting' }]);
  });
});

describe('a reprint', () => {
  it('of what certainly never came out is the first print; the request repeated is harmless', async () => {
    u.printer.behaviours.push(() => failed('printer-stopped'));
    const job = u.order();
    await u.reach(job, 'failed');
    u.changes.length = 0;
    expect(u.printing.reprint(dossierOf(DOSSIER), REQUEST, CLERK)).toMatchObject({ id: job, reprint: 0 });
    expect(u.printing.reprint(dossierOf(DOSSIER), REQUEST, CLERK).id).toBe(job);
    await u.reach(job, 'printed');
    // Now there is an original, but this is still the same request.
    expect(u.printing.reprint(dossierOf(DOSSIER), REQUEST, CLERK).id).toBe(job);
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(u.printer.orders).toHaveLength(2);
    expect(u.printing.jobsOf(DOSSIER)).toHaveLength(1);
    const marked = u.printing.reprint(dossierOf(DOSSIER), REQUEST.replace(/1$/, '2'), CLERK);
    expect(marked.reprint).toBe(1);
    await u.reach(marked.id, 'printed');
  });

  it('of what may have come out is marked', async () => {
    u.printer.behaviours.push(() => unknown('printer-silent'));
    await u.reach(u.order(), 'unknown');
    expect(u.printing.reprint(dossierOf(DOSSIER), REQUEST, CLERK).reprint).toBe(1);
  });

  it('asked for while the first paper is on its way waits for that one, also when asked again later', async () => {
    const first = held();
    u.printer.behaviours.push(first.behaviour);
    const job = u.order();
    await u.reach(job, 'printing');
    expect(u.printing.reprint(dossierOf(DOSSIER), REQUEST, CLERK).id).toBe(job);
    first.end(PRINTED);
    await u.reach(job, 'printed');
    expect(u.printing.reprint(dossierOf(DOSSIER), REQUEST, CLERK).id).toBe(job);
    expect(u.printer.orders).toHaveLength(1);
  });

  it('repeated is answered although the archive was damaged since', async () => {
    await u.reach(u.order(), 'printed');
    const ordered = u.printing.reprint(dossierOf(DOSSIER), REQUEST, CLERK);
    await u.reach(ordered.id, 'printed');
    rmSync(path.join(u.t.directory, 'archive'), { recursive: true });
    expect(u.printing.reprint(dossierOf(DOSSIER), REQUEST, CLERK).id).toBe(ordered.id);
  });

  it('stamps the archived original, counts, is recorded, and a repeated request is harmless', async () => {
    const original = u.order();
    await u.reach(original, 'printed');
    const ordered = u.printing.reprint(dossierOf(DOSSIER), REQUEST, { id: 'clerk-2', name: '' });
    expect(u.printing.reprint(dossierOf(DOSSIER), REQUEST, { id: 'clerk-2', name: '' }).id).toBe(ordered.id);
    await u.reach(ordered.id, 'printed');
    const second = u.printing.reprint(dossierOf(DOSSIER), REQUEST.replace(/1$/, '2'), CLERK);
    await u.reach(second.id, 'printed');
    const papers = u.printer.orders.map((order) => textOf(order.pdf));
    expect(papers[1]).toBe(`${papers[0]} BẢN IN LẠI 1`);
    expect(papers[2]).toBe(`${papers[0]} BẢN IN LẠI 2`);
    expect(u.renderer.made).toBe(1);
    expect(u.printing.readPaper(ordered.id).fileName).toBe(
      'Giấy_tiếp_nhận_H28.41.15-261121-0001_in-lai-1.pdf',
    );
    expect(u.printing.papersOf(DOSSIER, (id) => id)).toMatchObject([
      { reprint: 2, printedBy: 'clerk-1' },
      { reprint: 1, printedBy: 'clerk-2' },
      { reprint: 0 },
    ]);
    expect(u.journal.rebuild()).toBeDefined();
    expect(u.printing.papersOf(DOSSIER, (id) => id)).toHaveLength(3);
  });

  it('needs no job table: the papers of the journal are enough', async () => {
    await u.reach(u.order(), 'printed');
    u.t.db.transaction((tx) => tx.run(sql`delete from print_jobs`));
    const ordered = u.printing.reprint(dossierOf(DOSSIER), REQUEST, CLERK);
    expect((await u.reach(ordered.id, 'printed')).reprint).toBe(1);
  });

  it('prints the first time where nothing was ever made', async () => {
    u.renderer.fail = new PdfError('pdf-failed', 'no font');
    const job = u.order();
    await u.reach(job, 'failed');
    u.renderer.fail = null;
    u.changes.length = 0;
    expect(u.printing.reprint(dossierOf(DOSSIER), REQUEST, CLERK).id).toBe(job);
    expect((await u.reach(job, 'printed')).reprint).toBe(0);
  });

  it('is refused at once when the archived file was changed or is gone', async () => {
    const job = u.order();
    await u.reach(job, 'printed');
    const archive = path.join(u.t.directory, 'archive');
    const [folder = ''] = readdirSync(archive);
    const [file = ''] = readdirSync(path.join(archive, folder));
    writeFileSync(path.join(archive, folder, file), 'x');
    const attempt = () => u.printing.reprint(dossierOf(DOSSIER), REQUEST, CLERK);
    expect(attempt).toThrow(expect.objectContaining({ code: 'file-damaged' }));
    expect(() => u.printing.readPaper(job)).toThrow(expect.objectContaining({ code: 'file-damaged' }));
    expect(u.printing.jobsOf(DOSSIER)).toHaveLength(1);
  });
});

describe('printers', () => {
  it('lists the folder and the system’s, and says the chosen one', async () => {
    expect((await u.printing.printers()).map((printer) => printer.id)).toEqual([
      'pdf-folder',
      'system:Quay1',
      'system:Quay2',
    ]);
    expect(await u.printing.chosenPrinter()).toMatchObject({
      id: 'system:Quay1',
      name: 'Quầy 1',
      state: 'ready',
    });
  });

  it('asks the spooler for the status bar once in a moment, and anew when something has happened', async () => {
    let asked = 0;
    const { findStatus } = u.printer.driver;
    u.printer.driver.findStatus = (name) => {
      asked += 1;
      return findStatus(name);
    };
    await Promise.all([u.printing.chosenPrinter(), u.printing.chosenPrinter()]);
    expect(asked).toBe(1);
    u.clock.advance(3_000);
    await u.printing.chosenPrinter();
    expect(asked).toBe(2);
    await u.reach(u.order(), 'printed');
    await u.printing.chosenPrinter();
    expect(asked).toBe(3);
    await u.printing.choose({ printerId: 'system:Quay2', layout: 'a5', pdfFolder: '' }, 'admin-1');
    expect(await u.printing.chosenPrinter()).toMatchObject({ id: 'system:Quay2' });
  });

  it('keeps the choice in the journal and refuses what is not there', async () => {
    const missing = { code: 'printer-missing' };
    const choose = (printerId: string, pdfFolder = '') =>
      u.printing.choose({ printerId, layout: 'a5', pdfFolder }, 'admin-1');
    await expect(choose('system:Nope')).rejects.toMatchObject(missing);
    await expect(choose('pdf-folder', 'relative/folder')).rejects.toMatchObject(missing);
    writeFileSync(path.join(u.t.directory, 'file'), '');
    await expect(choose('pdf-folder', path.join(u.t.directory, 'file'))).rejects.toMatchObject(missing);
    mkdirSync(path.join(u.t.directory, 'mine'));
    await choose('pdf-folder', path.join(u.t.directory, 'mine'));
    u.journal.rebuild();
    expect(u.printing.settings()).toMatchObject({
      printerId: 'pdf-folder',
      pdfFolder: path.join(u.t.directory, 'mine'),
    });
    expect(await u.printing.chosenPrinter()).toMatchObject({ id: 'pdf-folder', state: 'ready' });
  });

  it('refuses jobs that are not there', () => {
    for (const act of [
      () => u.printing.retry('x', 'a'),
      () => u.printing.confirm('x', true, 'a'),
      () => u.printing.cancel('x'),
    ]) {
      expect(act).toThrow(expect.objectContaining({ code: 'not-found' }));
    }
  });
});
