import type { Printer } from '#shared/contract/index.ts';
import type { PrintingPorts } from './ports.ts';
import type { Printers } from './printers.ts';

/**
 * The chosen printer's state for the status bar. Asking a spooler starts programs, and every screen asks after every
 * event, so an answer serves for a moment; `forget` when something has happened that may have changed it.
 */
export function createChosenPrinter(
  ports: Pick<PrintingPorts, 'clock'>,
  printers: Printers,
  printerId: () => string,
): { find(): Promise<Printer | null>; forget(): void } {
  const FRESH_MS = 3_000;
  let known: { id: string; at: number; answer: Promise<Printer | null> } | undefined;
  return {
    find() {
      const id = printerId();
      const now = ports.clock.now();
      if (known?.id === id && Math.abs(now - known.at) < FRESH_MS) return known.answer;
      const answer = printers.findPrinter(id).then((found) => found ?? null);
      known = { id, at: now, answer };
      return answer;
    },
    forget() {
      known = undefined;
    },
  };
}
