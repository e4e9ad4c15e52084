import { useCallback, useEffect, useRef, useState } from 'react';
import { type OfficeError, toOfficeError, useOffice } from '#renderer/office/index.ts';
import type { DoctorCheck, DoctorFinding } from '#shared/contract/index.ts';

export type ExaminationState =
  | { phase: 'idle' }
  | { phase: 'running'; check: DoctorCheck | null; done: number; total: number; findings: DoctorFinding[] }
  | { phase: 'done'; at: string; complete: boolean; findings: DoctorFinding[] }
  | { phase: 'stopped'; findings: DoctorFinding[] }
  | { phase: 'failed'; failure: OfficeError; findings: DoctorFinding[] };

/** Has the doctor look at everything and tells what was found so far; leaving the screen stops it. */
export function useExamination(): { state: ExaminationState; run: () => void; stop: () => void } {
  const office = useOffice();
  const [state, setState] = useState<ExaminationState>({ phase: 'idle' });
  const ending = useRef<AbortController | null>(null);
  const stop = useCallback(() => ending.current?.abort(), []);
  useEffect(() => stop, [stop]);

  const run = useCallback(() => {
    ending.current?.abort();
    const mine = new AbortController();
    ending.current = mine;
    let findings: DoctorFinding[] = [];
    setState({ phase: 'running', check: null, done: 0, total: 0, findings });
    async function follow(): Promise<void> {
      for await (const step of await office.doctor.examine({}, { signal: mine.signal })) {
        if (mine.signal.aborted) return;
        findings = step.findings;
        if (step.kind === 'result') {
          setState({ phase: 'done', at: step.at, complete: step.complete, findings });
          return;
        }
        setState({ phase: 'running', check: step.check, done: step.done, total: step.total, findings });
      }
      // Ended without a result: the office was closed meanwhile.
      throw toOfficeError(new DOMException('cut', 'AbortError'));
    }
    follow()
      .catch((thrown: unknown) => {
        if (!mine.signal.aborted) setState({ phase: 'failed', failure: toOfficeError(thrown), findings });
      })
      .finally(() => {
        if (mine.signal.aborted) setState({ phase: 'stopped', findings });
      });
  }, [office]);
  return { state, run, stop };
}
