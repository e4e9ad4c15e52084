import { useErrorText } from '#renderer/i18n/index.ts';
import { toOfficeError, useOffice } from '#renderer/office/index.ts';
import { notifyProblem } from '#renderer/ui/index.ts';
import { followedSlipOf } from '../model/form-of-slip.ts';
import { useReceptionStore } from '../use-reception.tsx';

/** Joins the form as it stands to a slip of the same person and procedure. Nothing that was typed or ticked changes. */
export function useJoin(): (slipId: string) => void {
  const office = useOffice();
  const errorText = useErrorText();
  const store = useReceptionStore();
  return (slipId) => {
    const { requestId } = store.get().form;
    office.dossiers.get({ id: slipId }).then(
      ({ dossier }) => {
        // Another form by now: the answer is of the one before.
        if (dossier.slip === undefined || store.get().form.requestId !== requestId) return;
        store.dispatch({ kind: 'follows-joined', follows: followedSlipOf(dossier, dossier.slip) });
      },
      (thrown: unknown) => notifyProblem(errorText(toOfficeError(thrown))),
    );
  };
}
