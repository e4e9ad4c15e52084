import type { Clock } from '#shared/base/index.ts';
import type { DeviceProblem } from '#shared/contract/index.ts';
import { CLOSE_CODES } from '#shared/host/index.ts';
import type {
  KnownOfPrinter,
  PrintEnd,
  PrinterCheck,
  TicketPrinter,
  WiredPrinter,
} from '../devices/index.ts';
import type { StationLine } from './line.ts';

/** Milliseconds that a station may take to answer; it drives a slow printer meanwhile. */
export type RemoteTiming = { readonly answerMs: number; readonly printMs: number };

/** A printer that answers nothing is waited for, and a ticket at 9600 baud takes half a minute. */
export const USUAL_REMOTE_TIMING: RemoteTiming = { answerMs: 15_000, printMs: 150_000 };

const cannot = (problem: DeviceProblem): PrinterCheck => ({ canPrint: false, problem, status: null });
const unknown = (problem: DeviceProblem): PrintEnd => ({ outcome: 'unknown', problem });
const notBegun = (problem: DeviceProblem): PrintEnd => ({ outcome: 'not-begun', problem });

/**
 * The ticket printer of a station, driven by the station's own PC. A lost answer is `unknown`, whatever the PC then did;
 * while no line is there it can't print.
 */
export function createRemotePrinter(
  ports: { findLine(): StationLine | undefined; clock: Clock; timing?: RemoteTiming },
  printer: WiredPrinter,
  known: KnownOfPrinter,
): TicketPrinter {
  const { clock, timing = USUAL_REMOTE_TIMING } = ports;
  let toldOn: StationLine | undefined;
  let hasAnswered = known.hasAnswered;
  const closing = new AbortController();

  const within = (line: StationLine, milliseconds: number) => ({
    signal: AbortSignal.any([AbortSignal.timeout(milliseconds), line.gone, closing.signal]),
  });

  /** The line of now, once the station knows which printer it has. */
  async function ready(): Promise<StationLine | undefined> {
    const line = ports.findLine();
    if (line === undefined || closing.signal.aborted || toldOn === line) return line;
    const choice = { printer, hasAnswered, interrupted: known.interrupted() };
    await line.client.printer.choose(choice, within(line, timing.answerMs));
    toldOn = line;
    return line;
  }

  return {
    async check() {
      let line: StationLine | undefined;
      try {
        line = await ready();
        if (line === undefined || closing.signal.aborted) return cannot('station-away');
        const { answered, ...check } = await line.client.printer.check(
          { now: clock.now() },
          within(line, timing.answerMs),
        );
        if (answered && !hasAnswered) {
          hasAnswered = true;
          known.onAnswered();
        }
        return check;
      } catch {
        // One that takes a call and never answers is no station: it comes again.
        if (!closing.signal.aborted) ports.findLine()?.end(CLOSE_CODES.goingAway);
        return cannot('station-away');
      }
    },
    async print(ticket, order) {
      const line = ports.findLine();
      if (line === undefined || line !== toldOn || closing.signal.aborted) return notBegun('station-away');
      try {
        return await line.client.printer.print(
          {
            order: order.id,
            bytes: Buffer.from(ticket.bytes).toString('base64'),
            rows: ticket.rows,
            now: clock.now(),
            expiresAt: order.expiresAt,
          },
          within(line, timing.printMs),
        );
      } catch {
        if (!closing.signal.aborted) line.end(CLOSE_CODES.goingAway);
        return unknown(closing.signal.aborted ? 'interrupted' : 'station-lost');
      }
    },
    async rest() {
      const line = ports.findLine();
      if (line === undefined || line !== toldOn) return false;
      try {
        return (await line.client.printer.rest({}, within(line, timing.answerMs))).rested;
      } catch {
        return false;
      }
    },
    async close() {
      if (closing.signal.aborted) return;
      closing.abort();
      const line = ports.findLine();
      if (line === undefined || line !== toldOn) return;
      // What is under way is given up there, too. Nobody waits for it: the desk closes.
      line.client.printer
        .choose(
          { printer: { kind: 'none' }, hasAnswered: false, interrupted: false },
          { signal: AbortSignal.any([AbortSignal.timeout(timing.answerMs), line.gone]) },
        )
        .catch(() => undefined);
    },
  };
}
