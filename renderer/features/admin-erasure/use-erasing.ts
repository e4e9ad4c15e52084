import { useCallback, useRef, useState } from 'react';
import type { OfficeClient, OfficeError } from '#renderer/office/index.ts';
import { toOfficeError, useOffice } from '#renderer/office/index.ts';

type Asked = Parameters<OfficeClient['erasure']['eraseInSteps']>[0];
type Steps = Awaited<ReturnType<OfficeClient['erasure']['eraseInSteps']>>;
type Step = Steps extends AsyncIterable<infer One> ? One : never;
export type DossierStep = Extract<Step, { kind: 'dossier' }>;

export type Erasing = {
  phase: 'idle' | 'running' | 'cleaning' | 'done' | 'stopped' | 'failed';
  /** What became of each dossier so far. */
  dossiers: readonly DossierStep[];
  total: number;
  clean: boolean;
  /** Folders with the data as it was before a restore: for a person to remove. */
  keptFolders: readonly string[];
  failure: OfficeError | null;
};

const IDLE: Erasing = {
  phase: 'idle',
  dossiers: [],
  total: 0,
  clean: false,
  keptFolders: [],
  failure: null,
};

/** Runs an erasure and tells how far it is. Stopping holds between two dossiers: what was erased stays erased. */
export function useErasing(): {
  erasing: Erasing;
  run: (asked: Asked) => void;
  stop: () => void;
  reset: () => void;
} {
  const office = useOffice();
  const [erasing, setErasing] = useState<Erasing>(IDLE);
  const ending = useRef<AbortController | null>(null);
  const stop = useCallback(() => ending.current?.abort(), []);

  const run = useCallback(
    (asked: Asked) => {
      const mine = new AbortController();
      ending.current = mine;
      setErasing({ ...IDLE, phase: 'running', total: asked.dossierIds.length });
      async function follow(): Promise<void> {
        const steps = await office.erasure.eraseInSteps(asked, { signal: mine.signal });
        for await (const step of steps) {
          if (step.kind === 'dossier') {
            setErasing((before) => ({ ...before, dossiers: [...before.dossiers, step] }));
          } else if (step.kind === 'cleaning') {
            setErasing((before) => ({ ...before, phase: 'cleaning' }));
          } else {
            const { clean, keptFolders } = step;
            setErasing((before) => ({ ...before, phase: 'done', clean, keptFolders }));
            return;
          }
        }
        // Ended without a result: the office was closed meanwhile.
        throw toOfficeError(new DOMException('cut', 'AbortError'));
      }
      follow().catch((thrown: unknown) => {
        setErasing((before) =>
          mine.signal.aborted
            ? { ...before, phase: 'stopped' }
            : { ...before, phase: 'failed', failure: toOfficeError(thrown) },
        );
      });
    },
    [office],
  );
  return { erasing, run, stop, reset: useCallback(() => setErasing(IDLE), []) };
}
