import {
  createAnswerReader,
  decodeStatus,
  encode,
  encodeRequest,
  joinBytes,
  type PrinterAnswer,
  type PrinterStatus,
  type StatusQuestion,
} from '#shared/escpos/index.ts';
import { type Line, within } from '../transport.ts';
import type { PrinterTiming } from './timing.ts';

/** How a printer tells that everything before a question is done; `real-time`: it never does. */
export type Confirmation = 'by-id' | 'in-turn' | 'real-time';

/** Questions to a printer and its answers, over one open line. Nothing rejects; no answer is `undefined`. */
export type Conversation = {
  readonly line: Line;
  /** All four answers; undefined where one does not come, `garbled` where only noise came. */
  askStatus(): Promise<PrinterStatus | 'garbled' | undefined>;
  /** Cover, paper and errors only, while it prints. */
  askCause(timeoutMs: number): Promise<number | undefined>;
  /** Resolves true once the printer has told that everything before this question is done; false when the line ends. */
  expectDone(question: { by: 'by-id'; id: string } | { by: 'in-turn' }): Promise<boolean>;
  /**
   * Makes the printer forget what it holds; then waits until nothing more comes. `padding`: bytes
   * that end a cut-off picture; they may take `sendMs`.
   */
  settle(padding: number, sendMs: number): Promise<void>;
};

type Waiter = { wants(answer: PrinterAnswer): boolean; take(answer: PrinterAnswer | undefined): void };

export function createConversation(line: Line, timing: PrinterTiming): Conversation {
  const reader = createAnswerReader();
  let waiters: Waiter[] = [];
  let noise = 0;
  let heardAt = 0;

  line.listen((bytes) => {
    heardAt = performance.now();
    for (const answer of reader.read(bytes)) {
      if (answer.kind === 'noise') noise += 1;
      const waiter = waiters.find((candidate) => candidate.wants(answer));
      if (waiter !== undefined) done(waiter, answer);
    }
  });
  void line.gone.then(() => {
    for (const waiter of [...waiters]) done(waiter, undefined);
  });

  function done(waiter: Waiter, answer: PrinterAnswer | undefined): void {
    waiters = waiters.filter((other) => other !== waiter);
    waiter.take(answer);
  }

  /** The next answer that is wanted; undefined when time or line end first. */
  async function next(
    wants: (answer: PrinterAnswer) => boolean,
    timeoutMs: number | null,
  ): Promise<PrinterAnswer | undefined> {
    if (!line.isOpen()) return undefined;
    let waiter: Waiter | undefined;
    const answered = new Promise<PrinterAnswer | undefined>((resolve) => {
      waiter = { wants, take: resolve };
      waiters.push(waiter);
    });
    const answer = timeoutMs === null ? await answered : await within(answered, timeoutMs);
    if (answer === undefined) waiters = waiters.filter((other) => other !== waiter);
    return answer;
  }

  async function ask(which: StatusQuestion, timeoutMs: number): Promise<number | undefined> {
    const answer = next(({ kind }) => kind === 'status', timeoutMs);
    void line.send(encodeRequest({ kind: 'status', which }), timeoutMs);
    const found = await answer;
    return found?.kind === 'status' ? found.byte : undefined;
  }

  return {
    line,
    async askStatus() {
      const before = noise;
      const answers: number[] = [];
      for (const which of [1, 2, 3, 4] as const) {
        const byte = await ask(which, timing.answerMs);
        if (byte === undefined) return noise > before ? 'garbled' : undefined;
        answers.push(byte);
      }
      const [one = 0, two = 0, three = 0, four = 0] = answers;
      return decodeStatus([one, two, three, four]);
    },
    askCause: (timeoutMs) => ask(2, timeoutMs),
    async expectDone(question) {
      const answer = await next(
        question.by === 'by-id'
          ? (heard) => heard.kind === 'done' && heard.id === question.id
          : ({ kind }) => kind === 'paper',
        null,
      );
      return answer !== undefined;
    },
    async settle(padding, sendMs) {
      const cleared = next(({ kind }) => kind === 'cleared', timing.answerMs);
      void line.send(encodeRequest({ kind: 'clear' }), timing.answerMs);
      const rest = new Uint8Array((await cleared) === undefined ? padding : 0);
      // In one: sent side by side the pieces could mix, and the beginning of a ticket be taken for a picture.
      await line.send(joinBytes([rest, encode([{ kind: 'initialise' }])]), sendMs);
      heardAt = performance.now();
      while (line.isOpen()) {
        const silentMs = performance.now() - heardAt;
        if (silentMs >= timing.quietMs) break;
        await within(line.gone, timing.quietMs - silentMs + 1);
      }
      reader.forget();
    },
  };
}
