import type { Plugged } from '#shared/contract/index.ts';
import type { RecentLine } from '../log/index.ts';
import { makeBundle } from './bundle.ts';
import { type Examination, type ExamineOptions, examine } from './examine.ts';
import type { DoctorPorts } from './ports.ts';

export type Doctor = {
  /** What is plugged in now. */
  plugged(): Promise<Plugged>;
  /** Looks at everything; the newest examination is kept for the bundle until the program ends. */
  examine(options: ExamineOptions): Promise<Examination>;
  /** The file for whoever helps, with these lines of the log; examines first where nobody lately has. Rejects when it is stopped. */
  bundle(lines: readonly RecentLine[], signal: AbortSignal): Promise<{ fileName: string; text: string }>;
};

const LISTING: Record<Awaited<ReturnType<DoctorPorts['devices']['survey']>>['listing'], string | null> = {
  listed: null,
  'driver-missing': 'Không nạp được phần điều khiển cổng nối tiếp (serialport).',
  'no-udev': 'Hệ điều hành thiếu gói "udev" nên không liệt kê được cổng.',
  failed: 'Hệ điều hành không cho liệt kê cổng nối tiếp.',
};
const HID: Record<'module-missing' | 'failed', string> = {
  'module-missing': 'Không nạp được phần đọc thiết bị HID (node-hid).',
  failed: 'Hệ điều hành không cho liệt kê thiết bị HID.',
};

/** In ten minutes a device may have been mended or unplugged; the bundle would tell what is no longer so. */
const RECENT_MS = 600_000;

export function createDoctor(ports: DoctorPorts): Doctor {
  let newest: { found: Examination; endedAt: number; settings: string } | undefined;

  const settingsNow = async () => JSON.stringify([await ports.devices.settings(), ports.scanner().settings]);

  async function run(options: ExamineOptions): Promise<Examination> {
    const settings = await settingsNow();
    const found = await examine(ports, options);
    // What was stopped says little; it must not stand for a whole one.
    if (found.complete) newest = { found, endedAt: ports.clock.now(), settings };
    return found;
  }

  /** The newest examination, where it still tells how things stand. */
  async function recent(): Promise<Examination | undefined> {
    if (newest === undefined || newest.settings !== (await settingsNow())) return undefined;
    const age = ports.clock.now() - newest.endedAt;
    return age >= 0 && age <= RECENT_MS ? newest.found : undefined;
  }

  return {
    async plugged() {
      const { devices } = ports;
      const [survey, hid, printers, modules] = await Promise.all([
        devices.survey(),
        devices.hid(),
        ports.printers(),
        devices.modules(),
      ]);
      return {
        ports: survey.ports,
        portsProblem: LISTING[survey.listing],
        hid: hid.devices,
        hidProblem: hid.problem === null ? null : HID[hid.problem],
        printers,
        modules,
      };
    },
    examine: run,
    async bundle(lines, signal) {
      const found = (await recent()) ?? (await run({ signal, onStep: () => undefined }));
      signal.throwIfAborted();
      return makeBundle(ports, found, lines);
    },
  };
}
