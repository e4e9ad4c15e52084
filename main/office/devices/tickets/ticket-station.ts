import type { Clock } from '#shared/base/index.ts';
import type {
  DeviceSettings,
  SimulatedConditions,
  SimulatedPaper,
  TicketPrinterChoice,
  TicketPrinterState,
} from '#shared/contract/index.ts';
import { canonicalJson } from '#shared/journal/index.ts';
import type { Logger } from '../../log/index.ts';
import type { Database } from '../../storage/index.ts';
import { DevicesError } from '../errors.ts';
import { problemSentence } from '../problems.ts';
import { getTicketSettings, hasAnswered, noteAnsweredInTx } from '../settings.ts';
import { FIRST_CONDITIONS } from '../simulated/emulator.ts';
import { createSimulatedPrinter, type SimulatedPrinter } from '../simulated/printer.ts';
import { type Transport, within } from '../transport.ts';
import type { Composer } from './compose.ts';
import type { Drawing } from './drawing.ts';
import { type LoopTiming, startJobLoop } from './job-loop.ts';
import { recover } from './job-steps.ts';
import { findJob, type Job, type OrderedPaper, openJobsOf, updateJobInTx } from './jobs-table.ts';
import type { TicketPrinter } from './printer.ts';
import { createPrinterState } from './printer-state.ts';

/** A printer that some PC has a line to. */
export type WiredPrinter = Exclude<TicketPrinterChoice, { kind: 'none' } | { kind: 'simulated' }>;

/** What is known of a printer before it is asked. */
export type KnownOfPrinter = {
  /** Whether it has answered under these settings. */
  hasAnswered: boolean;
  onAnswered(): void;
  /** Whether half a ticket may hang in it; asked when the line to it is made. */
  interrupted(): boolean;
};

export type TicketStationPorts = {
  db: Database;
  clock: Clock;
  station: string;
  letters(): Promise<{ drawing: Drawing; compose: Composer }>;
  /** The line to a printer of this station, wherever it is. */
  wire(choice: WiredPrinter, known: KnownOfPrinter): TicketPrinter;
  /** The simulated one is always inside this process. */
  simulate(transport: Transport, known: KnownOfPrinter): TicketPrinter;
  /** Called before each step. */
  tidy(): void;
  onJobChanged(job: Job): void;
  onChanged(): void;
  log: Logger;
  loopTiming: LoopTiming;
};

/** The ticket printer of one station and the orders for it. */
export type TicketStation = {
  settings(): DeviceSettings;
  /** As it was last seen. */
  printer(): TicketPrinterState;
  /** The same, also where none is chosen now. */
  lastSeen(): TicketPrinterState;
  /** There may be something to do. */
  wake(): void;
  /** Other settings hold: what was known of the printer is no longer. */
  forget(): void;
  /** Told in the process after each commit that changed one of its jobs. */
  announce(job: Job): void;
  look(): Promise<TicketPrinterState>;
  lend<Value>(work: (ending: AbortSignal) => Promise<Value>): Promise<Value>;
  /** Of the simulated printer; null where another one is chosen. */
  conditions(): SimulatedConditions | null;
  simulate(conditions: SimulatedConditions): void;
  papers(): Promise<SimulatedPaper[]>;
  /** Ends the loop; a ticket at the printer gets a moment to come out. */
  close(): Promise<void>;
};

const CLOSING_GRACE_MS = 3_000;
/** Longer than a printer may take to be opened and to answer nothing. */
const LOOK_MS = 10_000;

type Chosen = { key: string; printer: TicketPrinter; simulated: SimulatedPrinter | null };

/** Opens it: what the last run left at the printer becomes a question, and the loop goes on. */
export function openTicketStation(ports: TicketStationPorts): TicketStation {
  const { db, clock, station, log } = ports;
  const settings = () => getTicketSettings(db, station);
  const printerState = createPrinterState(clock, ports.onChanged);
  let chosen: Chosen | undefined;
  /** Of the simulated printer; they hold until the program ends. */
  let conditions = FIRST_CONDITIONS;
  const left = openJobsOf(db, station);
  /** Half a ticket may hang in the printer: it is cut off before the next one. */
  let wasInterrupted = left.some((job) => job.state === 'printing' || job.state === 'unknown');
  recoverLeft(left.filter((job) => job.state === 'printing'));

  function recoverLeft(interrupted: readonly Job[]): void {
    if (interrupted.length === 0) return;
    try {
      db.transaction((tx) => {
        for (const job of interrupted) if (findJob(tx, job.id) !== undefined) updateJobInTx(tx, recover(job));
      });
    } catch (error) {
      // A full disk must not keep the office from opening; the loop does it as soon as it can be written.
      log.warn('orders of tickets could not be tidied', { error });
    }
  }

  function announce(job: Job): void {
    // Outlives the printer's object: after a change of settings half a ticket still hangs in the same printer.
    if (job.state === 'unknown') wasInterrupted = true;
    if (job.state === 'printed') wasInterrupted = false;
    ports.onJobChanged(job);
  }

  async function dropPrinter(): Promise<void> {
    const old = chosen;
    chosen = undefined;
    await old?.printer.close();
    old?.simulated?.close();
  }

  /** The printer of the settings as they are now. */
  async function present(): Promise<TicketPrinter | null> {
    const now = settings();
    const choice = now.ticketPrinter;
    const key = canonicalJson(choice);
    if (chosen?.key === key) return chosen.printer;
    await dropPrinter();
    if (choice.kind === 'none') return null;
    const known: KnownOfPrinter = {
      hasAnswered: hasAnswered(db, station, now),
      onAnswered: () => noteAnswered(now),
      interrupted: () => wasInterrupted,
    };
    if (choice.kind !== 'simulated') {
      chosen = { key, printer: ports.wire(choice, known), simulated: null };
      return chosen.printer;
    }
    const simulated = createSimulatedPrinter(choice.profile, (await ports.letters()).drawing);
    simulated.change(conditions);
    chosen = { key, printer: ports.simulate(simulated.transport, known), simulated };
    return chosen.printer;
  }

  function noteAnswered(which: DeviceSettings): void {
    try {
      db.transaction((tx) => noteAnsweredInTx(tx, station, which));
    } catch (error) {
      log.warn('that the ticket printer answers could not be written', { error });
    }
  }

  async function compose(paper: OrderedPaper) {
    const { ticketPrinter } = settings();
    const { test, ...ticket } = paper;
    const profile = ticketPrinter.kind === 'none' ? 'mm80' : ticketPrinter.profile;
    const { compose: make } = await ports.letters();
    return make(test === undefined ? ticket : { ...ticket, test }, profile);
  }

  /** Who waits for the next look at the printer. */
  const lookers: (() => void)[] = [];
  const ending = new AbortController();
  /** Who waits for the printer's line. */
  const borrowers: { begin(): Promise<void>; refuse(): void }[] = [];

  const loop = startJobLoop({
    db,
    clock,
    station,
    tidy: ports.tidy,
    async printer() {
      for (let next = borrowers.shift(); next !== undefined; next = borrowers.shift()) await next.begin();
      return present();
    },
    compose,
    announce,
    note(check) {
      printerState.note(check);
      for (const tell of lookers.splice(0)) tell();
    },
    log,
    timing: ports.loopTiming,
  });

  function printer(): TicketPrinterState {
    if (settings().ticketPrinter.kind !== 'none') return printerState.get();
    const detail = problemSentence('not-chosen');
    return { ...printerState.get(), state: 'none', problem: 'not-chosen', detail };
  }

  return {
    settings,
    printer,
    lastSeen: printerState.get,
    announce,
    wake: () => loop.wake(),
    forget() {
      printerState.forget();
      loop.wake();
    },
    async look() {
      const looked = new Promise<void>((resolve) => lookers.push(resolve));
      loop.wake();
      await within(looked, LOOK_MS);
      return printer();
    },
    lend: (work) =>
      new Promise((resolve, reject) => {
        borrowers.push({
          async begin() {
            await dropPrinter();
            await work(ending.signal).then(resolve, reject);
          },
          refuse: () => reject(new DevicesError('printer-missing', problemSentence('interrupted'))),
        });
        if (ending.signal.aborted) for (const { refuse } of borrowers.splice(0)) refuse();
        else loop.wake();
      }),
    conditions: () => (settings().ticketPrinter.kind === 'simulated' ? conditions : null),
    simulate(next) {
      conditions = next;
      chosen?.simulated?.change(next);
      loop.wake();
    },
    papers: async () => (await chosen?.simulated?.papers()) ?? [],
    async close() {
      ending.abort();
      await loop.close(CLOSING_GRACE_MS, dropPrinter);
      await dropPrinter();
      for (const { refuse } of borrowers.splice(0)) refuse();
    },
  };
}
