import { useCallback, useEffect, useRef, useState } from 'react';
import { type OfficeError, toOfficeError, useOffice } from '#renderer/office/index.ts';
import type { CopyCredential, CopyPhase, RestoreReport } from '#shared/contract/index.ts';

/** How far the reading of a copy is, and what it found. */
export type CopyCheck =
  | { phase: 'idle' }
  | { phase: 'running'; step: { phase: CopyPhase; done: number; total: number } }
  | { phase: 'done'; ticket: string; report: RestoreReport }
  | { phase: 'stopped' }
  | { phase: 'failed'; failure: OfficeError };

/** Reads a copy in the office and tells how far it is; leaving the screen stops it. */
export function useCopyCheck() {
  const office = useOffice();
  const [check, setCheck] = useState<CopyCheck>({ phase: 'idle' });
  const ending = useRef<AbortController | null>(null);
  const stop = useCallback(() => ending.current?.abort(), []);
  useEffect(() => stop, [stop]);

  const run = useCallback(
    (folder: string, credential: CopyCredential) => {
      const mine = new AbortController();
      ending.current = mine;
      setCheck({ phase: 'running', step: { phase: 'database', done: 0, total: 0 } });
      async function follow(): Promise<void> {
        const steps = await office.copies.check({ folder, credential }, { signal: mine.signal });
        for await (const step of steps) {
          if (mine.signal.aborted) return;
          if (step.kind === 'result') {
            setCheck({ phase: 'done', ticket: step.ticket, report: step.report });
            return;
          }
          setCheck({ phase: 'running', step });
        }
        // Ended without a result: the office was closed meanwhile.
        throw toOfficeError(new DOMException('cut', 'AbortError'));
      }
      follow()
        .catch((thrown: unknown) => {
          if (!mine.signal.aborted) setCheck({ phase: 'failed', failure: toOfficeError(thrown) });
        })
        .finally(() => {
          if (mine.signal.aborted) setCheck({ phase: 'stopped' });
        });
    },
    [office],
  );
  const reset = useCallback(() => setCheck({ phase: 'idle' }), []);
  return { check, run, stop, reset };
}
