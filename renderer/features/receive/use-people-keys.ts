import { useTexts } from '#renderer/i18n/index.ts';
import { useKey } from '#renderer/ui/index.ts';
import { focusField } from './focus.ts';
import { nextKind } from './model/people.ts';
import { useReception, useReceptionStore } from './use-reception.tsx';

/** The keys for who a dossier names: kind, further applicants, helper. They are listed by F1 as well. */
export function usePeopleKeys(): void {
  const t = useTexts();
  const store = useReceptionStore();
  const { form, submission, sheet } = useReception();
  const enabled = submission.phase !== 'received' && sheet === null;

  const cycleKind = (): void => {
    store.dispatch({ kind: 'people-kind', value: nextKind(store.get().form.applicantKind) });
    setTimeout(() => focusField('applicant.name'));
  };
  const add = (): void => {
    store.dispatch({ kind: 'people-added' });
    const { openCoApplicant } = store.get().form;
    if (openCoApplicant !== null) setTimeout(() => focusField(`coApplicants.${openCoApplicant}.name`));
  };
  const remove = (): void => {
    const { openCoApplicant } = store.get().form;
    if (openCoApplicant === null) return;
    store.dispatch({ kind: 'people-removed', index: openCoApplicant });
    setTimeout(() => focusField('applicant.phone'));
  };
  const helper = (): void => {
    store.dispatch({ kind: 'people-helper' });
    const opened = store.get().form.helper !== null;
    setTimeout(() => focusField(opened ? 'helper.name' : 'applicant.phone'));
  };

  useKey('Alt+P', cycleKind, { label: t('receive.people.keys.kind'), enabled });
  useKey('Alt+T', add, { label: t('receive.people.keys.add'), enabled });
  useKey('Alt+R', remove, {
    label: t('receive.people.keys.remove'),
    enabled: enabled && form.openCoApplicant !== null,
  });
  useKey('Alt+G', helper, { label: t('receive.people.keys.helper'), enabled });
}
