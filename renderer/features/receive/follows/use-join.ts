import { useErrorText } from '#renderer/i18n/index.ts';
import { toOfficeError, useOffice } from '#renderer/office/index.ts';
import { notifyProblem } from '#renderer/ui/index.ts';
import { followedSlipOf, joinSlip, partSlip } from '../model/form-of-slip.ts';
import { useReceptionStore } from '../use-reception.tsx';

/**
 * Joins the form as it stands to a slip of the same person and procedure, and counts the papers that were there then where
 * none is counted yet. Nothing that was typed or ticked changes.
 */
export function useJoin(): (slipId: string) => void {
  const office = useOffice();
  const errorText = useErrorText();
  const store = useReceptionStore();
  return (slipId) => {
    const { requestId } = store.get().form;
    office.dossiers.get({ id: slipId }).then(
      ({ dossier }) => {
        const { slip } = dossier;
        // Another form by now: the answer is of the one before.
        if (slip === undefined || store.get().form.requestId !== requestId) return;
        store.dispatch({ kind: 'follows-joined', follows: followedSlipOf(dossier, slip) });
        store.update((now) =>
          now.form.follows?.id === slipId ? { ...now, form: joinSlip(now.form, dossier, slip) } : now,
        );
      },
      (thrown: unknown) => notifyProblem(errorText(toOfficeError(thrown))),
    );
  };
}

/** Parts the form from its slip; what joining had filled is empty again. */
export function usePart(): () => void {
  const store = useReceptionStore();
  return () => {
    const { form } = store.get();
    const { papers } = partSlip(form);
    store.dispatch({ kind: 'follows-joined', follows: null });
    store.update((now) => (now.form.follows === null ? { ...now, form: { ...now.form, papers } } : now));
  };
}
