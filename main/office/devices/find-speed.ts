import type { SerialBaud } from '#shared/contract/index.ts';
import { createConversation } from './tickets/conversation.ts';
import { USUAL_TIMING } from './tickets/timing.ts';
import type { Line, Transport } from './transport.ts';

/** The speeds of ticket printers, the commonest first. */
const SPEEDS: readonly SerialBaud[] = [115200, 9600, 19200, 38400, 57600];
/** A printer answers a question of its state at once. */
const ANSWER_MS = 400;

/** What trying the speeds came to. `unopened`: the line could not be opened at all. */
export type SpeedFound = { baud: SerialBaud } | 'none' | 'unopened' | 'stopped';

/**
 * Asks a printer at each usual speed how it stands, and gives the one at which it answers. Only questions are sent:
 * nothing is printed and nothing set. `except`: a speed that is known not to answer.
 */
export async function findSpeed(options: {
  transportOf: (baud: SerialBaud) => Pick<Transport, 'open'>;
  except: SerialBaud;
  signal: AbortSignal;
}): Promise<SpeedFound> {
  for (const baud of SPEEDS) {
    if (baud === options.except) continue;
    if (options.signal.aborted) return 'stopped';
    let line: Line;
    try {
      line = await options.transportOf(baud).open();
    } catch {
      return 'unopened';
    }
    try {
      const status = await createConversation(line, { ...USUAL_TIMING, answerMs: ANSWER_MS }).askStatus();
      if (status !== undefined && status !== 'garbled') return { baud };
    } finally {
      await line.discard();
      await line.close();
    }
  }
  return 'none';
}
