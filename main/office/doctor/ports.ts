import type { Clock } from '#shared/base/index.ts';
import type {
  DeviceSettings,
  Printer,
  ScannerNow,
  SerialBaud,
  Status,
  TicketJobState,
  TicketPrinterState,
} from '#shared/contract/index.ts';
import type { HidListing, SerialSurvey, SpeedFound } from '../devices/index.ts';

/** Who may use a port of this PC, as the system says. */
export type PortRights = {
  exists: boolean;
  /** This account may read and write it now. */
  allowed: boolean;
  /** The group that may use it; null where the system names none. */
  group: string | null;
  /** `after-sign-in`: the account was put into the group, and this session began before that. */
  membership: 'now' | 'after-sign-in' | 'no' | 'unknown';
};

/** A program that has a port open. */
export type PortHolder = { program: string; own: boolean };

/** What the system of this PC tells about itself. */
export type Machine = {
  platform: NodeJS.Platform;
  /** Version of the system and kind of processor; nothing that names the PC. */
  description: string;
  rightsTo(path: string): Promise<PortRights>;
  /** Programs that hold the port, as far as this account may see them; null where the system does not tell. */
  holdersOf(path: string): Promise<PortHolder[] | null>;
  /** Which of these programs run. */
  running(programs: readonly string[]): Promise<string[]>;
  /** Of the disk with the data; null where the system does not say. */
  diskOfData(): Promise<{ free: number; total: number } | null>;
};

/** What the doctor asks of the other rooms. It only asks. */
export type DoctorPorts = {
  clock: Clock;
  /** Version of the program. */
  version: string;
  machine: Machine;
  devices: {
    settings(): Promise<DeviceSettings>;
    /** How the ticket printer stands, asked now. */
    askPrinter(): Promise<TicketPrinterState>;
    survey(): Promise<SerialSurvey>;
    /** Where a device is now, by what it is recognised; null: not plugged in. */
    pathOf(ports: SerialSurvey['ports'] | null, device: SerialDevice): string | null;
    /** Asks the printer at the other speeds how it stands. */
    findSpeed(device: SerialDevice, except: SerialBaud, signal: AbortSignal): Promise<SpeedFound>;
    hid(): Promise<HidListing>;
    modules(): Promise<{ name: string; loads: boolean }[]>;
    /** How many orders of tickets are not settled, by state. */
    openJobs(): Partial<Record<TicketJobState, number>>;
  };
  scanner(): ScannerNow;
  printers(): Promise<Printer[]>;
  status(): Promise<Pick<Status, 'printer' | 'jobsInDoubt' | 'jobsWaiting' | 'clockTrouble' | 'markKept'>>;
};

/** A serial device as it was chosen. */
export type SerialDevice = Pick<
  Extract<DeviceSettings['ticketPrinter'], { kind: 'serial' }>,
  'path' | 'match'
>;
