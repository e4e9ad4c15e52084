import { afterEach, beforeEach, expect, it } from 'vitest';
import { PRINTED, type PrinterDriver } from './driver.ts';
import {
  CLERK,
  createScriptedDriver,
  DOSSIER,
  dossierOf,
  held,
  openPrinting,
  type PrintingUnderTest,
  START,
} from './printing.oracle.ts';

const COUNTER = 'station-2';
const away = new Set<string>();
const atCounter = createScriptedDriver();
const nobody: PrinterDriver = {
  list: async () => [],
  findStatus: async () => undefined,
  print: async () => ({ outcome: 'failed', problem: 'station-away' }),
};

let u: PrintingUnderTest;
beforeEach(async () => {
  away.clear();
  atCounter.orders.length = 0;
  atCounter.behaviours.length = 0;
  u = await openPrinting({
    stations: {
      isCounter: (station) => station === COUNTER,
      isConnected: (station) => station === COUNTER && !away.has(station),
      driverOf: (station) => (station === COUNTER ? atCounter.driver : nobody),
    },
  });
});
afterEach(() => u.remove());

const choose = () =>
  u.printing.choose({ printerId: 'system:Quay2', layout: 'a5', pdfFolder: '' }, 'admin-1', COUNTER);

function order(end: string, station?: string): string {
  const id = `${DOSSIER.slice(0, -4)}${end}`;
  u.t.db.transaction((tx) => u.printing.enqueuePaperInTx(tx, dossierOf(id), CLERK, station));
  return u.printing.findFirstJobOf(id)?.id ?? '';
}

it('a slow printer of one PC holds up no other', async () => {
  await choose();
  const slow = held();
  atCounter.behaviours.push(slow.behaviour);
  const there = order('0001', COUNTER);
  await u.reach(there, 'printing');
  await u.reach(order('0002'), 'printed');
  await u.reach(order('0003', 'a counter without a printer'), 'printed');
  expect(u.printer.orders).toHaveLength(2);
  expect(atCounter.orders).toMatchObject([
    { id: `${there}.1`, printer: 'Quay2', expiresAt: START + 30 * 60_000 },
  ]);
  slow.end(PRINTED);
  await u.reach(there, 'printed');
});

it('what waits for a PC that is away goes when it is back, or expires with what to do; another PC prints it when asked', async () => {
  await choose();
  away.add(COUNTER);
  const first = order('0001', COUNTER);
  expect((await u.reach(first, 'waiting')).problem).toBeNull();
  await expect
    .poll(() => u.changes.findLast(({ id }) => id === first)?.problem)
    .toContain('chưa nối với máy chính');
  expect(await u.printing.chosenPrinter(COUNTER)).toMatchObject({ id: 'system:Quay2', state: 'stopped' });
  away.delete(COUNTER);
  u.printing.wake(COUNTER);
  await u.reach(first, 'printed');
  away.add(COUNTER);
  const late = order('0002', COUNTER);
  await expect.poll(() => u.changes.findLast(({ id }) => id === late)?.problem).toContain('chưa nối');
  u.clock.advance(31 * 60_000);
  u.printing.wake(COUNTER);
  expect((await u.reach(late, 'expired')).problem).toContain('sang máy chính bấm In lại');
  away.delete(COUNTER);
  u.printing.wake(COUNTER);
  expect(atCounter.orders).toHaveLength(1);
  u.printing.retry(late, 'clerk-2', 'station-1');
  await u.reach(late, 'printed');
  expect(atCounter.orders).toHaveLength(1);
  expect(u.printer.orders).toHaveLength(1);
});

it('orders of a counter that was shut out since expire after a restart, and what was under way is asked about', async () => {
  await choose();
  const hung = held();
  atCounter.behaviours.push(hung.behaviour);
  const hanging = order('0001', COUNTER);
  await u.reach(hanging, 'printing');
  const waiting = order('0002', COUNTER);
  u.clock.advance(31 * 60_000);
  const again = u.restart({
    stations: { isCounter: () => false, isConnected: () => false, driverOf: () => nobody },
  });
  await u.reach(hanging, 'unknown');
  await u.reach(waiting, 'expired');
  expect(() => again.settings(COUNTER)).toThrow('Không tìm thấy máy này');
  again.retry(waiting, 'clerk-2', COUNTER);
  await u.reach(waiting, 'printed');
  expect(u.printer.orders).toHaveLength(1);
  // Only now may the program of before end.
  hung.end(PRINTED);
});

it('a counter may choose a printer of its own that is there, or the office’s; no folder, and nothing while it is away', async () => {
  const choice = (printerId: string) =>
    u.printing.choose({ printerId, layout: 'a4-two', pdfFolder: '' }, 'admin-1', COUNTER);
  await expect(choice('system:no-such')).rejects.toMatchObject({ code: 'printer-missing' });
  await expect(choice('pdf-folder')).rejects.toMatchObject({ code: 'printer-missing' });
  expect((await u.printing.printers(COUNTER)).map(({ id }) => id)).toEqual(['system:Quay1', 'system:Quay2']);
  await choice('system:Quay2');
  expect(u.printing.settings(COUNTER)).toMatchObject({ printerId: 'system:Quay2', layout: 'a4-two' });
  expect(u.printing.settings()).toMatchObject({ printerId: 'system:Quay1' });
  away.add(COUNTER);
  await expect(choice('system:Quay1')).rejects.toMatchObject({
    message: expect.stringContaining('chưa nối'),
  });
  await choice('office');
  await u.reach(order('0001', COUNTER), 'printed');
  expect(u.printer.orders).toHaveLength(1);
});

it('a test page is printed at once and leaves nothing behind; what is wrong is said', async () => {
  const page = { printerId: 'system:Quay2', layout: 'a5', station: COUNTER } as const;
  expect(await u.printing.printTestPage(page)).toEqual({ outcome: 'printed', problem: null });
  atCounter.behaviours.push(() => ({ outcome: 'failed', problem: 'printer-stopped' }));
  expect((await u.printing.printTestPage(page)).problem).toContain('rồi bấm In thử');
  expect(u.printing.openJobs()).toEqual([]);
  expect(u.entries()).toEqual([]);
});
