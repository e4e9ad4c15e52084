import { describe, expect, it } from 'vitest';
import type { DoctorCheck, DoctorVerdict } from '#shared/contract/index.ts';
import { type Examination, examine } from './examine.ts';
import { AT_PORT, MATCH, portsFor, SERIAL_PRINTER, type Situation } from './testing.oracle.ts';

const STAYING = new AbortController().signal;

function look(situation: Situation): Promise<Examination> {
  return examine(portsFor(situation), { signal: STAYING, onStep: () => undefined });
}

async function finding(situation: Situation, check: DoctorCheck) {
  const found = (await look(situation)).findings.find((one) => one.check === check);
  if (found === undefined) throw new Error(`nothing was found about ${check}`);
  return found;
}

describe('the cause of each trouble', () => {
  const cases: [string, Situation, DoctorCheck, DoctorVerdict, string, RegExp][] = [
    ['all is well', {}, 'printer-answer', 'ok', 'ok', /115200/],
    [
      'no driver',
      { modules: [{ name: 'serialport', loads: false }] },
      'serial-driver',
      'broken',
      'driver-missing',
      /cài lại/i,
    ],
    [
      'letters that can not be drawn',
      { modules: [{ name: '@napi-rs/canvas', loads: false }] },
      'printer-state',
      'broken',
      'drawing-missing',
      /cài lại/i,
    ],
    [
      'no udev',
      { survey: { listing: 'no-udev', ports: [] } },
      'serial-ports',
      'look',
      'no-udev',
      /apt install udev/,
    ],
    [
      'brltty took the cable',
      { survey: { listing: 'listed', ports: [] }, running: ['brltty'] },
      'serial-ports',
      'look',
      'no-ports-brltty',
      /brltty/,
    ],
    [
      'unplugged',
      { survey: { listing: 'listed', ports: [{ ...AT_PORT, match: { ...MATCH, vendorId: '1234' } }] } },
      'printer-port',
      'broken',
      'port-missing',
      /cắm lại dây/,
    ],
    [
      'not in the group',
      { rights: { allowed: false, group: 'dialout', membership: 'no' } },
      'printer-rights',
      'broken',
      'port-not-allowed',
      /usermod -aG dialout/,
    ],
    [
      'in the group since after the sign-in',
      { rights: { allowed: false, group: 'uucp', membership: 'after-sign-in' } },
      'printer-rights',
      'broken',
      'sign-in-again',
      /đăng xuất khỏi máy tính/i,
    ],
    [
      'held by a program that the system tells',
      { printer: { state: 'trouble', problem: 'port-busy' }, holders: [{ program: 'minicom', own: false }] },
      'printer-busy',
      'broken',
      'port-busy',
      /minicom/,
    ],
    [
      'held by nobody who can be seen',
      { printer: { state: 'trouble', problem: 'port-busy' }, running: ['ModemManager'] },
      'printer-busy',
      'broken',
      'port-busy',
      /ModemManager/,
    ],
    [
      'wrong speed',
      { printer: { state: 'trouble', problem: 'garbled' }, speed: { baud: 9600 } },
      'printer-answer',
      'broken',
      'wrong-baud',
      /9600/,
    ],
    [
      'no answer at any speed, from a line that tells nothing of its plug',
      {
        printer: { state: 'trouble', problem: 'no-answer' },
        speed: { silentAt: [115200, 9600], cable: 'unknown' },
      },
      'printer-answer',
      'broken',
      'no-answer',
      /đã hỏi ở 115200, 9600, không nghe được gì; cổng này không cho biết dây.* nguồn và dây/,
    ],
    [
      'no answer, though a device with power is at the plug',
      {
        printer: { state: 'trouble', problem: 'no-answer' },
        speed: { silentAt: [115200, 9600], cable: 'seen' },
      },
      'printer-answer',
      'broken',
      'no-answer',
      /có thiết bị đang bật.*đúng là máy in phiếu/,
    ],
    [
      'noise only, and nothing at the plug',
      {
        printer: { state: 'trouble', problem: 'garbled' },
        speed: { silentAt: [115200, 9600], cable: 'not-seen' },
      },
      'printer-answer',
      'broken',
      'garbled',
      /chỉ nghe được tín hiệu lạ; dây không báo.*bật nguồn máy in/,
    ],
    [
      'no answer at its own speed, the others could not be tried',
      { printer: { state: 'trouble', problem: 'no-answer' }, speed: 'stopped' },
      'printer-answer',
      'broken',
      'no-answer',
      /115200; chưa thử được/,
    ],
    [
      'out of paper',
      {
        printer: {
          state: 'trouble',
          problem: 'paper-out',
          detail: 'Máy in hết giấy. Hãy thay cuộn giấy mới.',
        },
      },
      'printer-state',
      'broken',
      'paper-out',
      /hết giấy/,
    ],
    [
      'cover open',
      { printer: { problem: 'cover-open', detail: 'Nắp máy in đang mở. Hãy đóng nắp lại.' } },
      'printer-state',
      'broken',
      'cover-open',
      /Nắp/,
    ],
    [
      'near the end',
      { printer: { paperNearEnd: true } },
      'printer-state',
      'look',
      'paper-near-end',
      /cuộn giấy mới/,
    ],
    [
      'slow line',
      { ticketPrinter: { ...SERIAL_PRINTER, baud: 9600 } as never },
      'printer-state',
      'look',
      'slow',
      /115200/,
    ],
    [
      'scanner lost',
      {
        scanner: {
          settings: { kind: 'serial', path: '/dev/ttyUSB0', match: MATCH, baud: 9600, end: 'line' },
          state: 'lost',
          problem: 'Hãy cắm lại.',
        },
      },
      'scanner-line',
      'broken',
      'lost',
      /cắm lại/,
    ],
    [
      'no HID module',
      { hid: { devices: [], problem: 'module-missing' } },
      'hid',
      'look',
      'module-missing',
      /node-hid/,
    ],
    [
      'no document printer',
      { status: { printer: null } },
      'document-printer',
      'look',
      'not-chosen',
      /Máy in/,
    ],
    [
      'clock set back',
      { status: { clockTrouble: 'set-back' } },
      'clock',
      'broken',
      'set-back',
      /chỉnh lại giờ/,
    ],
    ['disk nearly full', { free: 0.1e9 }, 'disk', 'broken', 'nearly-full', /0,1 GB/],
    ['little left', { free: 1.5e9 }, 'disk', 'look', 'little-left', /1,5 GB/],
    ['no mark', { status: { markKept: false } }, 'mark', 'look', 'not-kept', /quyền ghi/],
  ];
  it.each(cases)('%s', async (_name, situation, check, verdict, cause, words) => {
    const found = await finding(situation, check);
    expect([found.verdict, found.cause]).toEqual([verdict, cause]);
    expect(`${found.found} ${found.advice}`).toMatch(words);
    if (verdict === 'broken' || verdict === 'look') expect(found.advice).not.toBe('');
  });
});

it('offers the speed at which the printer answered, and asks for it only where it did not answer', async () => {
  const asked: string[] = [];
  const onAsk = (what: string) => asked.push(what);
  await look({ onAsk });
  expect(asked).toEqual(['printer']);
  const silent: Situation = {
    printer: { state: 'trouble', problem: 'no-answer' },
    speed: { baud: 19200 },
    onAsk,
  };
  expect((await finding(silent, 'printer-answer')).offeredBaud).toBe(19200);
  expect(asked).toEqual(['printer', 'printer', 'speeds']);
});

it('a device that moved to another port is recognised, and it is said by what', async () => {
  const survey = { listing: 'listed' as const, ports: [{ ...AT_PORT, path: '/dev/ttyUSB3' }] };
  const found = await finding({ survey }, 'printer-port');
  expect(found.verdict).toBe('ok');
  expect(found.found).toContain('/dev/ttyUSB3');
  expect(found.found).toContain('theo số sê-ri');
});

it('after a cause, what hangs on it is not blamed as well', async () => {
  const { findings } = await look({ rights: { allowed: false, membership: 'no' } });
  expect(findings.filter(({ verdict }) => verdict === 'broken').map(({ check }) => check)).toEqual([
    'printer-rights',
  ]);
});

it('without a printer and a scanner nothing is broken', async () => {
  const { findings, complete } = await look({
    ticketPrinter: { kind: 'none' },
    survey: { listing: 'listed', ports: [] },
  });
  expect(complete).toBe(true);
  expect(findings.filter(({ verdict }) => verdict === 'broken' || verdict === 'look')).toEqual([]);
});

it('tells how far it is, and stops when it is told to', async () => {
  const stopping = new AbortController();
  const steps: string[] = [];
  const result = await examine(portsFor(), {
    signal: stopping.signal,
    onStep({ check, done, total, findings }) {
      steps.push(`${check} ${done}/${total} ${findings.length}`);
      if (done === 2) stopping.abort();
    },
  });
  expect(steps).toEqual(['serial-driver 0/13 0', 'serial-ports 1/13 1', 'printer-port 2/13 2']);
  expect(result).toMatchObject({ complete: false });
  expect(result.findings).toHaveLength(3);
});

it('a look that fails is a finding, and the others go on', async () => {
  const ports = portsFor();
  const failing = { ...ports, devices: { ...ports.devices, hid: () => Promise.reject(new Error('no')) } };
  const { findings, complete } = await examine(failing, { signal: STAYING, onStep: () => undefined });
  expect(complete).toBe(true);
  expect(findings.find(({ check }) => check === 'hid')).toMatchObject({
    verdict: 'broken',
    cause: 'internal',
  });
});
