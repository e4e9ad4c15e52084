import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef } from 'react';
import { useErrorText } from '#renderer/i18n/index.ts';
import { isOfficeError, queryKeys, useConnection } from '#renderer/office/index.ts';
import type { ReceiveDossier } from '#shared/dossier/index.ts';
import { refusalProblems, sendUntilAnswered } from './submit.ts';
import { useReceptionStore } from './use-reception.tsx';

const PAUSE_MS = 1500;
const LONGEST_WAIT_MS = 60_000;

/** Sends the form and writes into the reception what became of it. `stop` ends the waiting, never the request. */
export function useSubmit(): {
  submit: (reception: ReceiveDossier) => Promise<void>;
  stop: () => void;
} {
  const store = useReceptionStore();
  const connection = useConnection();
  const cache = useQueryClient();
  const errorText = useErrorText();
  const stopping = useRef<AbortController | null>(null);

  const submit = useCallback(
    async (reception: ReceiveDossier): Promise<void> => {
      const mine = new AbortController();
      stopping.current = mine;
      try {
        const answer = await sendUntilAnswered(reception, {
          send: (input) => connection.client.dossiers.receive(input),
          onAttempt: (attempt) =>
            store.update((now) => ({ ...now, submission: { phase: 'sending', attempt } })),
          waitForNext: async () => {
            await pause(PAUSE_MS, mine.signal);
            await Promise.race([connection.whenOpen(LONGEST_WAIT_MS).catch(() => {}), aborted(mine.signal)]);
          },
        });
        cache.setQueryData(queryKeys.printJob(answer.job.id), answer.job);
        store.update((now) => ({ ...now, submission: { phase: 'received', ...answer } }));
      } catch (thrown) {
        if (mine.signal.aborted) {
          store.update((now) => ({ ...now, submission: { phase: 'unknown' } }));
          return;
        }
        store.update((now) => {
          if (!isOfficeError(thrown)) throw thrown;
          const sentence = errorText(thrown);
          const refused = refusalProblems(thrown, sentence);
          return {
            ...now,
            submission: { phase: 'editing' },
            refused,
            refusal: refused.size === 0 ? sentence : null,
          };
        });
      }
    },
    [store, connection, cache, errorText],
  );

  return { submit, stop: useCallback(() => stopping.current?.abort(), []) };
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(new Error('stopped'));
    signal.addEventListener('abort', () => reject(new Error('stopped')), { once: true });
  });
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return Promise.race([new Promise<void>((resolve) => setTimeout(resolve, milliseconds)), aborted(signal)]);
}
