import type { HostPrinter } from '../../ports.ts';
import {
  type FoundPrinter,
  failed,
  givenUpBefore,
  givenUpOnTheWay,
  PRINTED,
  type PrinterDriver,
  unknown,
} from '../driver.ts';

/**
 * The host's own silent printing (Electron) as a driver. The host says only what it knows: states stay `unknown`, and its
 * `printed` means "handed whole to the spooler", which is all that can be known on this way.
 */
export function createHostDriver(host: HostPrinter): PrinterDriver {
  async function list(): Promise<FoundPrinter[]> {
    const found = await host.list();
    return found.map((printer) => ({ ...printer, state: 'unknown' }));
  }
  return {
    list: () => list().catch(() => []),
    findStatus: (printer) =>
      list().then(
        (found) => found.find((entry) => entry.name === printer),
        () => undefined,
      ),
    async print({ signal, pdf, printer, copies, paper, title }) {
      if (signal.aborted) return givenUpBefore(signal);
      const present = await list().catch(() => undefined);
      if (present?.some((entry) => entry.name === printer) === false) return failed('printer-missing');
      // The list may have taken longer than the order had: the host cannot be stopped once it has begun.
      if (signal.aborted) return givenUpBefore(signal);
      const job = { pdf, printer, copies, paper, title };
      const aborted = new Promise<null>((resolve) => {
        signal.addEventListener('abort', () => resolve(null), { once: true });
      });
      const answer = await Promise.race([host.print(job).catch(() => null), aborted]);
      if (answer === null) return signal.aborted ? givenUpOnTheWay(signal) : unknown('printer-silent');
      if (answer.outcome === 'printed') return PRINTED;
      return answer.outcome === 'failed' ? failed('printer-rejected') : unknown('printer-silent');
    },
  };
}
