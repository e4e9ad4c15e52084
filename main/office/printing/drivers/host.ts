import type { HostPrinter } from '../../ports.ts';
import { type FoundPrinter, failed, PRINTED, type PrinterDriver, unknown } from '../driver.ts';

/** The host's own silent printing (Electron) as a driver. The host says only what it knows, so states stay `unknown`. */
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
      if (signal.aborted) return failed('cancelled');
      const present = await list().catch(() => undefined);
      if (present?.some((entry) => entry.name === printer) === false) return failed('printer-missing');
      const job = { pdf, printer, copies, paper, title };
      const aborted = new Promise<null>((resolve) => {
        signal.addEventListener('abort', () => resolve(null), { once: true });
      });
      const answer = await Promise.race([host.print(job).catch(() => null), aborted]);
      if (answer === null) return unknown(signal.aborted ? 'cancelled' : 'printer-silent');
      if (answer.outcome === 'printed') return PRINTED;
      return answer.outcome === 'failed' ? failed('printer-rejected') : unknown('printer-silent');
    },
  };
}
