import { setTimeout as delay } from 'node:timers/promises';
import {
  type FoundPrinter,
  failed,
  givenUpBefore,
  givenUpOnTheWay,
  PRINTED,
  type PrinterDriver,
  type PrintOrder,
  type PrintResult,
  unknown,
} from '../driver.ts';
import { type ProgramResult, type RunProgram, runProgram } from '../run-program.ts';
import { type AskSpooler, createAskSpooler } from './ask-spooler.ts';
import type { SpoolerJob } from './ipp.ts';

export type CupsSettings = {
  /** `host:port` of the server; null: the local one. */
  server: string | null;
  /** How long a job may stay in the queue before it is taken out again, in milliseconds. */
  patienceMs?: number;
  /** Pause between two looks at the job, in milliseconds. */
  pollMs?: number;
  run?: RunProgram;
  ask?: AskSpooler;
};

const COMMAND_TIMEOUT_MS = 15_000;
/** In a row; a spooler that is started anew or very busy is back by then. */
const FAILED_ASKS = 20;

/**
 * Prints through CUPS: handed over by `lp` (the bytes by standard input, so no plain file is left behind), followed by
 * IPP until the spooler says what became of it. Each liên is a sheet of its own, hence one-sided.
 */
export function createCupsDriver(settings: CupsSettings): PrinterDriver {
  const { server, patienceMs = 90_000, pollMs = 200, run = runProgram } = settings;
  const ask = settings.ask ?? createAskSpooler(server);
  const env: Record<string, string> = server === null ? {} : { CUPS_SERVER: server };
  const command = (file: string, args: readonly string[], input?: Uint8Array): Promise<ProgramResult> =>
    run(file, args, { env, timeoutMs: COMMAND_TIMEOUT_MS, ...(input === undefined ? {} : { input }) });

  async function list(): Promise<FoundPrinter[]> {
    const [printers, byDefault] = await Promise.all([command('lpstat', ['-p']), command('lpstat', ['-d'])]);
    return parsePrinters(printers.stdout, byDefault.stdout);
  }

  async function submit(order: PrintOrder): Promise<string | PrintResult> {
    const answer = await command(
      'lp',
      [
        ...['-d', order.printer, '-n', String(order.copies), '-t', order.title],
        ...['-o', `media=${order.paper}`, '-o', 'sides=one-sided', '-'],
      ],
      order.pdf,
    );
    const job = parseRequestId(answer.stdout);
    if (answer.code === 0 && job !== undefined) return job;
    // Killed, or done without a number: the spooler may have taken the bytes all the same.
    return answer.code === null || answer.code === 0 ? unknown('printer-silent') : failed('printer-rejected');
  }

  /** The job; undefined also when the spooler does not answer or answers with nothing that can be understood. */
  const look = (number: number): Promise<SpoolerJob | undefined> => ask(number).catch(() => undefined);

  /** Watches until the spooler has settled the job, patience ends, it stays silent, or the order is given up. */
  async function follow(job: string, order: PrintOrder): Promise<PrintResult> {
    const number = Number(job.slice(job.lastIndexOf('-') + 1));
    let failures = 0;
    for (let waited = 0; waited < patienceMs && !order.signal.aborted; waited += pollMs) {
      const found = await look(number);
      const result = found === undefined ? undefined : settled(found);
      if (result !== undefined) return result;
      failures = found === undefined ? failures + 1 : 0;
      if (failures === FAILED_ASKS) break;
      await delay(pollMs, undefined, { signal: order.signal }).catch(() => undefined);
    }
    return withdraw(job, number, order);
  }

  /** Takes the job out of the queue whatever is known of it: no paper may come out after a person was asked. */
  async function withdraw(job: string, number: number, { signal }: PrintOrder): Promise<PrintResult> {
    await command('cancel', [job]).catch(() => undefined);
    const left = await look(number);
    if (left?.state === 'cancelled' && !left.begun) {
      return signal.aborted ? givenUpBefore(signal) : failed('printer-stopped');
    }
    if (left?.state === 'completed') return PRINTED;
    return signal.aborted ? givenUpOnTheWay(signal) : unknown('printer-silent');
  }

  return {
    list: () => list().catch(() => []),
    findStatus: (printer) =>
      list().then(
        (found) => found.find((entry) => entry.name === printer),
        () => undefined,
      ),
    async print(order) {
      if (order.signal.aborted) return givenUpBefore(order.signal);
      const present = await list().catch(() => undefined);
      if (present === undefined) return failed('spooler-missing');
      if (!present.some((found) => found.name === order.printer)) return failed('printer-missing');
      if (order.signal.aborted) return givenUpBefore(order.signal);
      try {
        const job = await submit(order);
        return typeof job === 'string' ? await follow(job, order) : job;
      } catch {
        // From here on the spooler may have the bytes, whatever broke.
        return unknown('printer-silent');
      }
    },
  };
}

/** What a settled job means; undefined while it is in the queue. One that has begun may have left a sheet behind. */
function settled(job: SpoolerJob): PrintResult | undefined {
  if (job.state === 'completed') return PRINTED;
  if (job.state === 'aborted') return job.begun ? unknown('printer-rejected') : failed('printer-rejected');
  if (job.state === 'cancelled') return job.begun ? unknown('cancelled-on-the-way') : failed('cancelled');
  return undefined;
}

/**
 * The printers in the output of `lpstat -p` and `lpstat -d` (C locale): "printer NAME is idle.", "printer NAME now
 * printing NAME-3.", "printer NAME disabled since …".
 */
export function parsePrinters(lpstat: string, defaultLine: string): FoundPrinter[] {
  const byDefault = /system default destination: (\S+)/.exec(defaultLine)?.[1];
  return [...lpstat.matchAll(/^printer (\S+) (is idle|now printing|disabled)/gm)].map(
    ([, name = '', words]) => ({
      name,
      description: name,
      isDefault: name === byDefault,
      state: words === 'is idle' ? 'ready' : words === 'now printing' ? 'busy' : 'stopped',
    }),
  );
}

/** The job in "request id is NAME-12 (0 file(s))". */
export function parseRequestId(lp: string): string | undefined {
  return /request id is (\S+-\d+)/.exec(lp)?.[1];
}
