import { useMemo } from 'react';
import { useTexts } from '#renderer/i18n/index.ts';
import type { ReceptionPreview } from '#shared/contract/index.ts';
import type { FieldProblems } from './model/form-fields.ts';
import type { FormNeeds } from './model/needs.ts';
import {
  blockingProblems,
  mergeProblems,
  officeProblems,
  type ProblemWords,
  toldProblems,
  typedProblems,
} from './model/problems.ts';
import type { LivePreview } from './use-preview.ts';
import { useReception } from './use-reception.tsx';

export type Problems = {
  /** Said at their fields now. */
  shown: FieldProblems;
  /** Everything that keeps F2 from committing, by what form and office know now. */
  blocking: FieldProblems;
  /** Doubts that stop nothing: number against birth date, a provisional date. */
  warnings: FieldProblems;
};

const NOTHING: ReceptionPreview['warnings'] = [];

/** What is wrong, and what of it may be said already: a field that was never left is not scolded before F2. */
export function useProblems(needs: FormNeeds, live: LivePreview & { isCurrent: boolean }): Problems {
  const words = useProblemWords();
  const { form, visited, attempted, refused } = useReception();
  const doubts = live.preview?.warnings ?? NOTHING;
  const warnings = useMemo(
    () =>
      officeProblems(doubts.flatMap(({ field, message }) => (field === null ? [] : [{ field, message }]))),
    [doubts],
  );
  const told = live.isCurrent ? live.preview?.problems : undefined;
  return useMemo(() => {
    const blocking = mergeProblems(blockingProblems(form, needs, words), toldProblems(form, told ?? []));
    if (attempted) return { blocking, warnings, shown: mergeProblems(refused, blocking) };
    const typed = [...typedProblems(form, needs, words)].filter(([field]) => visited.has(field));
    return { blocking, warnings, shown: mergeProblems(refused, new Map(typed)) };
  }, [form, needs, words, told, warnings, visited, attempted, refused]);
}

/** The sentences for what the form itself can see. */
export function useProblemWords(): ProblemWords {
  const t = useTexts();
  return useMemo(
    () => ({
      name: t('receive.problems.name'),
      procedure: t('receive.problems.procedure'),
      chosenCase: t('receive.problems.chosenCase'),
      organisationName: t('receive.people.problems.organisationName'),
      otherName: t('receive.people.problems.otherName'),
      helperName: t('receive.people.problems.helperName'),
      filerName: t('receive.problems.filerName'),
      filerGround: t('receive.problems.filerGround'),
      deliveryAddress: t('receive.problems.deliveryAddress'),
      dossierCopies: t('receive.problems.dossierCopies'),
      quantity: t('receive.problems.quantity'),
      pages: t('receive.problems.pages'),
      exemptionGround: t('receive.problems.exemptionGround'),
      dueDate: t('receive.problems.dueDate'),
      dueTime: t('receive.problems.dueTime'),
      dueReason: t('receive.problems.dueReason'),
    }),
    [t],
  );
}
