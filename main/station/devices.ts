import {
  createEscPosPrinter,
  createSerialTransport,
  createTcpTransport,
  LineError,
  listSerialPorts,
  type PrinterTiming,
  type TicketPrinter,
  within,
} from '#office/devices/index.ts';
import { readScanner, type ScannerReader } from '#office/scanners/index.ts';
import { type Ids, type InTurn, oneAfterAnother } from '#shared/base/index.ts';
import type {
  DeviceProblem,
  StationEvent,
  StationPrintEnd,
  StationPrinter,
  StationPrinterCheck,
  StationScanner,
} from '#shared/contract/index.ts';
import { canonicalJson } from '#shared/journal/index.ts';
import type { OfficeClock } from './office-clock.ts';
import type { Orders } from './orders.ts';

/** The printer and the scanner of this PC, as the office told which they are. */
export type StationDevices = {
  ports: typeof listSerialPorts;
  choosePrinter(choice: {
    printer: StationPrinter;
    hasAnswered: boolean;
    interrupted: boolean;
  }): Promise<void>;
  check(): Promise<StationPrinterCheck>;
  print(ticket: {
    order: string;
    bytes: Uint8Array;
    rows: number;
    expiresAt: number;
  }): Promise<StationPrintEnd>;
  rest(): Promise<boolean>;
  chooseScanner(scanner: StationScanner): Promise<void>;
  /** How the scanner stands now, for a new listener. */
  scanner(): Extract<StationEvent, { kind: 'scanner' }>;
  close(): Promise<void>;
};

export type StationDevicesPorts = {
  ids: Ids;
  clock: OfficeClock;
  orders: Orders;
  onEvent(event: StationEvent): void;
  scannerRetryMs?: number;
  printerTiming?: PrinterTiming;
};

/** Shorter than the office waits for an answer. */
const BUSY_MS = 10_000;
/** Often enough for a person who plugs it in and looks. */
const SCANNER_RETRY_MS = 2_000;
/** More than any code holds; a gun that is a keyboard of another machine could go on for ever. */
const LONGEST_SCAN = 4_096;
const ID_LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

const notBegun = (problem: DeviceProblem): StationPrintEnd => ({ outcome: 'not-begun', problem });

export function createStationDevices(ports: StationDevicesPorts): StationDevices {
  const { ids, clock, orders } = ports;
  let present: { key: string; printer: TicketPrinter; answered: boolean; inTurn: InTurn } | null = null;
  const underWay = new Map<string, Promise<StationPrintEnd>>();
  const choosing = oneAfterAnother();
  let scannerKey = '';
  let reader: ScannerReader | null = null;
  let seen: Extract<StationEvent, { kind: 'scanner' }> = { kind: 'scanner', state: 'off', problem: null };

  function tell(state: typeof seen): void {
    if (state.state === seen.state && state.problem === seen.problem) return;
    seen = state;
    ports.onEvent(state);
  }

  function nextId(): string {
    return Array.from(ids.bytes(4), (byte) => ID_LETTERS[byte % ID_LETTERS.length]).join('');
  }

  function isLate(expiresAt: number): boolean {
    const now = clock.now();
    return now === null || now >= expiresAt;
  }

  async function begin(
    ticket: Parameters<StationDevices['print']>[0],
    { printer, inTurn }: NonNullable<typeof present>,
  ): Promise<StationPrintEnd> {
    const { order, bytes, rows, expiresAt } = ticket;
    try {
      orders.begin(order);
    } catch {
      // A full disk: what can't be remembered could be printed twice.
      return notBegun('internal');
    }
    // What is at the printer before it may take longer than this one lives.
    const end = await inTurn(async () =>
      isLate(expiresAt) ? notBegun('expired') : printer.print({ bytes, rows }, { id: order, expiresAt }),
    );
    orders.end(order, end);
    return end;
  }

  return {
    ports: listSerialPorts,
    choosePrinter: ({ printer, hasAnswered, interrupted }) =>
      choosing(async () => {
        const key = canonicalJson(printer);
        if (present?.key === key) return;
        const before = present;
        present = null;
        await before?.printer.close();
        if (printer.kind === 'none') return;
        const chosen = { key, answered: hasAnswered };
        const made = createEscPosPrinter(
          printer.kind === 'serial' ? createSerialTransport(printer) : createTcpTransport(printer),
          {
            answersStatus: printer.answersStatus,
            hasAnswered,
            onAnswered() {
              if (present !== null && present.key === key) present.answered = true;
            },
            interrupted,
            nextId,
            ...(ports.printerTiming === undefined ? {} : { timing: ports.printerTiming }),
          },
        );
        present = { ...chosen, printer: made, inTurn: oneAfterAnother() };
      }),
    async check() {
      const now = present;
      if (now === null) return { canPrint: false, problem: 'not-chosen', status: null, answered: false };
      // The line may have been lost and found again while a ticket is at the printer: a question in its middle would take
      // the answers that it waits for.
      const check = await within(
        now.inTurn(() => now.printer.check()),
        BUSY_MS,
      );
      if (check === undefined) {
        return { canPrint: false, problem: 'not-confirmed', status: null, answered: now.answered };
      }
      return { ...check, answered: now.answered };
    },
    async print(ticket) {
      const running = underWay.get(ticket.order);
      if (running !== undefined) return running;
      const known = orders.find(ticket.order);
      // Begun in a run before this one: nobody saw how it ended.
      if (known !== undefined) return known.end ?? { outcome: 'unknown', problem: 'interrupted' };
      if (isLate(ticket.expiresAt)) return notBegun('expired');
      if (present === null) return notBegun('not-chosen');
      const printing = begin(ticket, present).finally(() => underWay.delete(ticket.order));
      underWay.set(ticket.order, printing);
      return printing;
    },
    async rest() {
      const now = present;
      return now === null ? false : now.inTurn(() => now.printer.rest());
    },
    chooseScanner: (scanner) =>
      choosing(async () => {
        const key = canonicalJson(scanner);
        if (key === scannerKey) return;
        scannerKey = key;
        const before = reader;
        reader = null;
        await before?.close();
        tell({ kind: 'scanner', state: 'off', problem: null });
        if (scanner.kind === 'none') return;
        reader = readScanner<DeviceProblem>({
          open: () => createSerialTransport(scanner).open(),
          end: scanner.end,
          retryMs: ports.scannerRetryMs ?? SCANNER_RETRY_MS,
          problemOf: (thrown) => (thrown instanceof LineError ? thrown.problem : 'port-unusable'),
          unplugged: 'unplugged',
          onScan(text) {
            const sent = text.toWellFormed().slice(0, LONGEST_SCAN);
            if (sent !== '') ports.onEvent({ kind: 'scan', text: sent.toWellFormed() });
          },
          onState: (state) =>
            tell({
              kind: 'scanner',
              state: state.kind,
              problem: state.kind === 'lost' ? state.problem : null,
            }),
        });
      }),
    scanner: () => seen,
    async close() {
      await choosing(async () => {
        const [printer, scanner] = [present?.printer, reader];
        present = null;
        reader = null;
        await Promise.all([printer?.close(), scanner?.close()]);
      });
      await Promise.all([...underWay.values()]);
    },
  };
}
