import { isIP } from 'node:net';
import { officeDate, officeTimestamp } from '#shared/base/index.ts';
import { CONTRACT_VERSION, type DeviceSettings, type ScannerSettings } from '#shared/contract/index.ts';
import type { RecentLine } from '../log/index.ts';
import type { Examination } from './examine.ts';
import type { DoctorPorts, SerialDevice } from './ports.ts';

const ABOUT =
  'Gói hỗ trợ của Trạm Một Cửa. Tệp văn bản thường, không nén: mở bằng Notepad xem hết được trước khi gửi. ' +
  'Không có tên người, số định danh, điện thoại, địa chỉ, mã hồ sơ, số thứ tự của người dân, tên cơ quan, tên máy, tên máy in.';
/** A name of the system for a port; others were typed and may hold anything. */
const PORT_NAME = /^(\/dev\/(tty[A-Za-z]{0,4}\d{0,3}|cu\.usb[a-z]*|rfcomm\d{1,3})|COM\d{1,3})$/;
const PLAIN_WORD = /^[A-Za-z_$][\w$]{0,50}$/;
const FRAME = /^\s+at .*?([\w.-]{1,60}\.[cm]?[jt]s):(\d{1,6})(?::\d{1,6})?\)?$/;
const MOST_FRAMES = 12;

/**
 * The file for whoever helps from afar. Built only from closed lists, numbers and constants of the program, never from
 * texts that somebody typed: what is not put in needs no redacting.
 */
export async function makeBundle(
  ports: DoctorPorts,
  examined: Examination,
  lines: readonly RecentLine[],
): Promise<{ fileName: string; text: string }> {
  const { clock, devices, machine, version } = ports;
  const { ticketPrinter, ticketTimeToLiveSeconds } = await devices.settings();
  const [printer, survey, hid, modules, status] = await Promise.all([
    devices.askPrinter(),
    devices.survey(),
    devices.hid(),
    devices.modules(),
    ports.status(),
  ]);
  const scanner = ports.scanner();
  const now = clock.now();
  const bundle = {
    format: 'tram-mot-cua-support',
    formatVersion: 1,
    about: ABOUT,
    madeAt: officeTimestamp(now),
    program: { version, contract: CONTRACT_VERSION, system: machine.description, modules },
    settings: {
      ticketPrinter: withoutNames(ticketPrinter),
      ticketTimeToLiveSeconds,
      scanner: withoutNames(scanner.settings),
    },
    plugged: {
      listing: survey.listing,
      serial: survey.ports.map(({ path, match }) => ({ port: portName(path), make: makeOf(match) })),
      hidProblem: hid.problem,
      hid: hid.devices.map(({ vendorId, productId, kinds }) => ({ make: `${vendorId}:${productId}`, kinds })),
    },
    states: {
      ticketPrinter: {
        state: printer.state,
        problem: printer.problem,
        paperNearEnd: printer.paperNearEnd,
        checkedAt: printer.checkedAt,
        // A sentence of the program's own list.
        lastProblem: printer.lastProblem,
      },
      ticketJobs: devices.openJobs(),
      scanner: { state: scanner.state, problem: scanner.problem, lastScanAt: scanner.lastScanAt },
      documentPrinter: { kind: status.printer?.kind ?? null, state: status.printer?.state ?? null },
      printJobs: { inDoubt: status.jobsInDoubt, waiting: status.jobsWaiting },
      clockTrouble: status.clockTrouble,
      markKept: status.markKept,
    },
    examination: {
      at: examined.at,
      complete: examined.complete,
      findings: examined.findings.map(({ check, verdict, cause, offeredBaud, facts }) => ({
        check,
        verdict,
        cause,
        ...(offeredBaud === null ? {} : { offeredBaud }),
        ...facts,
      })),
    },
    log: lines.map(logLine),
  };
  return {
    fileName: `tram-mot-cua-ho-tro-${officeDate(now)}.json`,
    text: `${JSON.stringify(bundle, null, 2)}\n`,
  };
}

/** Settings without what a person may have typed or what tells one device from all others of its make. */
function withoutNames(choice: DeviceSettings['ticketPrinter'] | ScannerSettings): Record<string, unknown> {
  switch (choice.kind) {
    case 'serial': {
      const { path, match, ...rest } = choice;
      return {
        ...rest,
        port: portName(path),
        make: makeOf(match),
        bySerialNumber: match?.serialNumber != null,
      };
    }
    case 'tcp': {
      const { host, ...rest } = choice;
      return { ...rest, address: isIP(host) === 0 ? 'a name' : `an IPv${isIP(host)} address` };
    }
    default:
      return choice;
  }
}

function portName(path: string): string {
  return PORT_NAME.test(path) ? path : 'another path';
}

function makeOf(match: SerialDevice['match']): string | null {
  return match === null ? null : `${match.vendorId}:${match.productId}`;
}

/**
 * When, where, which of the program's own sentences, and of an error its name, code and places in the source: an error's
 * message may quote anything.
 */
function logLine({ at, level, room, message, data }: RecentLine): Record<string, unknown> {
  const error: unknown = data?.['error'];
  return {
    at: officeTimestamp(at),
    level,
    room,
    message,
    ...(isObject(error)
      ? {
          error: { name: plain(error['name']), code: plain(error['code']), places: placesOf(error['stack']) },
        }
      : {}),
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function plain(value: unknown): string | null {
  return typeof value === 'string' && PLAIN_WORD.test(value) ? value : null;
}

function placesOf(stack: unknown): string[] {
  if (typeof stack !== 'string') return [];
  return stack
    .split('\n')
    .flatMap((line) => {
      const [, file, number] = FRAME.exec(line) ?? [];
      return file === undefined ? [] : [`${file}:${number}`];
    })
    .slice(0, MOST_FRAMES);
}
