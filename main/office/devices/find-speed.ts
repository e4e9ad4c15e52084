import type { SerialBaud } from '#shared/contract/index.ts';
import { createConversation } from './tickets/conversation.ts';
import { USUAL_TIMING } from './tickets/timing.ts';
import type { Line, Transport } from './transport.ts';

/** The speeds of ticket printers, the commonest first. */
const SPEEDS: readonly SerialBaud[] = [115200, 9600, 19200, 38400, 57600];
/** A printer answers a question of its state at once. */
const ANSWER_MS = 400;

/**
 * Whether the plug's own lines (DSR, CTS) say that a device is there and has power: `seen`, `not-seen`; `unknown` where
 * the line has none.
 */
export type CableSign = 'seen' | 'not-seen' | 'unknown';

/** A line that could be opened, and on which nobody answered at any of these speeds. */
export type Silence = { silentAt: SerialBaud[]; cable: CableSign };

/** What trying the speeds came to. `unopened`: the line could not be opened at all. */
export type SpeedFound = { baud: SerialBaud } | Silence | 'unopened' | 'stopped';

/**
 * Asks a printer at each usual speed how it stands, and gives the one at which it answers. Only questions are sent:
 * nothing is printed and nothing set. `except`: a speed that is known not to answer. Stopped, it lets the line go at once.
 */
export async function findSpeed(options: {
  transportOf: (baud: SerialBaud) => Pick<Transport, 'open'>;
  except: SerialBaud;
  signal: AbortSignal;
}): Promise<SpeedFound> {
  const { signal, except } = options;
  const silentAt: SerialBaud[] = [except];
  let cable: CableSign = 'unknown';
  for (const baud of SPEEDS) {
    if (baud === except) continue;
    if (signal.aborted) return 'stopped';
    let line: Line;
    try {
      line = await options.transportOf(baud).open();
    } catch {
      return 'unopened';
    }
    const answered = await untilStopped(signal, async () => {
      cable = signOf(await line.modem());
      const status = await createConversation(line, { ...USUAL_TIMING, answerMs: ANSWER_MS }).askStatus();
      return status !== undefined && status !== 'garbled';
    });
    await line.discard();
    await line.close();
    if (answered === 'stopped') return 'stopped';
    if (answered) return { baud };
    silentAt.push(baud);
  }
  return { silentAt, cable };
}

/** What the task comes to, or that it was stopped before: closing the office waits for no answer. */
async function untilStopped(signal: AbortSignal, task: () => Promise<boolean>): Promise<boolean | 'stopped'> {
  let stop = (): void => undefined;
  const stopped = new Promise<'stopped'>((resolve) => {
    stop = () => resolve('stopped');
  });
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  try {
    return await Promise.race([task(), stopped]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

function signOf(modem: Awaited<ReturnType<Line['modem']>>): CableSign {
  if (modem === null) return 'unknown';
  return modem.dataSetReady || modem.clearToSend ? 'seen' : 'not-seen';
}
