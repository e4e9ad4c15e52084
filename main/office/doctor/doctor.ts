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
  /** The file for whoever helps, with these lines of the log; examines first where nobody has. */
  bundle(lines: readonly RecentLine[]): Promise<{ fileName: string; text: string }>;
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

export function createDoctor(ports: DoctorPorts): Doctor {
  let newest: Examination | undefined;

  async function run(options: ExamineOptions): Promise<Examination> {
    newest = await examine(ports, options);
    return newest;
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
    async bundle(lines) {
      const found = newest ?? (await run({ signal: new AbortController().signal, onStep: () => undefined }));
      return makeBundle(ports, found, lines);
    },
  };
}
