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
import type { TicketPaper } from '#shared/queue/index.ts';
import type { ReadableDb, WritableDb } from '../storage/index.ts';
import { DevicesError } from './errors.ts';
import type { DevicesPorts } from './ports.ts';
import { PORTS_UNLISTED, problemSentence } from './problems.ts';
import { changeTicketSettingsInTx, getTicketSettings } from './settings.ts';
import { createComposer } from './tickets/compose.ts';
import { loadDrawing } from './tickets/drawing.ts';
import { createEscPosPrinter } from './tickets/escpos-printer.ts';
import { USUAL_LOOP } from './tickets/job-loop.ts';
import { answer, isAnswerable, isOfToday, retryUntil } from './tickets/job-steps.ts';
import {
  findJob,
  findJobOfTicket,
  insertJobInTx,
  type Job,
  newestOpenJobs,
  type OrderedPaper,
  removeOldJobsInTx,
  stationsAtPrinter,
  updateJobInTx,
} from './tickets/jobs-table.ts';
import { exampleTicket } from './tickets/layout.ts';
import {
  type KnownOfPrinter,
  openTicketStation,
  type TicketStation,
  type WiredPrinter,
} from './tickets/ticket-station.ts';
import { transmissionMs, USUAL_TIMING } from './tickets/timing.ts';
import type { Transport } from './transport.ts';
import { createSerialTransport, listSerialPorts } from './transports/serial.ts';
import { createTcpTransport } from './transports/tcp.ts';

/** A station as the page of devices lists it. `name`: of a paired counter; null: the office's own PC. */
export type StationSeen = { station: string; name: string | null; connected: boolean };

/**
 * Methods throw DevicesError where a person asked for what is not there. `station`: a paired counter with devices of its
 * own; left out: the office's own PC.
 */
export type Devices = {
  stations(): StationSeen[];
  settings(station?: string): DeviceSettings;
  state(station?: string): Promise<DevicesState>;
  change(settings: DeviceSettings, actor: string, station?: string): Promise<DevicesState>;
  /**
   * Orders a ticket's paper in the transaction that issues it, at the printer of that station, or at the office's where
   * the station has none; nothing reaches the printer before its commit. Null where no ticket printer is chosen: the
   * number must be noted down.
   */
  orderTicketInTx(
    tx: WritableDb,
    order: { ticketId: string; paper: TicketPaper; station: string },
  ): string | null;
  /** The first order of a ticket's paper; null where there was none. */
  findJobIdOfTicket(db: ReadableDb, ticketId: string): string | null;
  testTicket(station?: string): TicketJob;
  findTicketJob(jobId: string): TicketJob | undefined;
  /** Waiting for a printer or for a person, newest first; the printer that serves `station`. */
  openTicketJobs(station?: string): { jobs: TicketJob[]; printer: TicketPrinterState };
  confirmTicket(jobId: string, printed: boolean): TicketJob;
  retryTicket(jobId: string): TicketJob;
  simulatedPapers(station?: string): Promise<SimulatedPaper[]>;
  /** How the office's own printer stands, asked now; what was known last where it takes too long. */
  look(): Promise<TicketPrinterState>;
  /**
   * Lets go of the line of the office's own printer between two tickets and takes it again after `work`, which ends
   * early when told to: closing waits for it. Rejects when the room closes first.
   */
  lend<Value>(work: (ending: AbortSignal) => Promise<Value>): Promise<Value>;
  simulate(conditions: SimulatedConditions, station?: string): Promise<DevicesState>;
  /** The PC of a counter came: what waits for its printer is looked at now. */
  wake(station: string): void;
  /** Ends the loops; a ticket at a printer gets a moment to come out. Idempotent. */
  close(): Promise<void>;
};

const OPEN_JOBS = 100;
const NOT_THERE = 'Không tìm thấy lệnh in phiếu này.';
const NO_STATION = 'Không có máy nào như vậy, hoặc máy đã được gỡ.';
const OF_ANOTHER_DAY =
  'Phiếu này của ngày khác, số không còn dùng được nên không in lại. Hãy cấp số mới cho người dân.';
const ID_LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Opens the room: what the last run left at a printer becomes a question, and the loops go on. */
export function createDevices(ports: DevicesPorts): Devices {
  const { db, journal, clock, ids, station: own, log, remote } = ports;
  const { listPorts = listSerialPorts, printerTiming = USUAL_TIMING, loopTiming = USUAL_LOOP } = ports;
  let loaded: ReturnType<typeof load> | undefined;
  let closed = false;

  async function load() {
    const drawing = await loadDrawing(ports.fontsDirectory);
    return { drawing, compose: createComposer(drawing) };
  }

  /** Loaded once; what failed is tried again. */
  function letters() {
    loaded ??= load().catch((error: unknown) => {
      loaded = undefined;
      throw error;
    });
    return loaded;
  }

  function nextId(): string {
    return Array.from(ids.bytes(4), (byte) => ID_LETTERS[byte % ID_LETTERS.length]).join('');
  }

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

  function openHere(answersStatus: boolean, transport: Transport, known: KnownOfPrinter) {
    return createEscPosPrinter(transport, {
      answersStatus,
      hasAnswered: known.hasAnswered,
      onAnswered: known.onAnswered,
      interrupted: known.interrupted(),
      nextId,
      timing: printerTiming,
    });
  }

  function wireHere(choice: WiredPrinter, known: KnownOfPrinter) {
    const transport =
      choice.kind === 'serial'
        ? createSerialTransport(choice, { list: listPorts })
        : createTcpTransport(choice);
    return openHere(choice.answersStatus, transport, known);
  }

  const stations = new Map<string, TicketStation>();

  function at(station: string): TicketStation {
    const known = stations.get(station);
    if (known !== undefined) return known;
    const opened = openTicketStation({
      db,
      clock,
      station,
      letters,
      wire: (choice, knownOf) =>
        station === own || remote === undefined
          ? wireHere(choice, knownOf)
          : remote.wire(station, choice, knownOf),
      simulate: (transport, knownOf) => openHere(true, transport, knownOf),
      tidy: tidyAtDayChange,
      onJobChanged: (job) => ports.onJobChanged(toTicketJob(job)),
      onChanged: ports.onChanged,
      log,
      loopTiming,
    });
    stations.set(station, opened);
    return opened;
  }

  // Before anything is tidied away: what hangs in a printer of yesterday hangs there today.
  for (const station of new Set([own, ...stationsAtPrinter(db)])) at(station);
  try {
    db.transaction(tidyInTx);
  } catch (error) {
    // A full disk must not keep the office from opening; the loop does it as soon as it can be written.
    log.warn('orders of tickets could not be tidied', { error });
  }

  /** Its own printer where it has one, else the office's. */
  function placeOf(from: ReadableDb, station: string): string {
    return getTicketSettings(from, station).ticketPrinter.kind === 'none' ? own : station;
  }

  /** A station that may be set up. */
  function known(station: string | undefined): TicketStation {
    const wanted = station ?? own;
    if (wanted !== own && !seen().some((one) => one.station === wanted)) {
      throw new DevicesError('not-found', NO_STATION);
    }
    return at(wanted);
  }

  function seen(): StationSeen[] {
    return [{ station: own, name: null, connected: true }, ...(remote?.all() ?? [])];
  }

  function getJob(id: string): Job {
    const job = findJob(db, id);
    if (job === undefined) throw new DevicesError('not-found', NOT_THERE);
    return job;
  }

  function expiry(station: string): { now: number; expiresAt: number } {
    const now = clock.now();
    return { now, expiresAt: now + getTicketSettings(db, station).ticketTimeToLiveSeconds * 1_000 };
  }

  /** After a commit, when the office may have been closed meanwhile. */
  function follow(job: Job): void {
    if (closed) return;
    const place = at(job.station);
    place.announce(job);
    place.wake();
  }

  function orderInTx(
    tx: WritableDb,
    order: { ticketId: string | null; paper: OrderedPaper; station: string },
  ): Job {
    const { now, expiresAt } = expiry(order.station);
    const job = insertJobInTx(tx, { id: ids.id(), createdAt: now, expiresAt, ...order });
    tx.afterCommit(() => follow(job));
    return job;
  }

  function requirePrinter(station: string): void {
    if (getTicketSettings(db, station).ticketPrinter.kind !== 'none') return;
    throw new DevicesError('printer-missing', problemSentence('not-chosen'));
  }

  function write(job: Job): TicketJob {
    db.transaction((tx) => {
      updateJobInTx(tx, job);
      tx.afterCommit(() => follow(job));
    });
    return toTicketJob(job);
  }

  /** Seconds that a ticket takes on the way, longest lines included: what makes a slow speed felt. */
  async function transmission(): Promise<DevicesState['transmission']> {
    const { compose: make } = await letters();
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

  /** Serial ports of the PC of that station, or why there are none to choose from. */
  async function portsOf(station: string): Promise<Pick<DevicesState, 'ports' | 'portsProblem'>> {
    const listed = station === own || remote === undefined ? await listPorts() : await remote.ports(station);
    if (listed === undefined) return { ports: [], portsProblem: problemSentence('station-away') };
    return { ports: listed ?? [], portsProblem: listed === null ? PORTS_UNLISTED : null };
  }

  async function state(station?: string): Promise<DevicesState> {
    const place = known(station);
    const listed = await portsOf(station ?? own);
    return {
      settings: place.settings(),
      printer: place.lastSeen(),
      ...listed,
      // Where nothing can be drawn the page is needed most: it shows all but these seconds.
      transmission: await transmission().catch((error: unknown) => {
        log.warn('letters of tickets can not be drawn', { error });
        return [];
      }),
      simulated: place.conditions(),
    };
  }

  return {
    stations: seen,
    settings: (station) => known(station).settings(),
    state,
    async change(next, actor, station) {
      const place = known(station);
      db.transaction((tx) =>
        changeTicketSettingsInTx(tx, journal, { station: station ?? own, settings: next, actor }),
      );
      place.forget();
      ports.onChanged();
      return state(station);
    },
    orderTicketInTx(tx, order) {
      const station = placeOf(tx, order.station);
      if (getTicketSettings(tx, station).ticketPrinter.kind === 'none') return null;
      return orderInTx(tx, { ...order, station }).id;
    },
    findJobIdOfTicket: (from, ticketId) => findJobOfTicket(from, ticketId)?.id ?? null,
    testTicket(station = own) {
      known(station);
      requirePrinter(station);
      const { authority, name, sample } = ports.office();
      const paper: OrderedPaper = { ...exampleTicket({ authority, name }, clock.now(), sample), test: true };
      return toTicketJob(db.transaction((tx) => orderInTx(tx, { ticketId: null, paper, station })));
    },
    findTicketJob(jobId) {
      const job = findJob(db, jobId);
      return job === undefined ? undefined : toTicketJob(job);
    },
    openTicketJobs: (station = own) => ({
      jobs: newestOpenJobs(db, OPEN_JOBS).map(toTicketJob),
      printer: at(placeOf(db, station)).printer(),
    }),
    confirmTicket(jobId, printed) {
      const job = getJob(jobId);
      return isAnswerable(job) ? write(answer(job, printed)) : toTicketJob(job);
    },
    retryTicket(jobId) {
      const job = getJob(jobId);
      if (!isAnswerable(job)) return toTicketJob(job);
      // Its counter may have lost its printer since, or have been shut out: that PC never comes again.
      const isGone = remote !== undefined && !seen().some((one) => one.station === job.station);
      const station = isGone ? own : placeOf(db, job.station);
      requirePrinter(station);
      const { now, expiresAt } = expiry(station);
      if (!isOfToday(job, now)) throw new DevicesError('ticket-of-another-day', OF_ANOTHER_DAY);
      return write({ ...retryUntil(job, now, expiresAt), station });
    },
    look: () => at(own).look(),
    lend: (work) => at(own).lend(work),
    simulatedPapers: (station = own) => at(placeOf(db, station)).papers(),
    async simulate(next, station) {
      const place = known(station);
      if (place.conditions() === null) {
        throw new DevicesError('printer-missing', 'Máy in giả lập chưa được chọn ở trang Thiết bị.');
      }
      place.simulate(next);
      return state(station);
    },
    wake: (station) => at(station).wake(),
    async close() {
      closed = true;
      await Promise.all([...stations.values()].map((place) => place.close()));
    },
  };
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
