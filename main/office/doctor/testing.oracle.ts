import type { DeviceSettings, ScannerNow, Status, TicketPrinterState } from '#shared/contract/index.ts';
import { pathOfDevice, type SerialSurvey, type SpeedFound } from '../devices/index.ts';
import type { DoctorPorts, Machine, PortHolder, PortRights } from './ports.ts';

export const MATCH = { serialNumber: 'SN-778', vendorId: '0403', productId: '6001' };
export const AT_PORT = { path: '/dev/ttyUSB0', description: 'FTDI – USB Serial', match: MATCH };

export const SERIAL_PRINTER: DeviceSettings['ticketPrinter'] = {
  kind: 'serial',
  path: '/dev/ttyUSB0',
  match: MATCH,
  baud: 115200,
  profile: 'mm80',
  answersStatus: true,
};

/** A PC on which everything is in order, but for what a test says. */
export type Situation = {
  ticketPrinter?: DeviceSettings['ticketPrinter'];
  printer?: Partial<TicketPrinterState>;
  survey?: SerialSurvey;
  speed?: SpeedFound;
  hid?: Awaited<ReturnType<DoctorPorts['devices']['hid']>>;
  modules?: { name: string; loads: boolean }[];
  scanner?: Partial<ScannerNow>;
  status?: Partial<Status>;
  platform?: NodeJS.Platform;
  rights?: Partial<PortRights>;
  holders?: PortHolder[] | null;
  running?: string[];
  free?: number;
  onAsk?: (what: 'printer' | 'speeds') => void;
};

/** 22 November 2026, 08:00 in Việt Nam. */
const NOW = Date.UTC(2026, 10, 22, 1);

export function portsFor(situation: Situation = {}): DoctorPorts {
  const { platform = 'linux', survey = { listing: 'listed', ports: [AT_PORT] } } = situation;
  const machine: Machine = {
    platform,
    description: 'Linux',
    rightsTo: async () => ({
      exists: true,
      allowed: true,
      group: 'dialout',
      membership: 'now',
      ...situation.rights,
    }),
    holdersOf: async () => (situation.holders === undefined ? [] : situation.holders),
    running: async (programs) => programs.filter((program) => situation.running?.includes(program) === true),
    diskOfData: async () => ({ free: situation.free ?? 50e9, total: 100e9 }),
  };
  return {
    clock: { now: () => NOW },
    version: '0.1.0',
    machine,
    devices: {
      settings: async () => ({
        ticketPrinter: situation.ticketPrinter ?? SERIAL_PRINTER,
        ticketTimeToLiveSeconds: 120,
      }),
      async askPrinter() {
        situation.onAsk?.('printer');
        return {
          state: 'ready',
          problem: null,
          detail: 'Sẵn sàng',
          paperNearEnd: false,
          checkedAt: null,
          lastProblem: null,
          ...situation.printer,
        };
      },
      survey: async () => survey,
      pathOf: pathOfDevice,
      async findSpeed() {
        situation.onAsk?.('speeds');
        return situation.speed ?? { silentAt: [9600, 115200], cable: 'unknown' };
      },
      hid: async () => situation.hid ?? { devices: [], problem: null },
      modules: async () => situation.modules ?? [{ name: 'serialport', loads: true }],
      openJobs: () => ({}),
    },
    scanner: () => ({
      settings: { kind: 'none' },
      state: 'off',
      problem: null,
      lastScanAt: null,
      ...situation.scanner,
    }),
    printers: async () => [],
    status: async () => ({
      printer: { id: 'pdf-folder', name: 'PDF', kind: 'pdf-folder', state: 'ready', detail: '' },
      jobsInDoubt: 0,
      jobsWaiting: 0,
      clockTrouble: null,
      markKept: true,
      ...situation.status,
    }),
  };
}
