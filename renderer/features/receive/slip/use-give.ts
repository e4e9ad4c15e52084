import { useRef } from 'react';
import { useTexts } from '#renderer/i18n/index.ts';
import type { SlipKind } from '#shared/dossier/index.ts';
import { focusField, focusPapers } from '../focus.ts';
import { type FieldPath, fieldElementId, findFirstProblem } from '../model/form-fields.ts';
import { findSlip } from '../model/slip.ts';
import { withSheet } from '../reception-store.ts';
import { useReceptionStore } from '../use-reception.tsx';
import type { Order } from '../use-submit.ts';
import type { Slip } from './use-slip.ts';

/** The fields that stand on the sheet itself. */
const ON_SHEET: readonly FieldPath[] = [
  'applicant.name',
  'matter',
  'gaps',
  'reason.code',
  'reason.text',
  'until',
];

/** Opens and closes the sheet of a slip, and gives the slip. Nothing that was typed is ever lost by it. */
export function useGive(
  slip: Slip | null,
  submit: (order: Order) => Promise<void>,
): { open: (kind: SlipKind) => void; close: () => void; give: () => void } {
  const t = useTexts();
  const store = useReceptionStore();
  /** Id of the field in which the cursor stood when the sheet was opened. */
  const held = useRef<string | null>(null);

  const open = (kind: SlipKind): void => {
    const { submission, sheet } = store.get();
    if ((submission.phase !== 'editing' && submission.phase !== 'unknown') || sheet?.kind === kind) return;
    if (sheet === null) held.current = heldField();
    store.update((now) => ({ ...withSheet(now, { kind, attempted: false }), refusal: null }));
  };

  const close = (): void => {
    if (store.get().submission.phase === 'sending') return;
    store.dispatch({ kind: 'slip-lines-tidied' });
    store.update((now) => ({ ...withSheet(now, null), refusal: null }));
    setTimeout(() => {
      const before = held.current === null ? null : document.getElementById(held.current);
      if (before instanceof HTMLElement) before.focus();
      else if (!focusPapers()) focusField('applicant.name');
    });
  };

  /** A field that stands in the form behind the sheet: back to it, saying why. */
  const backTo = (field: FieldPath): void => {
    store.update((now) => ({
      ...withSheet(now, null),
      visited: new Set([...now.visited, field]),
      refusal: t('slips.backToField'),
    }));
    setTimeout(() => focusField(field));
  };

  const reveal = (field: FieldPath): void => {
    if (ON_SHEET.includes(field)) focusField(field);
    else backTo(field);
  };

  const give = (): void => {
    const { form, submission, sheet } = store.get();
    if (slip === null || sheet === null) return;
    if (submission.phase !== 'editing' && submission.phase !== 'unknown') return;
    store.update((now) => ({ ...now, sheet: { kind: sheet.kind, attempted: true }, refusal: null }));
    const blocked = findFirstProblem(slip.problems.blocking);
    if (blocked !== undefined) {
      reveal(blocked);
      return;
    }
    const input = findSlip(form, slip.kind, slip.reasons);
    if (input === undefined) return;
    const focused = document.activeElement;
    void submit({ kind: 'slip', input }).then(() => {
      const { submission: outcome, refused } = store.get();
      const first = findFirstProblem(refused);
      setTimeout(() => {
        if (first !== undefined) reveal(first);
        else if (outcome.phase !== 'received' && focused instanceof HTMLElement) focused.focus();
      });
    });
  };

  return { open, close, give };
}

/** The cells of the papers have no ids: the table knows its own cursor. */
function heldField(): string | null {
  const here = document.activeElement;
  if (here?.closest('[data-papers]')) return null;
  return here?.id.startsWith('receive-') ? here.id : fieldElementId('applicant.name');
}
