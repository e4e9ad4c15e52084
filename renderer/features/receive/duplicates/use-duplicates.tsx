import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { useTexts } from '#renderer/i18n/index.ts';
import { latestCall, useConnectionState, useOffice } from '#renderer/office/index.ts';
import type { DuplicateFound, DuplicateSubject } from '#shared/contract/index.ts';
import type { FieldProblems } from '../model/form-fields.ts';
import { mergeProblems } from '../model/problems.ts';
import { useReception } from '../use-reception.tsx';
import { duplicateQuestion, duplicateWarnings } from './question.ts';

const DELAY_MS = 200;
const NONE: readonly DuplicateFound[] = [];
const DuplicatesContext = createContext<readonly DuplicateFound[]>(NONE);

type Question = { applicants: DuplicateSubject[]; procedureCode: string | null };

/** Who and what of the form may be there already; asked again when those fields change, never awaited by anything. */
export function DuplicatesProvider(props: { children: ReactNode }) {
  const office = useOffice();
  const { phase } = useConnectionState();
  const { form, submission } = useReception();
  const live = submission.phase !== 'received';
  const [seen, setSeen] = useState<{ question: string; found: readonly DuplicateFound[] }>({
    question: '',
    found: NONE,
  });
  const question = useMemo(() => JSON.stringify(duplicateQuestion(form)), [form]);
  const caller = useMemo(
    () =>
      latestCall({
        delayMs: DELAY_MS,
        send: (text: string, signal) => office.duplicates.find(JSON.parse(text) as Question, { signal }),
        onAnswer: ({ found }, asked) => setSeen({ question: asked, found }),
        // Not knowing of a duplicate hinders nothing: the clerk goes on.
        onFailure: () => {},
      }),
    [office],
  );
  const asks = live && phase === 'open' && question !== 'null';
  useEffect(() => {
    if (!asks) return undefined;
    caller.ask(question);
    return caller.stop;
  }, [asks, caller, question]);
  const known = live && seen.question === question ? seen.found : NONE;
  const followed = form.follows?.id;
  // The slip that this reception follows is no duplicate of it.
  const found = useMemo(() => known.filter(({ dossier }) => dossier.id !== followed), [known, followed]);
  return <DuplicatesContext value={found}>{props.children}</DuplicatesContext>;
}

/** What was found for the form as it stands. */
export function useDuplicates(): readonly DuplicateFound[] {
  return useContext(DuplicatesContext);
}

/** These doubts about fields, and at each field that a duplicate is about one more. */
export function useDuplicateWarnings(others: FieldProblems): FieldProblems {
  const t = useTexts();
  const found = useDuplicates();
  return useMemo(
    () => mergeProblems(others, duplicateWarnings(found, t('receive.people.duplicates.title'))),
    [others, found, t],
  );
}
