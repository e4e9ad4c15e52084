import { focusField, focusPaper } from './focus.ts';
import { type FieldPath, findCoApplicantOf, findFirstProblem } from './model/form-fields.ts';
import type { FormNeeds } from './model/needs.ts';
import { findNextMissing, requiredAreTicked } from './model/paper-rows.ts';
import { findReception } from './model/problems.ts';
import type { Problems } from './use-problems.ts';
import { useReceptionStore } from './use-reception.tsx';
import type { Order } from './use-submit.ts';

/**
 * F2: says what is wrong and puts the cursor on the first of it; asks once about missing required papers; else sends.
 * Nothing else commits.
 */
export function useCommit(page: {
  needs: FormNeeds;
  problems: Problems;
  submit: (order: Order) => Promise<void>;
}): () => void {
  const store = useReceptionStore();

  /** Puts the cursor there, opening the further applicant it belongs to. */
  const reveal = (field: FieldPath): void => {
    const index = findCoApplicantOf(field);
    if (index !== undefined) store.dispatch({ kind: 'people-opened', index });
    if (!focusField(field)) setTimeout(() => focusField(field));
  };

  return (): void => {
    const { form, submission, missingAsked } = store.get();
    if (submission.phase !== 'editing' && submission.phase !== 'unknown') return;
    store.update((now) => ({ ...now, attempted: true, refusal: null }));
    const blocked = findFirstProblem(page.problems.blocking);
    if (blocked !== undefined) {
      reveal(blocked);
      return;
    }
    if (!requiredAreTicked(form.papers) && !missingAsked) {
      store.update((now) => ({ ...now, missingAsked: true }));
      const missing = findNextMissing(form.papers, null);
      if (missing !== undefined) focusPaper(missing.key);
      return;
    }
    const reception = findReception(form, page.needs);
    if (reception === undefined) return;
    const held = document.activeElement;
    void page.submit({ kind: 'reception', input: reception }).then(() => {
      const { submission: outcome, refused } = store.get();
      const first = findFirstProblem(refused);
      // While it was sent the form rested and held no focus.
      setTimeout(() => {
        if (first !== undefined) reveal(first);
        else if (outcome.phase !== 'received' && held instanceof HTMLElement) held.focus();
      });
    });
  };
}
