import { useEffect, useMemo, useState } from 'react';
import { latestCall, useConnectionState, useOffice } from '#renderer/office/index.ts';
import type { Procedure } from '#shared/catalog/index.ts';
import type { ReceptionPreview } from '#shared/contract/index.ts';
import type { ReceptionDraft } from '#shared/dossier/index.ts';
import { draftOf, type Entry } from './entry.ts';

const DELAY_MS = 60;

/** What the office computes for the line: the fee, and when it is promised. Null while it is not known. */
export function useFee(
  entry: Entry,
  procedure: Procedure | null,
): Pick<ReceptionPreview, 'fee' | 'feeNeeded' | 'due' | 'dueNeeded'> | null {
  const office = useOffice();
  const { phase } = useConnectionState();
  const { copies, pages } = entry.fields;
  // Only what the fee rests on: a name that is typed asks nothing.
  const question = useMemo(
    () =>
      procedure === null
        ? null
        : JSON.stringify(draftOf({ ...entry, fields: { name: '', paper: '', copies, pages } }, procedure)),
    [procedure, copies, pages, entry],
  );
  const [seen, setSeen] = useState<{ question: string; preview: ReceptionPreview } | null>(null);
  const caller = useMemo(
    () =>
      latestCall({
        delayMs: DELAY_MS,
        send: (text: string, signal) =>
          office.dossiers.preview(JSON.parse(text) as ReceptionDraft, { signal }),
        onAnswer: (preview, asked) => setSeen({ question: asked, preview }),
        // The amount is computed again when it is recorded; until then it is not shown.
        onFailure: () => setSeen(null),
      }),
    [office],
  );
  const known = seen?.question === question;
  useEffect(() => {
    if (question === null || known || phase !== 'open') return undefined;
    caller.ask(question);
    return caller.stop;
  }, [caller, question, known, phase]);
  return known ? (seen?.preview ?? null) : null;
}
