import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useState } from 'react';
import {
  latestCall,
  type OfficeError,
  queryKeys,
  toOfficeError,
  useConnectionState,
  useOffice,
} from '#renderer/office/index.ts';
import type { ReceptionPreview } from '#shared/contract/index.ts';
import type { ReceptionDraft } from '#shared/dossier/index.ts';
import { draftOf } from './model/draft.ts';
import type { ReceiveForm } from './model/form.ts';

const DELAY_MS = 120;
/** The paper carries the minute of reception: it is asked again before a new minute could be missed for long. */
const REFRESH_MS = 20_000;

export type Live<Preview> = {
  /** What the office last said; null before its first answer. */
  preview: Preview | null;
  /** The question that `preview` answers, as text; to know whether it speaks of what stands on the screen. */
  answers: string | null;
  failure: OfficeError | null;
};
export type LivePreview = Live<ReceptionPreview>;

const NOTHING = { preview: null, answers: null, failure: null };

/** Asks the office what it thinks of the form, a moment after every change. Stale answers are dropped. */
export function usePreview(form: ReceiveForm, live: boolean): LivePreview & { isCurrent: boolean } {
  const office = useOffice();
  const question = useMemo(() => JSON.stringify(draftOf(form)), [form]);
  const ask = useCallback(
    (text: string, signal: AbortSignal) =>
      office.dossiers.preview(JSON.parse(text) as ReceptionDraft, { signal }),
    [office],
  );
  return useLive(question, ask, live);
}

/** Asks a question of the office a moment after it changed, and now and then again. `ask` must stay the same. */
export function useLive<Preview>(
  question: string,
  ask: (question: string, signal: AbortSignal) => Promise<Preview>,
  live: boolean,
): Live<Preview> & { isCurrent: boolean } {
  const { phase } = useConnectionState();
  const office = useOffice();
  // When new rules came into force: what the screen shows of fee and date must not be of before when F2 is pressed.
  const { dataUpdatedAt: rulesAt } = useQuery({
    queryKey: queryKeys.packNews,
    queryFn: () => office.packs.news({}),
  });
  const [seen, setSeen] = useState<Live<Preview>>(NOTHING);
  const caller = useMemo(
    () =>
      latestCall({
        delayMs: DELAY_MS,
        send: ask,
        onAnswer: (preview, text) => setSeen({ preview, answers: text, failure: null }),
        onFailure: (failure) => setSeen((before) => ({ ...before, failure: toOfficeError(failure) })),
      }),
    [ask],
  );
  useEffect(() => {
    if (!live || phase !== 'open') return undefined;
    caller.ask(question);
    const timer = setInterval(() => caller.ask(question), REFRESH_MS);
    return () => clearInterval(timer);
  }, [caller, question, live, phase]);
  useEffect(() => {
    if (rulesAt > 0 && live && phase === 'open') caller.ask(question);
  }, [caller, question, live, phase, rulesAt]);
  useEffect(() => caller.stop, [caller]);
  return { ...seen, isCurrent: seen.answers === question };
}
