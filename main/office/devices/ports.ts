import type { Clock, Ids } from '#shared/base/index.ts';
import type { SerialPortFound, TicketJob } from '#shared/contract/index.ts';
import type { Journal } from '../journal/index.ts';
import type { Logger } from '../log/index.ts';
import type { Database } from '../storage/index.ts';
import type { LoopTiming } from './tickets/job-loop.ts';
import type { TicketPrinter } from './tickets/printer.ts';
import type { KnownOfPrinter, WiredPrinter } from './tickets/ticket-station.ts';
import type { PrinterTiming } from './tickets/timing.ts';

/** Paired counters, whose PCs may serve devices of their own. */
export type RemoteStations = {
  /** Every one, connected or not. */
  all(): { station: string; name: string; connected: boolean }[];
  /** A printer of that counter; while its PC is away it can't print. */
  wire(station: string, choice: WiredPrinter, known: KnownOfPrinter): TicketPrinter;
  /** Serial ports of that PC; undefined while it is away, null where its system can't list them. */
  ports(station: string): Promise<SerialPortFound[] | null | undefined>;
};

/** Everything the devices room needs; passed in once. */
export type DevicesPorts = {
  db: Database;
  journal: Journal;
  clock: Clock;
  ids: Ids;
  station: string;
  /** What stands at the head of a ticket. */
  office(): { authority: string; name: string; sample: boolean };
  /** Folder of the shipped fonts. */
  fontsDirectory: string;
  /** Called after each commit that changed a ticket's order. */
  onJobChanged(job: TicketJob): void;
  /** Called when a device stands otherwise than before. */
  onChanged(): void;
  log: Logger;
  /** Left out: there is this PC only. */
  remote?: RemoteStations;
  /** Null: the system can't list them. */
  listPorts?: () => Promise<SerialPortFound[] | null>;
  /** Shorter times for tests. */
  printerTiming?: PrinterTiming;
  loopTiming?: LoopTiming;
};
