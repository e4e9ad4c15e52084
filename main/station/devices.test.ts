import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  createComposer,
  createEmulator,
  type Emulator,
  exampleTicket,
  loadDrawing,
  type TicketBytes,
} from '#office/devices/index.ts';
import type { StationEvent, StationPrinter } from '#shared/contract/index.ts';
import type { Piece } from '#shared/escpos/index.ts';
import { resourcesDirectory, systemIds } from '#test/fixtures/office.ts';
import { QUICK_PRINTER, until } from '#test/fixtures/station.ts';
import { type Cable, openNetworkCable } from '#test/simulators/printer-cables.ts';
import { createStationDevices, type StationDevices } from './devices.ts';
import { createOfficeClock, type OfficeClock } from './office-clock.ts';
import { openOrders } from './orders.ts';

const NOW = Date.UTC(2026, 10, 23, 1);
const drawing = await loadDrawing(path.join(resourcesDirectory, 'fonts'));

let directory: string;
let emulator: Emulator;
let cable: Cable;
let pieces: Piece[];
let devices: StationDevices;
let events: StationEvent[];
let clock: OfficeClock;

function open(): StationDevices {
  clock = createOfficeClock(() => 0);
  clock.note(NOW);
  return createStationDevices({
    ids: systemIds,
    clock,
    orders: openOrders(directory),
    onEvent: (event) => events.push(event),
    printerTiming: QUICK_PRINTER,
    scannerRetryMs: 30,
  });
}

beforeEach(async () => {
  directory = mkdtempSync(path.join(tmpdir(), 'tram-station-'));
  pieces = [];
  events = [];
  emulator = createEmulator({ dots: 384, memory: drawing.memory, model: 'by-id' });
  emulator.onPiece((piece) => pieces.push(piece));
  cable = await openNetworkCable(emulator);
  devices = open();
});
afterEach(async () => {
  await devices.close();
  await cable.end();
  emulator.close();
  rmSync(directory, { recursive: true, force: true });
});

function printer(): StationPrinter {
  if (!('port' in cable.address)) throw new Error('no network');
  return { kind: 'tcp', ...cable.address, profile: 'mm58', answersStatus: true };
}

function ticket(number: string): TicketBytes {
  const office = { authority: 'UBND XÃ LƯƠNG SƠN', name: 'Trung tâm' };
  return createComposer(drawing)({ ...exampleTicket(office, NOW, true), number }, 'mm58');
}

const order = (number: string, more: { order?: string; expiresAt?: number } = {}) => ({
  order: `job-${number}.1`,
  expiresAt: NOW + 60_000,
  ...ticket(number),
  ...more,
});

async function choose(): Promise<void> {
  await devices.choosePrinter({ printer: printer(), hasAnswered: false, interrupted: false });
  expect(await devices.check()).toMatchObject({ canPrint: true, answered: true });
}

const numbers = () => pieces.flatMap(({ texts }) => texts);

describe('an order', () => {
  it('that is repeated while it runs, after it ended and after a restart prints nothing twice', async () => {
    await choose();
    const both = await Promise.all([devices.print(order('A001')), devices.print(order('A001'))]);
    expect(both).toEqual([
      { outcome: 'printed', problem: null },
      { outcome: 'printed', problem: null },
    ]);
    expect(await devices.print(order('A001'))).toEqual({ outcome: 'printed', problem: null });
    await devices.close();
    devices = open();
    await choose();
    expect(await devices.print(order('A001'))).toEqual({ outcome: 'printed', problem: null });
    expect(numbers()).toEqual(['A001']);
    // A person wanted it once more: another order.
    expect(await devices.print(order('A001', { order: 'job-A001.2' }))).toMatchObject({
      outcome: 'printed',
    });
    expect(numbers()).toEqual(['A001', 'A001']);
  });

  it('that was begun when the program was killed is in doubt for ever, and is not begun again', async () => {
    openOrders(directory).begin('job-A002.1');
    devices = open();
    await choose();
    expect(await devices.print(order('A002'))).toEqual({ outcome: 'unknown', problem: 'interrupted' });
    expect(numbers()).toEqual([]);
  });

  it('that came too late, or finds no printer, is not begun', async () => {
    expect(await devices.print(order('A003'))).toEqual({ outcome: 'not-begun', problem: 'not-chosen' });
    await choose();
    expect(await devices.print(order('A003', { expiresAt: NOW }))).toEqual({
      outcome: 'not-begun',
      problem: 'expired',
    });
    expect(await devices.print(order('A003'))).toMatchObject({ outcome: 'printed' });
    expect(numbers()).toEqual(['A003']);
  });

  it('whose time ended while another ticket was at the printer is not begun', async () => {
    await choose();
    const first = devices.print(order('A005'));
    const second = devices.print(order('A006'));
    await until('bytes go out', () => emulator.isBusy());
    clock.note(NOW + 60_000);
    expect(await first).toMatchObject({ outcome: 'printed' });
    expect(await second).toEqual({ outcome: 'not-begun', problem: 'expired' });
    expect(numbers()).toEqual(['A005']);
  });

  it('is not begun where it can not be written down', async () => {
    await choose();
    rmSync(directory, { recursive: true });
    expect(await devices.print(order('A004'))).toEqual({ outcome: 'not-begun', problem: 'internal' });
    expect(numbers()).toEqual([]);
  });
});

it('another choice gives up what is under way; the same one again changes nothing', async () => {
  await choose();
  const printing = devices.print(order('A001'));
  await until('bytes go out', () => emulator.isBusy());
  // A question that comes in the middle is asked behind the ticket, and takes none of its answers.
  await choose();
  expect(await printing).toMatchObject({ outcome: 'printed' });
  const next = devices.print(order('A002'));
  await until('bytes go out', () => emulator.isBusy());
  await devices.choosePrinter({ printer: { kind: 'none' }, hasAnswered: false, interrupted: false });
  expect(await next).toMatchObject({ outcome: 'unknown' });
  expect(await devices.check()).toMatchObject({ canPrint: false, problem: 'not-chosen' });
});

it('a scanner that is not there is told with its cause, once', async () => {
  await devices.chooseScanner({
    kind: 'serial',
    path: '/dev/tram-no-such-port',
    match: null,
    baud: 9600,
    end: 'line',
  });
  await until('it is missed', () => devices.scanner().state === 'lost');
  expect(devices.scanner()).toEqual({ kind: 'scanner', state: 'lost', problem: 'port-missing' });
  await devices.chooseScanner({ kind: 'none' });
  expect(events.map((event) => (event.kind === 'scanner' ? event.state : event.kind))).toEqual([
    'opening',
    'lost',
    'off',
  ]);
});

describe('the office’s clock', () => {
  it('is told by the fastest of the last sayings, whatever this PC’s own clock says', () => {
    let elapsed = 1_000;
    clock = createOfficeClock(() => elapsed);
    expect(clock.now()).toBeNull();
    clock.note(NOW);
    elapsed += 500;
    // This one was 400 ms on its way.
    clock.note(NOW + 100);
    expect(clock.now()).toBe(NOW + 500);
    // The office's clock was set back by an hour: followed after a few sayings.
    for (let said = 0; said < 8; said += 1) clock.note(NOW - 3_600_000);
    expect(clock.now()).toBe(NOW - 3_600_000);
  });
});
