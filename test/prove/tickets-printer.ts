import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  createDevices,
  createEmulator,
  type Devices,
  type Drawing,
  devicesProjector,
  type Emulator,
} from '#office/devices/index.ts';
import { createJournal } from '#office/journal/index.ts';
import { createLogger } from '#office/log/index.ts';
import type { SerialBaud, SimulatedConditions, TicketJob } from '#shared/contract/index.ts';
import { PAPER_PROFILES, type Piece } from '#shared/escpos/index.ts';
import { entryKinds } from '#shared/journal/index.ts';
import type { TicketPaper } from '#shared/queue/index.ts';
import { openTemporaryDatabase } from '../fixtures/database.ts';
import { resourcesDirectory, systemIds } from '../fixtures/office.ts';
import { type Cable, openSerialCable } from '../simulators/printer-cables.ts';

export const ENOUGH: SimulatedConditions = {
  paper: 'enough',
  coverOpen: false,
  plugged: true,
  stalled: false,
  slow: false,
};
export const TTL_SECONDS = 120;
const STATION = 'station-1';

/** Times short enough for hundreds of faults, long enough for a busy machine. */
const PRINTER_TIMING = {
  answerMs: 300,
  quietMs: 20,
  sendMarginMs: 400,
  confirmMarginMs: 1_500,
  pollMs: 40,
  idleMs: 1_000,
};
const LOOP_TIMING = { retryMs: 25, watchMs: 200, writeAgainMs: 100 };
/** A ticket in an eighth of a second: a real mechanism takes one. */
const SPEED = { rowMs: 0.15, answerMs: 0, slowAnswerMs: 100, slowFactor: 2, store: 4_096 };
/** ESC @ GS a 0: how a ticket begins. */
const TICKET_HEAD = [0x1b, 0x40, 0x1d, 0x61];

/** Paper that came out, and when by the clock of the office. */
export type CameOut = { piece: Piece; at: number };

/** An office with a ticket printer on a pseudo terminal, in the hand of the proof. */
export type PrinterHall = {
  emulator: Emulator;
  cable: Cable;
  speed: { slowAnswerMs: number };
  devices(): Devices;
  cameOut: CameOut[];
  /** The office's clock can be set forward: tickets grow old without waiting. */
  now(): number;
  advance(milliseconds: number): void;
  order(paper: TicketPaper): string;
  job(id: string): TicketJob;
  /** Waits until none of them is under way. */
  rest(ids: readonly string[]): Promise<void>;
  /** The printer takes bytes no faster than a line of this speed brings them. */
  setBaud(baud: SerialBaud): Promise<void>;
  /** As printers on USB: the speed is a word only. */
  setUsbSpeed(): Promise<void>;
  /** Ends the office and starts it again on the same data. */
  restart(): Promise<void>;
  /** Milliseconds from the orders of calm tickets to their first byte on the line. */
  timeFirstByte<Value>(act: () => Promise<Value>): Promise<number>;
  end(): Promise<void>;
};

export async function openPrinterHall(profile: 'mm58' | 'mm80', drawing: Drawing): Promise<PrinterHall> {
  const t = openTemporaryDatabase();
  let offset = 0;
  const clock = { now: () => Date.now() + offset };
  const ids = systemIds;
  const journal = createJournal({
    db: t.db,
    kinds: entryKinds,
    projectors: [devicesProjector],
    identity: { office: 'office-1', station: STATION },
    clock,
    ids,
  });
  const speed = { ...SPEED };
  const emulator = createEmulator({ dots: PAPER_PROFILES[profile].dots, memory: drawing.memory, speed });
  const cameOut: CameOut[] = [];
  emulator.onPiece((piece) => cameOut.push({ piece, at: clock.now() }));
  const cable = await openSerialCable(emulator);
  if (!('path' in cable.address)) throw new Error('no port');
  const portPath = cable.address.path;

  let tail: number[] = [];
  let onHead: () => void = () => undefined;
  cable.onReceive((bytes) => {
    const seen = [...tail, ...bytes];
    for (let index = 0; index + 4 <= seen.length; index += 1) {
      if (TICKET_HEAD.every((byte, place) => seen[index + place] === byte)) onHead();
    }
    tail = seen.slice(-3);
  });

  const open = () =>
    createDevices({
      db: t.db,
      journal,
      clock,
      ids,
      station: STATION,
      office: () => ({ authority: '', name: '', sample: true }),
      fontsDirectory: path.join(resourcesDirectory, 'fonts'),
      onJobChanged: () => undefined,
      onChanged: () => undefined,
      log: createLogger((line) => {
        if (line.level === 'error') process.stderr.write(`${line.message} ${JSON.stringify(line.data)}\n`);
      }, 'devices'),
      printerTiming: PRINTER_TIMING,
      loopTiming: LOOP_TIMING,
    });
  let devices = open();

  async function setBaud(baud: SerialBaud): Promise<void> {
    await devices.change(
      {
        ticketPrinter: { kind: 'serial', path: portPath, match: null, baud, profile, answersStatus: true },
        ticketTimeToLiveSeconds: TTL_SECONDS,
      },
      'administrator',
    );
    cable.setSpeed(baud);
  }
  async function setUsbSpeed(): Promise<void> {
    await setBaud(115200);
    cable.setSpeed(null);
  }
  await setUsbSpeed();

  const job = (id: string): TicketJob => {
    const found = devices.findTicketJob(id);
    if (found === undefined) throw new Error('an order is gone');
    return found;
  };

  return {
    emulator,
    cable,
    speed,
    devices: () => devices,
    cameOut,
    now: clock.now,
    advance(milliseconds) {
      offset += milliseconds;
    },
    order(paper) {
      const id = t.db.transaction((tx) =>
        devices.orderTicketInTx(tx, { ticketId: paper.qr, paper, station: STATION }),
      );
      if (id === null) throw new Error('no printer is chosen');
      return id;
    },
    job,
    async rest(ids) {
      const begun = performance.now();
      while (ids.some((id) => ['waiting', 'printing'].includes(job(id).state)) || emulator.isBusy()) {
        if (performance.now() - begun > 90_000)
          throw new Error(`not at rest: ${JSON.stringify(ids.map(job))}`);
        await sleep(5);
      }
    },
    setBaud,
    setUsbSpeed,
    async restart() {
      await devices.close();
      devices = open();
    },
    async timeFirstByte(act) {
      const begun = performance.now();
      let first = Number.NaN;
      onHead = () => {
        if (Number.isNaN(first)) first = performance.now() - begun;
      };
      await act();
      onHead = () => undefined;
      return first;
    },
    async end() {
      await devices.close();
      await cable.end();
      emulator.close();
      t.remove();
    },
  };
}
