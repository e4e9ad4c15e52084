import type { HostPrinter } from '../ports.ts';
import type { PrinterDriver } from './driver.ts';
import { createCupsDriver } from './drivers/cups.ts';
import { createHostDriver } from './drivers/host.ts';
import { createWindowsDriver } from './drivers/windows.ts';

/**
 * The driver of this machine. CUPS wherever there is CUPS, also under a host that prints by itself: only the spooler
 * knows how a job really ended. Elsewhere the host's own printing, which knows that the spooler took the whole job; and
 * without a host the spooler of Windows.
 */
export function createSystemPrinters(machine: {
  hostPrinter: HostPrinter | null;
  /** `process.platform`. */
  platform: string;
  /** For the Windows spooler only, which prints files. */
  temporaryDirectory: string;
}): PrinterDriver {
  const hostPrints = machine.platform === 'win32' || machine.platform === 'darwin';
  if (hostPrints && machine.hostPrinter !== null) return createHostDriver(machine.hostPrinter);
  if (machine.platform === 'win32') {
    return createWindowsDriver({ temporaryDirectory: machine.temporaryDirectory });
  }
  return createCupsDriver({ server: null });
}
