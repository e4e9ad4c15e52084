import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useErrorText } from '#renderer/i18n/index.ts';
import {
  closeTokenSession,
  newRequestId,
  queryKeys,
  sendUntilAnswered,
  type TokenSession,
  toOfficeError,
  useConnection,
  waitForNextTry,
} from '#renderer/office/index.ts';
import type { SigningBatch } from '#shared/contract/index.ts';

/** What is to be done with a token that was let in. */
export type SigningOrder =
  | {
      kind: 'start';
      certificate: string;
      role: 'organisation' | 'person';
      documentIds: string[];
      /** Hashes of the files that were shown: nothing else is signed of these documents. */
      shown: { documentId: string; sha256: string }[];
    }
  | { kind: 'resume'; certificate: string; batchId: string };

/**
 * Begins a batch, or goes on with one, as soon as the token was let in; asks again under the same id until the office
 * answered. What was refused closes the token again.
 */
export function useSigning(onBatch: (batch: SigningBatch) => void) {
  const connection = useConnection();
  const cache = useQueryClient();
  const errorText = useErrorText();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const ending = useRef<AbortController | null>(null);
  useEffect(() => () => ending.current?.abort(), []);

  function run(order: SigningOrder, { session }: TokenSession): void {
    const mine = new AbortController();
    ending.current = mine;
    const { client } = connection;
    const requestId = newRequestId();
    setBusy(true);
    setProblem(null);
    sendUntilAnswered(order, {
      send: (asked) =>
        asked.kind === 'start'
          ? client.signing.start({
              requestId,
              session,
              certificate: asked.certificate,
              role: asked.role,
              documentIds: asked.documentIds,
              shown: asked.shown,
            })
          : client.signing.resume({ batchId: asked.batchId, session, certificate: asked.certificate }),
      waitForNext: () => waitForNextTry(connection, mine.signal),
      onAttempt: () => {},
    })
      .then(({ batch }) => {
        cache.setQueryData(queryKeys.signingBatch(batch.id), { batch });
        void cache.invalidateQueries({ queryKey: queryKeys.signing }, { cancelRefetch: false });
        if (!mine.signal.aborted) onBatch(batch);
      })
      .catch((thrown: unknown) => {
        void closeTokenSession(client, session);
        if (!mine.signal.aborted) setProblem(errorText(toOfficeError(thrown)));
      })
      .finally(() => setBusy(false));
  }
  return { run, busy, problem };
}
