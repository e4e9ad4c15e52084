import { useCallback, useMemo } from 'react';
import { useFormats, useTexts } from '#renderer/i18n/index.ts';
import { useConnection } from '#renderer/office/index.ts';
import {
  type Drafts,
  keptKeeper,
  notifyProblem,
  outcomeKey,
  useDraftsOf,
  useUnkeptGuard,
} from '#renderer/ui/index.ts';
import type { DraftStanding, OpenDraft } from '#shared/contract/index.ts';
import { type CertifyStore, withEntry } from './certify-store.ts';
import { ENTRY_FIELDS, type Entry, isAsBegun } from './entry.ts';
import { entryDrafts, readEntry } from './entry-draft.ts';
import { focusEntry } from './entry-row.tsx';

/**
 * Keeps the line as a draft, brings back this window's own, and knows those left at other counters. `onRecorded`: a line
 * on the screen turns out to have been recorded.
 */
export function useCertifyDrafts(store: CertifyStore, entry: Entry, onRecorded: () => void): Drafts {
  const t = useTexts();
  const formats = useFormats();
  const connection = useConnection();
  const onStanding = useCallback(
    (standing: DraftStanding, requestId: string): void => {
      if (standing.state !== 'taken' && standing.state !== 'received') return;
      const now = store.get();
      if (now.entry.requestId !== requestId || now.recording.phase === 'sending') return;
      const refusal =
        standing.state === 'taken'
          ? t('drafts.taken', { who: standing.by.name, time: formats.time(standing.by.since) })
          : t(`drafts.${outcomeKey(standing)}`, { code: standing.code ?? '' });
      if (now.refusal === refusal) return;
      store.update((before) => ({ ...before, recording: { phase: 'editing' }, refusal }));
      if (standing.state === 'received') onRecorded();
    },
    [store, t, formats, onRecorded],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: the keeper lives as long as the store, with the first words
  const keeper = useMemo(
    () => keptKeeper(store, entryDrafts(store), connection, onStanding),
    [store, connection],
  );
  const isFree = useCallback((): boolean => {
    const now = store.get();
    return now.recording.phase === 'editing' && isAsBegun(now.entry);
  }, [store]);
  const open = useCallback(
    async (draft: OpenDraft, isStillWanted: () => boolean): Promise<void> => {
      if (!isStillWanted()) return;
      const { entry: restored, unread } = readEntry(draft.form, draft.requestId);
      keeper.adopt(restored, draft.edit);
      store.update((now) => ({ ...withEntry(now, restored), openedFrom: draft.savedAt }));
      if (unread !== '') notifyProblem(`${t('drafts.unread')} ${unread}`);
      setTimeout(() => focusWhereLeft(restored));
    },
    [keeper, store, t],
  );
  const begun = !isAsBegun(entry);
  useUnkeptGuard(keeper, begun);
  const current = begun ? entry.requestId : null;
  return useDraftsOf({ kind: 'certify', keeper, current, isFree, open, onStanding });
}

/** Puts the cursor where the next thing is missing; behind the last field there is only F2. */
function focusWhereLeft({ fields }: Entry): void {
  focusEntry(ENTRY_FIELDS.find((field) => fields[field].trim() === '') ?? 'copies');
}
