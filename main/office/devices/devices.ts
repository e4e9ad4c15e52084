import { epochOfOfficeTimestamp, officeDate, officeTimestamp } from '#shared/base/index.ts';
import {
  type DeviceSettings,
  type DevicesState,
  SerialBaud,
  type SimulatedConditions,
  type SimulatedPaper,
  type TicketJob,
  type TicketPrinterState,
  TicketProfile,
} from '#shared/contract/index.ts';
import { canonicalJson } from '#shared/journal/index.ts';
import type { TicketPaper } from '#shared/queue/index.ts';
import type { ReadableDb, WritableDb } from '../storage/index.ts';
import { DevicesError } from './errors.ts';
import type { DevicesPorts } from './ports.ts';
import { PORTS_UNLISTED, problemSentence } from './problems.ts';
import { changeTicketSettingsInTx, getTicketSettings, hasAnswered, noteAnsweredInTx } from './settings.ts';
import { FIRST_CONDITIONS } from './simulated/emulator.ts';
import { createSimulatedPrinter, type SimulatedPrinter } from './simulated/printer.ts';
import { type Composer, createComposer } from './tickets/compose.ts';
import { type Drawing, loadDrawing } from './tickets/drawing.ts';
import { createEscPosPrinter } from './tickets/escpos-printer.ts';
import { startJobLoop, USUAL_LOOP } from './tickets/job-loop.ts';
import { answer, isAnswerable, isOfToday, recover, retryUntil } from './tickets/job-steps.ts';
import {
  findJob,
  findJobOfTicket,
  insertJobInTx,
  type Job,
  newestOpenJobs,
  type OrderedPaper,
  openJobsOf,
  removeOldJobsInTx,
  updateJobInTx,
} from './tickets/jobs-table.ts';
import { exampleTicket } from './tickets/layout.ts';
import type { TicketPrinter } from './tickets/printer.ts';
import { createPrinterState } from './tickets/printer-state.ts';
import { transmissionMs, USUAL_TIMING } from './tickets/timing.ts';
import { type Transport, within } from './transport.ts';
import { createSerialTransport, listSerialPorts } from './transports/serial.ts';
import { createTcpTransport } from './transports/tcp.ts';

/** Methods throw DevicesError where a person asked for what is not there. */
export type Devices = {
  settings(): DeviceSettings;
  state(): Promise<DevicesState>;
  change(settings: DeviceSettings, actor: string): Promise<DevicesState>;
  /**
   * Orders a ticket's paper in the transaction that issues it; nothing reaches the printer before its commit. Null where
   * no ticket printer is chosen: the number must be noted down.
   */
  orderTicketInTx(
    tx: WritableDb,
    order: { ticketId: string; paper: TicketPaper; station: string },
  ): string | null;
  /** The first order of a ticket's paper; null where there was none. */
  findJobIdOfTicket(db: ReadableDb, ticketId: string): string | null;
  testTicket(): TicketJob;
  findTicketJob(jobId: string): TicketJob | undefined;
  /** Waiting for the printer or for a person, newest first. */
  openTicketJobs(): { jobs: TicketJob[]; printer: TicketPrinterState };
  confirmTicket(jobId: string, printed: boolean): TicketJob;
  retryTicket(jobId: string): TicketJob;
  simulatedPapers(): Promise<SimulatedPaper[]>;
  /** How the printer stands, asked now; what was known last where it takes too long. */
  look(): Promise<TicketPrinterState>;
  /**
   * Lets go of the printer's line between two tickets and takes it again after `work`, which ends early when told to:
   * closing waits for it. Rejects when the room closes first.
   */
  lend<Value>(work: (ending: AbortSignal) => Promise<Value>): Promise<Value>;
  simulate(conditions: SimulatedConditions): Promise<DevicesState>;
  /** Ends the loop; a ticket at the printer gets a moment to come out. Idempotent. */
  close(): Promise<void>;
};

const CLOSING_GRACE_MS = 3_000;
/** Longer than a printer may take to be opened and to answer nothing. */
const LOOK_MS = 10_000;
const OPEN_JOBS = 100;
const NOT_THERE = 'Không tìm thấy lệnh in phiếu này.';
const OF_ANOTHER_DAY =
  'Phiếu này của ngày khác, số không còn dùng được nên không in lại. Hãy cấp số mới cho người dân.';
const ID_LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

type Chosen = { key: string; printer: TicketPrinter; simulated: SimulatedPrinter | null };

/** Opens the room: what the last run left at the printer becomes a question, and the loop goes on. */
export function createDevices(ports: DevicesPorts): Devices {
  const { db, journal, clock, ids, station, log } = ports;
  const { listPorts = listSerialPorts, printerTiming = USUAL_TIMING, loopTiming = USUAL_LOOP } = ports;
  const settings = () => getTicketSettings(db, station);
  const printerState = createPrinterState(clock, ports.onChanged);
  let loaded: Promise<{ drawing: Drawing; compose: Composer }> | undefined;
  let chosen: Chosen | undefined;
  /** Of the simulated printer; they hold until the program ends. */
  let conditions = FIRST_CONDITIONS;

  function drawing() {
    loaded ??= loadDrawing(ports.fontsDirectory).then(
      (made) => ({ drawing: made, compose: createComposer(made) }),
      (error: unknown) => {
        loaded = undefined;
        throw error;
      },
    );
    return loaded;
  }

  const announce = (job: Job) => {
    // Outlives the printer's object: after a change of settings half a ticket still hangs in the same printer.
    if (job.state === 'unknown') wasInterrupted = true;
    if (job.state === 'printed') wasInterrupted = false;
    ports.onJobChanged(toTicketJob(job));
  };

  const left = openJobsOf(db, station);
  const interrupted = left.filter((job) => job.state === 'printing');
  /** Half a ticket may hang in the printer: it is cut off before the next one. */
  let wasInterrupted = left.some((job) => job.state === 'printing' || job.state === 'unknown');
  /** The day whose orders are kept. */
  let tidiedOn: string | null = null;

  function tidyInTx(tx: WritableDb): void {
    const today = officeDate(clock.now());
    removeOldJobsInTx(tx, epochOfOfficeTimestamp(`${today}T00:00:00.000+07:00`));
    tx.afterCommit(() => {
      tidiedOn = today;
    });
  }

  /** An office that is left on overnight begins its day as one that is opened. */
  function tidyAtDayChange(): void {
    if (tidiedOn === officeDate(clock.now())) return;
    try {
      db.transaction(tidyInTx);
      ports.onChanged();
    } catch (error) {
      // The printer is looked at all the same; tried again before the next step.
      log.warn('orders of tickets could not be tidied', { error });
    }
  }

  try {
    db.transaction((tx) => {
      tidyInTx(tx);
      for (const job of interrupted) if (findJob(tx, job.id) !== undefined) updateJobInTx(tx, recover(job));
    });
  } catch (error) {
    // A full disk must not keep the office from opening; the loop does it as soon as it can be written.
    log.warn('orders of tickets could not be tidied', { error });
  }

  function nextId(): string {
    return Array.from(ids.bytes(4), (byte) => ID_LETTERS[byte % ID_LETTERS.length]).join('');
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
    let simulated: SimulatedPrinter | null = null;
    let transport: Transport;
    if (choice.kind === 'serial') transport = createSerialTransport(choice, { list: listPorts });
    else if (choice.kind === 'tcp') transport = createTcpTransport(choice);
    else {
      simulated = createSimulatedPrinter(choice.profile, (await drawing()).drawing);
      simulated.change(conditions);
      transport = simulated.transport;
    }
    const printer = createEscPosPrinter(transport, {
      answersStatus: choice.kind === 'simulated' || choice.answersStatus,
      hasAnswered: hasAnswered(db, station, now),
      onAnswered: () => noteAnswered(now),
      interrupted: wasInterrupted,
      nextId,
      timing: printerTiming,
    });
    chosen = { key, printer, simulated };
    return printer;
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
    return (await drawing()).compose(test === undefined ? ticket : { ...ticket, test }, profile);
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
    tidy: tidyAtDayChange,
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
    timing: loopTiming,
  });

  function getJob(id: string): Job {
    const job = findJob(db, id);
    if (job === undefined) throw new DevicesError('not-found', NOT_THERE);
    return job;
  }

  function expiry(): { now: number; expiresAt: number } {
    const now = clock.now();
    return { now, expiresAt: now + settings().ticketTimeToLiveSeconds * 1_000 };
  }

  function orderInTx(
    tx: WritableDb,
    order: { ticketId: string | null; paper: OrderedPaper; station: string },
  ): Job {
    const { now, expiresAt } = expiry();
    const job = insertJobInTx(tx, { id: ids.id(), createdAt: now, expiresAt, ...order });
    tx.afterCommit(() => {
      announce(job);
      loop.wake();
    });
    return job;
  }

  function requirePrinter(): void {
    if (settings().ticketPrinter.kind !== 'none') return;
    throw new DevicesError('printer-missing', problemSentence('not-chosen'));
  }

  function write(job: Job): TicketJob {
    db.transaction((tx) => {
      updateJobInTx(tx, job);
      tx.afterCommit(() => {
        announce(job);
        loop.wake();
      });
    });
    return toTicketJob(job);
  }

  /** Seconds that a ticket takes on the way, longest lines included: what makes a slow speed felt. */
  async function transmission(): Promise<DevicesState['transmission']> {
    const { compose: make } = await drawing();
    const { authority, name, sample } = ports.office();
    return TicketProfile.options.flatMap((profile) => {
      const { bytes } = make(exampleTicket({ authority, name }, clock.now(), sample), profile);
      return [...SerialBaud.values].map((baud) => ({
        profile,
        baud,
        seconds: Math.round(transmissionMs(bytes.length, baud) / 100) / 10,
      }));
    });
  }

  async function state(): Promise<DevicesState> {
    const listed = await listPorts();
    return {
      settings: settings(),
      printer: printerState.get(),
      ports: listed ?? [],
      portsProblem: listed === null ? PORTS_UNLISTED : null,
      // Where nothing can be drawn the page is needed most: it shows all but these seconds.
      transmission: await transmission().catch((error: unknown) => {
        log.warn('letters of tickets can not be drawn', { error });
        return [];
      }),
      simulated: settings().ticketPrinter.kind === 'simulated' ? conditions : null,
    };
  }

  return {
    settings,
    state,
    async change(next, actor) {
      db.transaction((tx) => changeTicketSettingsInTx(tx, journal, { station, settings: next, actor }));
      printerState.forget();
      loop.wake();
      ports.onChanged();
      return state();
    },
    orderTicketInTx(tx, order) {
      if (getTicketSettings(tx, order.station).ticketPrinter.kind === 'none') return null;
      return orderInTx(tx, order).id;
    },
    findJobIdOfTicket: (from, ticketId) => findJobOfTicket(from, ticketId)?.id ?? null,
    testTicket() {
      requirePrinter();
      const { authority, name, sample } = ports.office();
      const paper: OrderedPaper = { ...exampleTicket({ authority, name }, clock.now(), sample), test: true };
      return toTicketJob(db.transaction((tx) => orderInTx(tx, { ticketId: null, paper, station })));
    },
    findTicketJob(jobId) {
      const job = findJob(db, jobId);
      return job === undefined ? undefined : toTicketJob(job);
    },
    openTicketJobs: () => ({
      jobs: newestOpenJobs(db, OPEN_JOBS).map(toTicketJob),
      printer: settings().ticketPrinter.kind === 'none' ? noPrinter() : printerState.get(),
    }),
    confirmTicket(jobId, printed) {
      const job = getJob(jobId);
      return isAnswerable(job) ? write(answer(job, printed)) : toTicketJob(job);
    },
    retryTicket(jobId) {
      const job = getJob(jobId);
      if (!isAnswerable(job)) return toTicketJob(job);
      requirePrinter();
      const { now, expiresAt } = expiry();
      if (!isOfToday(job, now)) throw new DevicesError('not-found', OF_ANOTHER_DAY);
      return write(retryUntil(job, now, expiresAt));
    },
    async look() {
      const looked = new Promise<void>((resolve) => lookers.push(resolve));
      loop.wake();
      await within(looked, LOOK_MS);
      return settings().ticketPrinter.kind === 'none' ? noPrinter() : printerState.get();
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
    simulatedPapers: async () => (await chosen?.simulated?.papers()) ?? [],
    async simulate(next) {
      if (settings().ticketPrinter.kind !== 'simulated') {
        throw new DevicesError('printer-missing', 'Máy in giả lập chưa được chọn ở trang Thiết bị.');
      }
      conditions = next;
      chosen?.simulated?.change(next);
      loop.wake();
      return state();
    },
    async close() {
      ending.abort();
      await loop.close(CLOSING_GRACE_MS, dropPrinter);
      await dropPrinter();
      for (const { refuse } of borrowers.splice(0)) refuse();
    },
  };

  function noPrinter(): TicketPrinterState {
    const detail = problemSentence('not-chosen');
    return { ...printerState.get(), state: 'none', problem: 'not-chosen', detail };
  }
}

function toTicketJob(job: Job): TicketJob {
  return {
    id: job.id,
    ticketId: job.ticketId,
    number: job.number,
    state: job.state,
    open: !job.settled,
    station: job.station,
    attempts: job.attempts,
    createdAt: officeTimestamp(job.createdAt),
    problem: job.problem === null ? null : problemSentence(job.problem),
  };
}
