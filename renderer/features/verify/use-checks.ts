import { useCallback, useEffect, useRef, useState } from 'react';
import { type OfficeError, toOfficeError, useOffice } from '#renderer/office/index.ts';
import { uploadPdf } from '#renderer/ui/index.ts';
import type { VerifiedFile } from '#shared/contract/index.ts';

/** A file that is looked at, in the order in which it was chosen. */
export type Check = { id: number; name: string; bytes: number } & (
  | { phase: 'waiting' }
  | { phase: 'sending'; percent: number }
  | { phase: 'checking' }
  | { phase: 'done'; found: VerifiedFile }
  | { phase: 'failed'; failure: OfficeError }
);

/** Checks files one after another; what was found is kept until the screen is left, and nowhere else. */
export function useChecks() {
  const office = useOffice();
  const [checks, setChecks] = useState<readonly Check[]>([]);
  const waiting = useRef<{ id: number; file: File }[]>([]);
  const working = useRef(false);
  const last = useRef(0);
  const ending = useRef(new AbortController());
  useEffect(() => {
    ending.current = new AbortController();
    return () => ending.current.abort();
  }, []);

  const change = useCallback((id: number, next: (before: Check) => Check) => {
    setChecks((before) => before.map((one) => (one.id === id ? next(one) : one)));
  }, []);

  const work = useCallback(async () => {
    if (working.current) return;
    working.current = true;
    const { signal } = ending.current;
    for (let next = waiting.current.shift(); next !== undefined; next = waiting.current.shift()) {
      const { id, file } = next;
      const head = { id, name: file.name, bytes: file.size };
      try {
        const uploadId = await uploadPdf(office, file, {
          signal,
          onSent: (bytes) =>
            change(id, () => ({
              ...head,
              phase: 'sending',
              percent: (bytes / Math.max(1, file.size)) * 100,
            })),
        });
        change(id, () => ({ ...head, phase: 'checking' }));
        const found = await office.signing.verify({ uploadId }, { signal });
        change(id, () => ({ ...head, phase: 'done', found }));
      } catch (thrown) {
        if (signal.aborted) break;
        change(id, () => ({ ...head, phase: 'failed', failure: toOfficeError(thrown) }));
      }
    }
    working.current = false;
  }, [office, change]);

  const add = useCallback(
    (files: readonly File[]) => {
      const numbered = files.map((file) => {
        last.current += 1;
        return { id: last.current, file };
      });
      waiting.current.push(...numbered);
      setChecks((before) => [
        ...numbered.map(
          ({ id, file }): Check => ({ id, name: file.name, bytes: file.size, phase: 'waiting' }),
        ),
        ...before,
      ]);
      void work();
    },
    [work],
  );

  const forget = useCallback(() => {
    waiting.current = [];
    setChecks((before) => before.filter(({ phase }) => phase === 'sending' || phase === 'checking'));
  }, []);
  return { checks, add, forget };
}
