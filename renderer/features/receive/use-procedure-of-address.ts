import { useEffect } from 'react';
import { useSearchParams } from 'react-router';
import { useErrorText } from '#renderer/i18n/index.ts';
import { toOfficeError, useOffice } from '#renderer/office/index.ts';
import { notifyProblem } from '#renderer/ui/index.ts';
import { focusPapers } from './focus.ts';
import { useReceptionStore } from './use-reception.tsx';

/** `?procedure=1.001193`: the command palette opens the reception with this procedure chosen. */
export function useProcedureOfAddress(): void {
  const office = useOffice();
  const errorText = useErrorText();
  const store = useReceptionStore();
  const [parameters, setParameters] = useSearchParams();
  const code = parameters.get('procedure');
  useEffect(() => {
    if (code === null) return;
    setParameters({}, { replace: true });
    office.catalog.get({ code }).then(
      ({ procedure }) => {
        store.dispatch({ kind: 'procedure-picked', procedure });
        setTimeout(focusPapers);
      },
      (thrown: unknown) => notifyProblem(errorText(toOfficeError(thrown))),
    );
  }, [code, setParameters, office, store, errorText]);
}
