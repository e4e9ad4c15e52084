import { useEffect } from 'react';
import { useSearchParams } from 'react-router';
import { useErrorText, useTexts } from '#renderer/i18n/index.ts';
import { newRequestId, type OfficeClient, toOfficeError, useOffice } from '#renderer/office/index.ts';
import { type DraftKeeper, notifyProblem } from '#renderer/ui/index.ts';
import type { Procedure } from '#shared/catalog/index.ts';
import type { Dossier } from '#shared/dossier/index.ts';
import { focusField, focusPapers } from './focus.ts';
import { isUntouched } from './model/form.ts';
import { formOfSlip } from './model/form-of-slip.ts';
import { useReceptionStore } from './use-reception.tsx';

/**
 * `?slip=ID`: the person came back with a slip, and the form is filled from it. What stood on the screen is laid aside
 * as a draft; where that cannot be done, nothing is changed.
 */
export function useSlipOfAddress(keeper: DraftKeeper): void {
  const t = useTexts();
  const office = useOffice();
  const errorText = useErrorText();
  const store = useReceptionStore();
  const [parameters, setParameters] = useSearchParams();
  const id = parameters.get('slip');
  useEffect(() => {
    if (id === null) return;
    setParameters({}, { replace: true });
    const { submission, form } = store.get();
    // Opened twice (the way back in the browser): what was typed into it since is worth more.
    if (submission.phase === 'editing' && form.follows?.id === id) return;
    if (submission.phase === 'sending') return notifyProblem(t('receive.scan.notNow'));
    const open = async (): Promise<void> => {
      const { dossier } = await office.dossiers.get({ id });
      const filled = formOfSlip(dossier, await procedureOf(dossier, office), newRequestId());
      if (filled === undefined || dossier.followedBy !== null || dossier.cancelled !== null)
        return notifyProblem(t('errors.slip-settled'));
      await keeper.flush();
      const now = store.get();
      const isFree = now.submission.phase !== 'editing' || isUntouched(now.form);
      if (!isFree && keeper.state.get().phase !== 'kept') return notifyProblem(t('drafts.notKeptYet'));
      store.dispatch({ kind: 'follows-filled', form: filled });
      setTimeout(() => (filled.procedure === null ? focusField('procedureCode') : focusPapers()));
    };
    open().catch((thrown: unknown) => notifyProblem(errorText(toOfficeError(thrown))));
  }, [id, setParameters, office, store, keeper, errorText, t]);
}

/** The procedure as the catalogue has it now; undefined where the slip names none, or it is gone. */
async function procedureOf(dossier: Dossier, office: OfficeClient): Promise<Procedure | undefined> {
  const { code } = dossier.procedure;
  if (code === '') return undefined;
  const found = await office.catalog.get({ code }).catch((thrown: unknown) => {
    if (toOfficeError(thrown).code !== 'unknown-procedure') throw thrown;
    return undefined;
  });
  return found?.procedure;
}
