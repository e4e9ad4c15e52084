import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef } from 'react';
import { useErrorText } from '#renderer/i18n/index.ts';
import {
  isOfficeError,
  queryKeys,
  sendUntilAnswered,
  useConnection,
  waitForNextTry,
} from '#renderer/office/index.ts';
import type { GiveSlip, ReceiveDossier } from '#shared/dossier/index.ts';
import { refusalProblems } from './submit.ts';
import { useReceptionStore } from './use-reception.tsx';

/** What F2 orders: a reception, or a slip where nothing is received. */
export type Order = { kind: 'reception'; input: ReceiveDossier } | { kind: 'slip'; input: GiveSlip };

/** Sends the form and writes into the reception what became of it. `stop` ends the waiting, never the request. */
export function useSubmit(): {
  submit: (order: Order) => Promise<void>;
  stop: () => void;
} {
  const store = useReceptionStore();
  const connection = useConnection();
  const cache = useQueryClient();
  const errorText = useErrorText();
  const stopping = useRef<AbortController | null>(null);

  const submit = useCallback(
    async (order: Order): Promise<void> => {
      const mine = new AbortController();
      stopping.current = mine;
      const { client } = connection;
      try {
        const answer = await sendUntilAnswered(order, {
          send: ({ kind, input }: Order) =>
            kind === 'slip' ? client.slips.give(input) : client.dossiers.receive(input),
          onAttempt: (attempt) =>
            store.update((now) => ({ ...now, submission: { phase: 'sending', attempt } })),
          waitForNext: () => waitForNextTry(connection, mine.signal),
        });
        if (answer.job !== null) cache.setQueryData(queryKeys.printJob(answer.job.id), answer.job);
        store.update((now) => ({ ...now, submission: { phase: 'received', ...answer }, sheet: null }));
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
