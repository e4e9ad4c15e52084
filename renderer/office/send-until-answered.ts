import type { Connection } from './connection.ts';
import { type OfficeError, toOfficeError } from './errors.ts';

const PAUSE_MS = 1500;
const LONGEST_WAIT_MS = 60_000;

export type SendOptions<Input, Answer> = {
  send: (input: Input) => Promise<Answer>;
  /** Waits before the next try, until the connection is open again; rejects when the clerk stops waiting. */
  waitForNext: (attempt: number) => Promise<void>;
  /** Another try begins: no answer came to the one before. */
  onAttempt: (attempt: number) => void;
};

/** Nobody knows whether the office wrote it: asking again with the same request id writes nothing twice. */
function isUnanswered(failure: OfficeError): boolean {
  return failure.code === 'timeout' || failure.code === 'disconnected';
}

/**
 * Sends what carries a request id until there is an answer, always the same. Rejects with the office's refusal, or with
 * what `waitForNext` rejected with.
 */
export async function sendUntilAnswered<Input, Answer>(
  input: Input,
  options: SendOptions<Input, Answer>,
): Promise<Answer> {
  for (let attempt = 1; ; attempt += 1) {
    options.onAttempt(attempt);
    try {
      return await options.send(input);
    } catch (thrown) {
      const failure = toOfficeError(thrown);
      if (!isUnanswered(failure)) throw failure;
      await options.waitForNext(attempt);
    }
  }
}

/** Waits a moment and until the connection is open again; rejects when the signal ends. */
export async function waitForNextTry(connection: Connection, signal: AbortSignal): Promise<void> {
  await Promise.race([
    new Promise<void>((resolve) => setTimeout(resolve, PAUSE_MS)).then(() =>
      connection.whenOpen(LONGEST_WAIT_MS).catch(() => {}),
    ),
    aborted(signal),
  ]);
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(new Error('stopped'));
    signal.addEventListener('abort', () => reject(new Error('stopped')), { once: true });
  });
}
