import { useCallback, useEffect, useRef, useState } from 'react';
import type { OfficeError } from '#renderer/office/index.ts';
import { toOfficeError, useOffice } from '#renderer/office/index.ts';

export type Rekey =
  | { phase: 'idle' }
  | { phase: 'running'; done: number; total: number }
  | { phase: 'done' }
  | { phase: 'stopped' }
  | { phase: 'failed'; failure: OfficeError };

/**
 * Gives the database a new key and tells how far it is. `begin` rejects when the office refuses (wrong password);
 * leaving the screen stops it while it copies.
 */
export function useRekey(): { rekey: Rekey; begin: (password: string) => Promise<void>; stop: () => void } {
  const office = useOffice();
  const [rekey, setRekey] = useState<Rekey>({ phase: 'idle' });
  const ending = useRef<AbortController | null>(null);
  const stop = useCallback(() => ending.current?.abort(), []);
  useEffect(() => stop, [stop]);

  const begin = useCallback(
    async (password: string) => {
      const mine = new AbortController();
      ending.current = mine;
      const steps = await office.keys.rekey({ password }, { signal: mine.signal });
      setRekey({ phase: 'running', done: 0, total: 0 });
      async function follow(): Promise<void> {
        for await (const step of steps) {
          if (step.kind === 'result') {
            setRekey({ phase: step.state });
            return;
          }
          setRekey({ phase: 'running', done: step.done, total: step.total });
        }
        // Ended without a result: the line was cut.
        throw toOfficeError(new DOMException('cut', 'AbortError'));
      }
      follow().catch((thrown: unknown) => {
        setRekey(
          mine.signal.aborted ? { phase: 'stopped' } : { phase: 'failed', failure: toOfficeError(thrown) },
        );
      });
    },
    [office],
  );
  return { rekey, begin, stop };
}
