import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { useTexts } from '#renderer/i18n/index.ts';
import { type OfficeClient, useOffice } from '#renderer/office/index.ts';
import type { SlipDraft, SlipKind } from '#shared/dossier/index.ts';
import type { FieldProblems } from '../model/form-fields.ts';
import { blockingProblems, mergeProblems, officeProblems } from '../model/problems.ts';
import { isAboutPeople, type ReasonsOfKind, slipDraftOf, slipProblems } from '../model/slip.ts';
import { type Live, useLive } from '../use-preview.ts';
import { useProblemWords } from '../use-problems.ts';
import { useReception } from '../use-reception.tsx';

export type SlipPreview = Awaited<ReturnType<OfficeClient['slips']['preview']>>;

/** The sheet of a slip as it stands: its reasons, its paper, and what keeps it from being given. */
export type Slip = {
  kind: SlipKind;
  reasons: ReasonsOfKind;
  live: Live<SlipPreview> & { isCurrent: boolean };
  problems: { shown: FieldProblems; blocking: FieldProblems };
};

const NO_REASONS: ReasonsOfKind = [];
const NO_NEEDS = { due: false, fee: false };

/** The open sheet; null while none is open. Must be called in any case. */
export function useSlip(locked: boolean): Slip | null {
  const office = useOffice();
  const { form, sheet, refused, submission } = useReception();
  const kind = sheet?.kind ?? 'supplement';
  const asked = useQuery({
    queryKey: ['slip-reasons'],
    queryFn: () => office.slips.reasons({}),
    staleTime: Number.POSITIVE_INFINITY,
    enabled: sheet !== null,
  });
  const reasons = asked.data?.[kind] ?? NO_REASONS;
  const question = useMemo(() => JSON.stringify(slipDraftOf(form, kind, reasons)), [form, kind, reasons]);
  const ask = useCallback(
    (text: string, signal: AbortSignal) => office.slips.preview(JSON.parse(text) as SlipDraft, { signal }),
    [office],
  );
  const isLive = sheet !== null && reasons.length > 0 && !locked && submission.phase !== 'received';
  const live = useLive(question, ask, isLive);

  const t = useTexts();
  const words = useProblemWords();
  const told = live.isCurrent ? live.preview?.problems : undefined;
  const attempted = sheet?.attempted === true;
  const problems = useMemo(() => {
    const own = slipProblems(form, kind, reasons, {
      name: form.applicantKind === 'person' ? words.name : words.organisationName,
      matter: t('slips.problems.matter'),
      gaps: t('slips.problems.gaps'),
      reason: t('slips.problems.reason'),
      reasonText: t('slips.problems.reasonText'),
      until: t('slips.problems.until'),
    });
    const people = [...blockingProblems(form, NO_NEEDS, words)].filter(([field]) => isAboutPeople(field));
    const blocking = mergeProblems(own, new Map(people), officeProblems(told ?? [], 'gaps'));
    return { blocking, shown: attempted ? mergeProblems(refused, blocking) : refused };
  }, [form, kind, reasons, words, told, attempted, refused, t]);
  return sheet === null ? null : { kind, reasons, live, problems };
}
