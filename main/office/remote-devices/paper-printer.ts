import { createHash } from 'node:crypto';
import type { Clock } from '#shared/base/index.ts';
import { STATION_PAPER_BYTES, STATION_PIECE_BYTES } from '#shared/contract/index.ts';
import { CLOSE_CODES } from '#shared/host/index.ts';
import type { FoundPrinter, PrinterDriver, PrintOrder, PrintResult } from '../printing/index.ts';
import type { StationLine } from './line.ts';
import { type RemoteTiming, USUAL_REMOTE_TIMING } from './printer.ts';

const failed = (problem: 'station-away' | 'paper-incomplete' | 'cancelled'): PrintResult => ({
  outcome: 'failed',
  problem,
});

/**
 * The documents' printers of a station, driven by its own PC. While no line is there nothing is begun; an answer that is
 * lost is `unknown`, whatever the PC then did.
 */
export function createRemotePapers(ports: {
  findLine(): StationLine | undefined;
  clock: Clock;
  timing?: RemoteTiming;
}): PrinterDriver {
  const { clock, timing = USUAL_REMOTE_TIMING } = ports;

  /** One that takes a call and never answers is no station: it comes again. */
  function endIfSilent(line: StationLine, timeout: AbortSignal): void {
    if (timeout.aborted) line.end(CLOSE_CODES.goingAway);
  }

  async function list(): Promise<FoundPrinter[]> {
    const line = ports.findLine();
    if (line === undefined) return [];
    const timeout = AbortSignal.timeout(timing.answerMs);
    try {
      return await line.client.papers.list({}, { signal: AbortSignal.any([timeout, line.gone]) });
    } catch {
      // An older program knows no papers; one whose system is slow to list still prints tickets.
      return [];
    }
  }

  async function send(line: StationLine, { id, pdf, signal }: PrintOrder): Promise<PrintResult | null> {
    for (let offset = 0; offset < pdf.length; offset += STATION_PIECE_BYTES) {
      if (signal.aborted) return failed('cancelled');
      const bytes = Buffer.from(pdf.subarray(offset, offset + STATION_PIECE_BYTES)).toString('base64');
      const timeout = AbortSignal.timeout(timing.answerMs);
      try {
        const piece = { order: id, offset, bytes };
        const within = { signal: AbortSignal.any([timeout, line.gone]) };
        if (!(await line.client.papers.send(piece, within)).taken) return failed('paper-incomplete');
      } catch {
        endIfSilent(line, timeout);
        return failed('station-away');
      }
    }
    return signal.aborted ? failed('cancelled') : null;
  }

  return {
    list,
    findStatus: async (printer) => (await list()).find(({ name }) => name === printer),
    async print(order) {
      const { id, pdf, printer, copies, paper, title, expiresAt, signal } = order;
      const line = ports.findLine();
      if (line === undefined) return failed('station-away');
      if (pdf.length > STATION_PAPER_BYTES) return failed('paper-incomplete');
      const unsent = await send(line, order);
      if (unsent !== null) return unsent;
      const giveUp = (): void => {
        const late = signal.reason instanceof Error && signal.reason.name === 'TimeoutError';
        const within = { signal: AbortSignal.any([AbortSignal.timeout(timing.answerMs), line.gone]) };
        line.client.papers.cancel({ order: id, late }, within).catch(() => undefined);
      };
      signal.addEventListener('abort', giveUp, { once: true });
      const timeout = AbortSignal.timeout(timing.printMs);
      try {
        const sha256 = createHash('sha256').update(pdf).digest('hex');
        return await line.client.papers.print(
          {
            order: id,
            printer,
            copies,
            paper,
            title: title.slice(0, 200),
            sha256,
            now: clock.now(),
            expiresAt,
          },
          { signal: AbortSignal.any([timeout, line.gone]) },
        );
      } catch {
        endIfSilent(line, timeout);
        return { outcome: 'unknown', problem: 'station-lost' };
      } finally {
        signal.removeEventListener('abort', giveUp);
      }
    },
  };
}
