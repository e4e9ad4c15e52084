import { useEffect, useMemo, useState } from 'react';
import { type OfficeError, toOfficeError, useConnectionState, useOffice } from '#renderer/office/index.ts';
import type { ReceptionPreview } from '#shared/contract/index.ts';
import type { ReceptionDraft } from '#shared/dossier/index.ts';
import { latestCall } from './latest-call.ts';
import { draftOf } from './model/draft.ts';
import type { ReceiveForm } from './model/form.ts';

const DELAY_MS = 120;
/** The paper carries the minute of reception: it is asked again before a new minute could be missed for long. */
const REFRESH_MS = 20_000;

export type LivePreview = {
  /** What the office last said; null before its first answer. */
  preview: ReceptionPreview | null;
  /** The draft that `preview` answers, as text; to know whether it speaks of what stands on the screen. */
  answers: string | null;
  failure: OfficeError | null;
};

const NOTHING: LivePreview = { preview: null, answers: null, failure: null };

/** Asks the office what it thinks of the form, a moment after every change. Stale answers are dropped. */
export function usePreview(form: ReceiveForm, live: boolean): LivePreview & { isCurrent: boolean } {
  const office = useOffice();
  const { phase } = useConnectionState();
  const [seen, setSeen] = useState(NOTHING);
  const draftText = useMemo(() => JSON.stringify(draftOf(form)), [form]);
  const caller = useMemo(
    () =>
      latestCall({
        delayMs: DELAY_MS,
        send: (text: string, signal) =>
          office.dossiers.preview(JSON.parse(text) as ReceptionDraft, { signal }),
        onAnswer: (preview, text) => setSeen({ preview, answers: text, failure: null }),
        onFailure: (failure) => setSeen((before) => ({ ...before, failure: toOfficeError(failure) })),
      }),
    [office],
  );
  useEffect(() => {
    if (!live || phase !== 'open') return undefined;
    caller.ask(draftText);
    const timer = setInterval(() => caller.ask(draftText), REFRESH_MS);
    return () => clearInterval(timer);
  }, [caller, draftText, live, phase]);
  useEffect(() => caller.stop, [caller]);
  return { ...seen, isCurrent: seen.answers === draftText };
}
