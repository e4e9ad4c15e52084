import { useCallback, useEffect, useRef, useState } from 'react';
import type { OfficeClient, OfficeError } from '#renderer/office/index.ts';
import { toOfficeError, useOffice } from '#renderer/office/index.ts';

type Steps = Awaited<ReturnType<OfficeClient['integrity']['verifyInSteps']>>;
type Step = Steps extends AsyncIterable<infer One> ? One : never;

export type Check =
  | { phase: 'idle' }
  | { phase: 'running'; done: number; total: number }
  | { phase: 'done'; result: Extract<Step, { kind: 'result' }> }
  | { phase: 'stopped'; done: number }
  | { phase: 'failed'; failure: OfficeError };

/** Runs the check of the journal and tells how far it is; leaving the screen stops it. */
export function useCheck(): { check: Check; run: () => void; stop: () => void } {
  const office = useOffice();
  const [check, setCheck] = useState<Check>({ phase: 'idle' });
  const ending = useRef<AbortController | null>(null);
  const stop = useCallback(() => ending.current?.abort(), []);
  useEffect(() => stop, [stop]);

  const run = useCallback(() => {
    const mine = new AbortController();
    ending.current = mine;
    let done = 0;
    setCheck({ phase: 'running', done: 0, total: 0 });
    async function follow(): Promise<void> {
      const steps = await office.integrity.verifyInSteps({}, { signal: mine.signal });
      for await (const step of steps) {
        if (mine.signal.aborted) return;
        if (step.kind === 'result') {
          setCheck({ phase: 'done', result: step });
          return;
        }
        done = step.done;
        setCheck({ phase: 'running', done: step.done, total: step.total });
      }
      // Ended without a result: the office was closed meanwhile.
      throw toOfficeError(new DOMException('cut', 'AbortError'));
    }
    follow()
      .catch((thrown: unknown) => {
        if (!mine.signal.aborted) setCheck({ phase: 'failed', failure: toOfficeError(thrown) });
      })
      .finally(() => {
        if (mine.signal.aborted) setCheck({ phase: 'stopped', done });
      });
  }, [office]);
  return { check, run, stop };
}
