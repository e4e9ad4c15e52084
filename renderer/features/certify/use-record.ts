import { useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { useErrorText, useTexts } from '#renderer/i18n/index.ts';
import {
  isOfficeError,
  newRequestId,
  type OfficeError,
  queryKeys,
  sendUntilAnswered,
  useConnection,
  waitForNextTry,
} from '#renderer/office/index.ts';
import type { DraftKeeper } from '#renderer/ui/index.ts';
import type { Procedure } from '#shared/catalog/index.ts';
import type { ReceiveDossier } from '#shared/dossier/index.ts';
import { certifiedOf } from './certified.ts';
import { type CertifyStore, withEntry } from './certify-store.ts';
import { emptyEntry, requestOf } from './entry.ts';

/**
 * F2: sends the line until it is known what became of it; then it joins the list and a new one begins. `onDoubt`: it may
 * be recorded without this screen knowing, so that the list of the day must be read again. `keeper`: keeps the line as a
 * draft, which ends with the recording.
 */
export function useRecord(
  store: CertifyStore,
  keeper: DraftKeeper,
  told: { onRecorded: (code: string) => void; onDoubt: () => void },
): { record: (procedure: Procedure) => Promise<void>; stop: () => void } {
  const t = useTexts();
  const errorText = useErrorText();
  const connection = useConnection();
  const cache = useQueryClient();
  const stopping = useRef<AbortController | null>(null);

  /** In the words of this screen, where the general ones speak of another. */
  const sentenceOf = (failure: OfficeError): string => {
    if (failure.code === 'due-needed') return t('certify.dueNeeded');
    return failure.code === 'request-reused' ? t('certify.reused') : errorText(failure);
  };

  const record = async (procedure: Procedure): Promise<void> => {
    const { entry } = store.get();
    const mine = new AbortController();
    stopping.current = mine;
    try {
      const answer = await sendUntilAnswered(requestOf(entry, procedure), {
        send: (request: ReceiveDossier) => connection.client.dossiers.receive(request),
        onAttempt: (attempt) =>
          store.update((now) => ({ ...now, recording: { phase: 'sending', attempt }, refusal: null })),
        waitForNext: () => waitForNextTry(connection, mine.signal),
      });
      if (answer.job !== null) cache.setQueryData(queryKeys.printJob(answer.job.id), answer.job);
      const line = certifiedOf(answer.dossier, procedure, answer.job);
      keeper.end(entry.requestId);
      store.update((now) => ({
        ...withEntry(now, emptyEntry(newRequestId())),
        last: { entry, id: line.id },
        lines: new Map([...now.lines, [line.id, line]]),
      }));
      told.onRecorded(line.code);
    } catch (thrown) {
      if (mine.signal.aborted) {
        store.update((now) => ({ ...now, recording: { phase: 'unknown' } }));
        told.onDoubt();
        return;
      }
      if (!isOfficeError(thrown)) throw thrown;
      if (thrown.code === 'request-reused') told.onDoubt();
      store.update((now) => ({
        ...now,
        recording: { phase: 'editing' },
        refusal: sentenceOf(thrown),
      }));
    }
  };

  return { record, stop: () => stopping.current?.abort() };
}
