import type { KeyboardEvent } from 'react';
import { useTexts } from '#renderer/i18n/index.ts';
import { newRequestId } from '#renderer/office/index.ts';
import { type DraftKeeper, useConfirm, useKey, useUnkeptGuard } from '#renderer/ui/index.ts';
import type { SlipKind } from '#shared/dossier/index.ts';
import { focusCard, focusField, focusNextStop } from './focus.ts';
import { isUntouched } from './model/form.ts';
import { useReception, useReceptionStore } from './use-reception.tsx';

/** The keys of the screen, and what they do. They are listed by F1 as well. */
export function useReceptionKeys(
  commit: () => void,
  openSlip: (kind: SlipKind) => void,
  keeper: DraftKeeper,
) {
  const t = useTexts();
  const confirm = useConfirm();
  const store = useReceptionStore();
  const { submission, form, sheet } = useReception();
  const filling = submission.phase !== 'received';
  // The sheet of a slip has keys of its own.
  const enabled = filling && sheet === null;

  const next = (): void => {
    store.dispatch({ kind: 'begun-anew', requestId: newRequestId() });
    setTimeout(() => focusField('applicant.name'));
  };
  const samePerson = (): void => {
    const now = store.get().submission;
    if (now.phase !== 'received') return;
    store.dispatch({ kind: 'same-person', requestId: newRequestId(), dossierId: now.dossier.id });
    setTimeout(() => focusField('procedureCode'));
  };

  /** Nothing is thrown away unasked. */
  const discard = async (): Promise<void> => {
    const now = store.get();
    if (now.submission.phase === 'sending') return;
    if (now.form.scanProblem !== null) return store.dispatch({ kind: 'scan-problem-closed' });
    // It is somebody else's now: here nothing is lost.
    if (now.submission.phase === 'taken') return next();
    if (isUntouched(now.form)) return;
    const yes = await confirm({
      title: t('receive.actions.discardAsk'),
      text: t('receive.actions.discardText'),
      yes: t('receive.actions.discardYes'),
      no: t('receive.actions.discardNo'),
      dangerous: true,
    });
    if (!yes) return;
    keeper.discard(now.form.requestId);
    next();
  };

  const toggleFiler = (): void => {
    const opens = store.get().form.filer === null;
    store.dispatch({ kind: 'filer-toggled' });
    setTimeout(() => focusField(opens ? 'filer.name' : 'applicant.phone'));
  };

  const toggleAtOnce = (): void =>
    store.dispatch({ kind: 'delivery-chosen', way: store.get().form.atOnce ? 'counter' : 'at-once' });

  useKey('F2', commit, { label: t('receive.keys.receive'), enabled });
  useKey('F3', () => void focusField('applicant.name'), { label: t('receive.keys.applicant'), enabled });
  useKey('F4', toggleFiler, { label: t('receive.keys.filer'), enabled });
  useKey('F6', () => openSlip('supplement'), { label: t('slips.keys.supplement'), enabled });
  useKey('F7', () => openSlip('refusal'), { label: t('slips.keys.refusal'), enabled });
  useKey('Alt+Q', toggleAtOnce, { label: t('receive.keys.atOnce'), enabled });
  useKey('Ctrl+ArrowDown', () => focusCard(1), { label: t('receive.keys.nextCard'), enabled });
  useKey('Ctrl+ArrowUp', () => focusCard(-1), { label: t('receive.keys.cardBefore'), enabled });
  useKey('Escape', () => void discard(), { label: t('receive.keys.discard'), enabled });

  useUnkeptGuard(keeper, filling && !isUntouched(form));

  /** Enter confirms a field and goes to the next one. It never commits. */
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing || event.defaultPrevented) return;
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const target = event.target;
    if (!(target instanceof Element) || !target.matches('input, select, textarea')) return;
    event.preventDefault();
    focusNextStop(target);
  };

  return { onKeyDown, next, samePerson, discard };
}
