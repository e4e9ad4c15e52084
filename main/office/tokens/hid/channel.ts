import {
  BROADCAST,
  createAssembler,
  FRAME,
  FRAME_ERRORS,
  type FrameMessage,
  findGivenChannel,
  splitMessage,
} from '#shared/piv/index.ts';
import { TokenError } from '../token.ts';
import type { HidLine, NodeHid } from './native.ts';

/** How long is waited. Milliseconds. */
export type HidLimits = {
  /** For a sign of life: an answer, or a frame that says "still busy". */
  quiet: number;
  /** For a whole answer, however often the device says that it is busy. */
  answer: number;
};
export const HID_LIMITS: HidLimits = { quiet: 5000, answer: 60_000 };

/** A way to one card: one APDU there, one answer back. Once anything goes wrong it is closed and stays so. */
export type CardChannel = {
  /** Throws TokenError: `token-removed`, `no-answer`, `garbled`, `device-busy`; `session-ended` after that. */
  send(apdu: Uint8Array): Promise<Uint8Array>;
  isOpen(): boolean;
  /** Calls once when the channel has ended by itself, with the cause; at once when it has already. */
  whenEnded(listener: (cause: TokenError) => void): void;
  /** The device is gone: whoever waits is told. */
  lose(): void;
  /** Idempotent, never throws. */
  close(): Promise<void>;
};

type Waiting = { take(message: FrameMessage): void; fail(error: TokenError): void };

/** Opens a device and asks it for a channel of our own; `nonce`: eight random bytes. Throws TokenError. */
export async function openChannel(
  hid: NodeHid,
  path: string,
  { command, nonce, limits }: { command: number; nonce: Uint8Array; limits: HidLimits },
): Promise<CardChannel> {
  const line = await hid.HIDAsync.open(path).catch((error: unknown) => {
    throw openingError(error);
  });
  let channel = BROADCAST;
  let assembler = createAssembler(channel);
  let waiting: Waiting | undefined;
  let ended: TokenError | undefined;
  const listeners: ((cause: TokenError) => void)[] = [];
  let turn: Promise<unknown> = Promise.resolve();

  // After a failure a late answer could be taken for the next one's: the line is given up, the next has a new channel.
  const end = (error: TokenError): void => {
    if (ended !== undefined) return;
    ended = error;
    waiting?.fail(error);
    void closeQuietly(line);
    for (const listener of listeners) listener(error);
  };
  line.on('error', (error) => end(new TokenError('token-removed', `the line broke: ${messageOf(error)}`)));
  line.on('data', (report) => {
    const outcome = assembler.take(new Uint8Array(report));
    if (outcome.state === 'garbled' && waiting !== undefined) end(new TokenError('garbled', outcome.why));
    if (outcome.state === 'whole') waiting?.take(outcome.message);
  });

  const request = (message: FrameMessage, isAnswer: (data: Uint8Array) => boolean): Promise<Uint8Array> => {
    const work = turn.then(async () => {
      if (ended !== undefined) throw new TokenError('session-ended', 'the line is closed');
      const answer = awaitAnswer(message.command, isAnswer, limits, (one) => {
        waiting = one;
      });
      // The device may answer before the last write has come back.
      answer.catch(() => undefined);
      try {
        for (const report of splitMessage(message)) await line.write([0, ...report]);
      } catch (error) {
        end(new TokenError('token-removed', `writing failed: ${messageOf(error)}`));
      }
      try {
        return await answer;
      } catch (error) {
        const failure = error instanceof TokenError ? error : new TokenError('internal', messageOf(error));
        if (failure.problem === 'no-answer') await cancel(line, channel);
        end(failure);
        throw failure;
      } finally {
        waiting = undefined;
      }
    });
    turn = work.catch(() => undefined);
    return work;
  };

  const given = await request(
    { channel: BROADCAST, command: FRAME.init, data: nonce },
    (data) => findGivenChannel(data, nonce) !== undefined,
  );
  channel = findGivenChannel(given, nonce) ?? BROADCAST;
  assembler = createAssembler(channel);
  return {
    send: (apdu) => request({ channel, command, data: apdu }, () => true),
    isOpen: () => ended === undefined,
    whenEnded(listener) {
      if (ended === undefined) listeners.push(listener);
      else listener(ended);
    },
    lose: () => end(new TokenError('token-removed', 'the device is no longer listed')),
    close: async () => {
      if (ended !== undefined) return;
      ended = new TokenError('session-ended', 'closed');
      waiting?.fail(ended);
      await closeQuietly(line);
    },
  };
}

function awaitAnswer(
  command: number,
  isAnswer: (data: Uint8Array) => boolean,
  limits: HidLimits,
  wait: (waiting: Waiting) => void,
): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const give = (why: string) => () => fail(new TokenError('no-answer', why));
    const whole = setTimeout(give('busy without end'), limits.answer);
    let quiet = setTimeout(give('silence'), limits.quiet);
    const settle = () => {
      clearTimeout(whole);
      clearTimeout(quiet);
    };
    const fail = (error: TokenError) => {
      settle();
      reject(error);
    };
    wait({
      fail,
      take(message) {
        if (message.command === FRAME.keepAlive) {
          clearTimeout(quiet);
          quiet = setTimeout(give('silence after being busy'), limits.quiet);
        } else if (message.command === FRAME.error) {
          fail(frameError(message.data[0] ?? 0));
        } else if (message.command !== command) {
          fail(new TokenError('garbled', `an answer to ${message.command} instead of ${command}`));
        } else if (isAnswer(message.data)) {
          settle();
          resolve(message.data);
        }
      },
    });
  });
}

function frameError(code: number): TokenError {
  const text = FRAME_ERRORS[code] ?? code.toString(16);
  return new TokenError(code === 0x06 ? 'device-busy' : 'garbled', `the device says: ${text}`);
}

function openingError(error: unknown): TokenError {
  const message = messageOf(error);
  if (/busy|in use|sharing/i.test(message)) return new TokenError('device-busy', message);
  // hidapi says little here; a device that is listed and can't be opened is nearly always one we have no right to.
  return new TokenError('device-not-allowed', message);
}

async function cancel(line: HidLine, channel: number): Promise<void> {
  const [report] = splitMessage({ channel, command: FRAME.cancel, data: new Uint8Array() });
  await line.write([0, ...(report ?? [])]).catch(() => undefined);
}

async function closeQuietly(line: HidLine): Promise<void> {
  await line.close().catch(() => undefined);
  // Closing takes the listeners away, and an error that comes after it would end the office.
  line.on('error', () => undefined);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
