type Progress = { kind: 'progress'; done: number; total: number };

/**
 * Work that tells how far it is, as a stream that ends with its result. A slow reader misses steps, never the result;
 * whoever stops listening stops the work.
 */
export async function* inSteps<Result>(
  signal: AbortSignal | undefined,
  work: (options: {
    signal: AbortSignal;
    onProgress: (done: number, total: number) => void;
  }) => Promise<Result>,
): AsyncGenerator<Progress | ({ kind: 'result' } & Result)> {
  const leaving = new AbortController();
  let step: { done: number; total: number } | undefined;
  let wake = (): void => {};
  let finished = false;
  const result = work({
    signal: signal === undefined ? leaving.signal : AbortSignal.any([signal, leaving.signal]),
    onProgress(done, total) {
      step = { done, total };
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
