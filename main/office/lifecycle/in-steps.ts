/** What work in steps is given: when to stop, and where to tell how far it is. */
export type StepOptions<Step> = { signal: AbortSignal; onStep: (step: Step) => void };

/** So much of so much. */
export type Counted = { done: number; total: number };

/**
 * Work that tells how far it is, as a stream that ends with its result. A slow reader misses steps, never the result;
 * whoever stops listening stops the work.
 */
export async function* inSteps<Step extends object, Result extends object>(
  signal: AbortSignal | undefined,
  work: (options: StepOptions<Step>) => Promise<Result>,
): AsyncGenerator<({ kind: 'progress' } & Step) | ({ kind: 'result' } & Result)> {
  const leaving = new AbortController();
  let step: Step | undefined;
  let wake = (): void => {};
  let finished = false;
  const result = work({
    signal: signal === undefined ? leaving.signal : AbortSignal.any([signal, leaving.signal]),
    onStep(next) {
      step = next;
      wake();
    },
  });
  const onEnd = () => {
    finished = true;
    wake();
  };
  result.then(onEnd, onEnd);
  try {
    while (!finished || step !== undefined) {
      if (step === undefined) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
        continue;
      }
      const next = step;
      step = undefined;
      yield { kind: 'progress', ...next };
    }
    yield { kind: 'result', ...(await result) };
  } finally {
    leaving.abort();
  }
}
