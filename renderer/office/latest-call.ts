/** Questions whose newest answer alone counts. */
export type LatestCall<Question> = {
  /** Asks after the delay; a newer question replaces it, also while its answer is under way. */
  ask(question: Question): void;
  /** Forgets everything; no answer comes any more. */
  stop(): void;
};

/**
 * Debounces questions and drops stale answers. `send` gets a signal that ends when a newer question was asked.
 * `delayMs` 0 still waits for the end of the current turn.
 */
export function latestCall<Question, Answer>(options: {
  delayMs: number;
  send: (question: Question, signal: AbortSignal) => Promise<Answer>;
  onAnswer: (answer: Answer, question: Question) => void;
  onFailure: (failure: unknown, question: Question) => void;
}): LatestCall<Question> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: AbortController | null = null;

  const stop = (): void => {
    clearTimeout(timer);
    running?.abort();
    running = null;
  };

  return {
    stop,
    ask(question) {
      clearTimeout(timer);
      timer = setTimeout(() => {
        running?.abort();
        const mine = new AbortController();
        running = mine;
        options.send(question, mine.signal).then(
          (answer) => {
            if (!mine.signal.aborted) options.onAnswer(answer, question);
          },
          (failure: unknown) => {
            if (!mine.signal.aborted) options.onFailure(failure, question);
          },
        );
      }, options.delayMs);
    },
  };
}
