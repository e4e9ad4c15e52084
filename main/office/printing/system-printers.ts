import type { HostPrinter } from '../ports.ts';
import type { PrinterDriver } from './driver.ts';
import { createCupsDriver } from './drivers/cups.ts';
import { createHostDriver } from './drivers/host.ts';
import { createWindowsDriver } from './drivers/windows.ts';

/** The driver of this machine: the host's own where it has one, else the spooler of the operating system. */
export function createSystemPrinters(machine: {
  hostPrinter: HostPrinter | null;
  /** `process.platform`. */
  platform: string;
  /** For the Windows spooler only, which prints files. */
  temporaryDirectory: string;
}): PrinterDriver {
  if (machine.hostPrinter !== null) return createHostDriver(machine.hostPrinter);
  if (machine.platform === 'win32') {
    return createWindowsDriver({ temporaryDirectory: machine.temporaryDirectory });
  }
  return createCupsDriver({ server: null });
}
