import { useTexts } from '#renderer/i18n/index.ts';
import { ApplicantKind } from '#shared/dossier/index.ts';
import { fieldElementId } from '../model/form-fields.ts';
import classes from '../parts/field.module.css';
import { useReception } from '../use-reception.tsx';

/** What the applicant is called, by its kind. */
export function useApplicantNameLabel(): string {
  const t = useTexts();
  const { applicantKind } = useReception().form;
  if (applicantKind === 'person') return t('receive.applicant.name');
  return t(
    applicantKind === 'organisation' ? 'receive.people.organisationName' : 'receive.people.businessName',
  );
}

/** Person, organisation or household business: chosen beside the label of the name, or by its key. */
export function ApplicantKindChoice() {
  const t = useTexts();
  const { form, dispatch } = useReception();
  const label = useApplicantNameLabel();
  return (
    <>
      <label className={classes.label} htmlFor={fieldElementId('applicant.name')}>
        {label}
      </label>
      <select
        aria-label={t('receive.people.kind')}
        className={classes.kind}
        title="Alt+P"
        onChange={(event) => {
          const chosen = ApplicantKind.options.find((kind) => kind === event.target.value);
          if (chosen !== undefined) dispatch({ kind: 'people-kind', value: chosen });
        }}
        value={form.applicantKind}
      >
        {ApplicantKind.options.map((kind) => (
          <option key={kind} value={kind}>
            {t(`receive.people.kinds.${kind}`)}
          </option>
        ))}
      </select>
    </>
  );
}
