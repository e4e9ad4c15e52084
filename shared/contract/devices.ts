import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { WellFormedText } from '../dossier/index.ts';
import { procedure } from './define.ts';

const id = WellFormedText.max(50);

/** How wide the roll is. */
export const TicketProfile = z.enum(['mm58', 'mm80']);
export type TicketProfile = z.infer<typeof TicketProfile>;

/** Speeds that serial ticket printers are set to, in bits a second. */
export const SerialBaud = z.literal([9600, 19200, 38400, 57600, 115200]);
export type SerialBaud = z.infer<typeof SerialBaud>;

/** By what a serial device is found again, wherever it is plugged in. Letters of ids in lower case. */
export const SerialMatch = z.object({
  serialNumber: WellFormedText.max(200).nullable(),
  vendorId: z.string().regex(/^[0-9a-f]{1,8}$/),
  productId: z.string().regex(/^[0-9a-f]{1,8}$/),
});
export type SerialMatch = z.infer<typeof SerialMatch>;

/** `/dev/ttyUSB0`, `COM3`: nothing that could be an option or another file of the system. */
export const SerialPath = z
  .string()
  .trim()
  .max(200)
  .regex(/^(\/(dev|tmp|run)\/[\w./+:-]+|COM\d{1,3})$/)
  .refine((path) => !path.includes('..'));

/** False: an administrator says that this model never tells its status, so that what was sent counts as printed. */
const answersStatus = z.boolean();

/** Which ticket printer a station has. */
export const TicketPrinterChoice = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  z.object({
    kind: z.literal('serial'),
    path: SerialPath,
    /** Null: only the path counts. */
    match: SerialMatch.nullable(),
    baud: SerialBaud,
    profile: TicketProfile,
    answersStatus,
  }),
  z.object({
    kind: z.literal('tcp'),
    host: z
      .string()
      .trim()
      .regex(/^[A-Za-z0-9]([A-Za-z0-9.:-]{0,251}[A-Za-z0-9])?$/),
    port: z.int().min(1).max(65535),
    profile: TicketProfile,
    answersStatus,
  }),
  z.object({ kind: z.literal('simulated'), profile: TicketProfile }),
]);
export type TicketPrinterChoice = z.infer<typeof TicketPrinterChoice>;

export const DeviceSettings = z.object({
  ticketPrinter: TicketPrinterChoice,
  /** A ticket that could not be printed for so long is not printed any more by itself. */
  ticketTimeToLiveSeconds: z.int().min(10).max(1800),
});
export type DeviceSettings = z.infer<typeof DeviceSettings>;

export const TicketJobState = z.enum(['waiting', 'printing', 'printed', 'unknown', 'failed', 'expired']);
export type TicketJobState = z.infer<typeof TicketJobState>;

/** The order of one ticket's paper. `unknown`: nobody can say whether it came out, and a person is asked. */
export const TicketJob = z.object({
  id: z.string(),
  /** Null for a test print. */
  ticketId: z.string().nullable(),
  /** As it stands on the paper: `A005`. */
  number: z.string(),
  state: TicketJobState,
  /** Whether a person still has to say something: did it come out, shall it be printed again. */
  open: z.boolean(),
  station: z.string(),
  attempts: z.int(),
  createdAt: z.string(),
  /** What is wrong and what to do, in Vietnamese; null when nothing is. */
  problem: z.string().nullable(),
});
export type TicketJob = z.infer<typeof TicketJob>;

/** What can keep a ticket printer from printing; a closed list, for helping over the telephone. */
export const DeviceProblem = z.enum([
  'not-chosen',
  'port-missing',
  'port-not-allowed',
  'port-busy',
  'port-unusable',
  'driver-missing',
  'host-unreachable',
  'no-answer',
  'garbled',
  'stalled',
  'unplugged',
  'paper-out',
  'cover-open',
  'offline',
  'printer-error',
  'no-status',
  'not-confirmed',
  'interrupted',
  'expired',
  'not-printed',
  'station-away',
  'station-lost',
  'internal',
]);
export type DeviceProblem = z.infer<typeof DeviceProblem>;

/** The ticket printer as it was last seen. */
export const TicketPrinterState = z.object({
  /** `none`: no printer is chosen; `unknown`: not asked yet, or it tells nothing. */
  state: z.enum(['none', 'ready', 'trouble', 'unknown']),
  problem: DeviceProblem.nullable(),
  /** In Vietnamese: how it stands and what to do. */
  detail: z.string(),
  /** The roll will end soon. */
  paperNearEnd: z.boolean(),
  /** Office time of the last look; null before the first. */
  checkedAt: z.string().nullable(),
  /** The last thing that went wrong, kept when it is mended. */
  lastProblem: z.object({ at: z.string(), detail: z.string() }).nullable(),
});
export type TicketPrinterState = z.infer<typeof TicketPrinterState>;

/** A serial port of this PC, as the system tells it. */
export const SerialPortFound = z.object({
  path: z.string(),
  /** Maker and what it calls itself; empty where the system knows nothing. */
  description: z.string(),
  match: SerialMatch.nullable(),
});
export type SerialPortFound = z.infer<typeof SerialPortFound>;

/** What can be done to the simulated printer. */
export const SimulatedConditions = z.object({
  paper: z.enum(['enough', 'near-end', 'out']),
  coverOpen: z.boolean(),
  plugged: z.boolean(),
  /** It takes nothing and says nothing. */
  stalled: z.boolean(),
  /** It answers and prints slowly. */
  slow: z.boolean(),
});
export type SimulatedConditions = z.infer<typeof SimulatedConditions>;

/** Paper that came out of the simulated printer. */
export const SimulatedPaper = z.object({
  /** Rises with each. */
  n: z.int(),
  /** Lines in the printer's own letters: the number of the ticket. */
  texts: z.array(z.string()),
  /** False: still hangs in the printer, or was torn off unfinished. */
  cut: z.boolean(),
  /** PNG, base64. */
  png: z.string(),
  width: z.int(),
  height: z.int(),
});
export type SimulatedPaper = z.infer<typeof SimulatedPaper>;

export const DevicesState = z.object({
  settings: DeviceSettings,
  printer: TicketPrinterState,
  ports: z.array(SerialPortFound),
  /** Why the ports could not be listed, in Vietnamese; the path is then typed. */
  portsProblem: z.string().nullable(),
  /** Seconds that a ticket of usual length takes on the way, by roll and speed of the line. */
  transmission: z.array(z.object({ profile: TicketProfile, baud: SerialBaud, seconds: z.number() })),
  /** What the simulated printer is told to do; null where it is not chosen. */
  simulated: SimulatedConditions.nullable(),
});
export type DevicesState = z.infer<typeof DevicesState>;

const people = ['clerk', 'administrator'] as const;

/** A station of the list; left out: the office's own PC. */
const station = id.optional();

/** A PC whose devices can be set up. */
export const DeviceStation = z.object({
  station: z.string(),
  /** Of a paired counter; null: the office's own PC. */
  name: z.string().nullable(),
  /** Whether its PC serves its devices now. */
  connected: z.boolean(),
  /** Whether the caller works there. */
  here: z.boolean(),
});
export type DeviceStation = z.infer<typeof DeviceStation>;

export const devices = {
  stations: procedure({
    title: 'Máy có thiết bị riêng',
    description:
      'The office’s own PC, then the paired counters, each with whether it serves its devices now.',
    access: ['administrator'],
    input: z.object({}),
    output: z.object({ stations: z.array(DeviceStation) }),
  }),
  state: procedure({
    title: 'Thiết bị',
    description: 'The ticket printer of a station, its settings, and the serial ports of its PC.',
    access: ['administrator'],
    input: z.object({ station }),
    output: DevicesState,
    errors: ['not-found'],
  }),
  change: procedure({
    title: 'Đổi thiết lập thiết bị',
    description: 'Replaces the settings as a whole; what waits is printed by the new printer.',
    access: ['administrator'],
    input: DeviceSettings.extend({ station }),
    output: DevicesState,
    errors: ['not-found'],
  }),
  testTicket: procedure({
    title: 'In thử phiếu số',
    description: 'Orders a ticket that says it is a test.',
    access: ['administrator'],
    input: z.object({ station }),
    output: z.object({ job: TicketJob }),
    errors: ['not-found', 'printer-missing'],
  }),
  openTicketJobs: procedure({
    title: 'Phiếu số chưa xong',
    description:
      'Tickets that wait for a printer or for a word of a person, newest first; how the printer stands that serves the caller.',
    access: people,
    input: z.object({}),
    output: z.object({ jobs: z.array(TicketJob), printer: TicketPrinterState }),
  }),
  followTicket: procedure({
    title: 'Theo dõi việc in một phiếu số',
    description:
      'How the order stands now and after each change, until it is settled. WebSocket and MessagePort only.',
    access: [...people, 'kiosk'],
    input: z.object({ jobId: id }),
    output: eventIterator(TicketJob),
    errors: ['not-found'],
  }),
  confirmTicket: procedure({
    title: 'Xác nhận phiếu số đã in hay chưa',
    description: "A person's answer. Not printed: the question is closed, nothing is printed.",
    access: people,
    input: z.object({ jobId: id, printed: z.boolean() }),
    output: z.object({ job: TicketJob }),
    errors: ['not-found'],
  }),
  retryTicket: procedure({
    title: 'In lại phiếu số',
    description: 'Prints a ticket that failed, expired or is in doubt once more, with a new time to live.',
    access: people,
    input: z.object({ jobId: id }),
    output: z.object({ job: TicketJob }),
    errors: ['not-found', 'ticket-of-another-day', 'printer-missing'],
  }),
  simulatedPaper: procedure({
    title: 'Giấy của máy in giả lập',
    description:
      'What came out of the simulated printer, newest first; the last few only. Left out: that which serves the caller.',
    access: people,
    input: z.object({ station }),
    output: z.object({ papers: z.array(SimulatedPaper) }),
  }),
  simulate: procedure({
    title: 'Điều khiển máy in giả lập',
    description: 'Paper, cover, plug and patience of the simulated printer.',
    access: ['administrator'],
    input: SimulatedConditions.extend({ station }),
    output: DevicesState,
    errors: ['not-found', 'printer-missing'],
  }),
};
