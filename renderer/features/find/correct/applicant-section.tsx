import { Checkbox, NativeSelect } from '@mantine/core';
import { IconId } from '@tabler/icons-react';
import { useTexts } from '#renderer/i18n/index.ts';
import { NUMBER_FIELD_LENGTH, Section, TextField } from '#renderer/ui/index.ts';
import classes from './correct-page.module.css';
import { type ApplicantFields, EMPTY_FILER, type FilerFields } from './form.ts';
import type { Correction } from './use-correction.ts';
import { useFieldError } from './use-field-error.ts';

const ID_KINDS = ['citizen-number', 'identity-card-9', 'passport', 'none'] as const;

const NAME_LABELS = {
  person: 'corrections.form.name',
  organisation: 'receive.people.organisationName',
  'household-business': 'receive.people.businessName',
} as const;

/** Whose matter it is and who hands it in. */
export function ApplicantSection(props: { correction: Correction }) {
  const t = useTexts();
  const { form, setForm } = props.correction;
  const errorOf = useFieldError(props.correction);
  const { applicant, filer } = form;
  const put = (change: Partial<ApplicantFields>) =>
    setForm((before) => ({ ...before, applicant: { ...before.applicant, ...change } }));
  const putFiler = (change: Partial<FilerFields>) =>
    setForm((before) => ({ ...before, filer: { ...(before.filer ?? EMPTY_FILER), ...change } }));
  const kind = props.correction.dossier.applicant.kind ?? 'person';
  const kinds = ID_KINDS.map((one) => ({ value: one, label: t(`corrections.form.idKinds.${one}`) }));
  const kindOf = (value: string) => ID_KINDS.find((one) => one === value) ?? 'none';
  return (
    <Section title={t('corrections.form.applicant')} icon={<IconId size="1.125rem" />}>
      <div className={classes.grid}>
        <TextField
          className={(kind === 'person' ? classes.half : classes.rest) ?? ''}
          label={t(NAME_LABELS[kind])}
          autoFocus
          maxLength={200}
          value={applicant.name}
          error={errorOf('applicant.name')}
          onChange={(event) => put({ name: event.currentTarget.value })}
        />
        {kind === 'person' ? (
          <>
            <NativeSelect
              label={t('corrections.form.idKind')}
              data={kinds}
              value={applicant.idKind}
              onChange={(event) => put({ idKind: kindOf(event.currentTarget.value) })}
            />
            <TextField
              label={t('corrections.form.idNumber')}
              maxLength={NUMBER_FIELD_LENGTH}
              disabled={applicant.idKind === 'none'}
              value={applicant.idKind === 'none' ? '' : applicant.idNumber}
              error={errorOf('applicant.idNumber')}
              onChange={(event) => put({ idNumber: event.currentTarget.value })}
            />
            <TextField
              label={t('corrections.form.oldNumber')}
              maxLength={NUMBER_FIELD_LENGTH}
              value={applicant.oldNumber}
              error={errorOf('applicant.oldNumber')}
              onChange={(event) => put({ oldNumber: event.currentTarget.value })}
            />
            <TextField
              label={t('corrections.form.birth')}
              maxLength={12}
              placeholder={t('corrections.form.birthHint')}
              value={applicant.birth}
              error={errorOf('applicant.birth')}
              onChange={(event) => put({ birth: event.currentTarget.value })}
            />
            <NativeSelect
              label={t('corrections.form.sex')}
              data={[
                { value: '', label: t('corrections.form.sexes.unknown') },
                { value: 'male', label: t('corrections.form.sexes.male') },
                { value: 'female', label: t('corrections.form.sexes.female') },
              ]}
              value={applicant.sex}
              onChange={(event) => {
                const { value } = event.currentTarget;
                put({ sex: value === 'male' || value === 'female' ? value : '' });
              }}
            />
          </>
        ) : (
          <TextField
            className={classes.third ?? ''}
            label={t('receive.people.taxCode')}
            maxLength={NUMBER_FIELD_LENGTH}
            value={applicant.idNumber}
            error={errorOf('applicant.idNumber')}
            onChange={(event) => {
              const idNumber = event.currentTarget.value;
              put({ idNumber, idKind: idNumber.trim() === '' ? 'none' : 'tax-code' });
            }}
          />
        )}
        <TextField
          {...(kind === 'person' ? {} : { className: classes.third ?? '' })}
          label={t('corrections.form.phone')}
          maxLength={NUMBER_FIELD_LENGTH}
          value={applicant.phone}
          error={errorOf('applicant.phone')}
          onChange={(event) => put({ phone: event.currentTarget.value })}
        />
        <TextField
          className={(kind === 'person' ? classes.third : classes.rest) ?? ''}
          label={t('corrections.form.email')}
          maxLength={200}
          value={applicant.email}
          error={errorOf('applicant.email')}
          onChange={(event) => put({ email: event.currentTarget.value })}
        />
        <TextField
          className={(kind === 'person' ? classes.rest : classes.whole) ?? ''}
          label={t(kind === 'person' ? 'corrections.form.address' : 'receive.people.head')}
          maxLength={500}
          value={applicant.address}
          error={errorOf('applicant.address')}
          onChange={(event) => put({ address: event.currentTarget.value })}
        />
        <Checkbox
          className={classes.whole ?? ''}
          label={t('corrections.form.filerOn')}
          checked={filer !== null}
          onChange={(event) => {
            const { checked } = event.currentTarget;
            setForm((before) => ({ ...before, filer: checked ? EMPTY_FILER : null }));
          }}
        />
        {filer !== null && (
          <>
            <TextField
              className={classes.half ?? ''}
              label={t('corrections.form.filer')}
              maxLength={200}
              value={filer.name}
              error={errorOf('filer.name')}
              onChange={(event) => putFiler({ name: event.currentTarget.value })}
            />
            <NativeSelect
              label={t('corrections.form.idKind')}
              data={kinds}
              value={filer.idKind}
              error={errorOf('filer.idKind')}
              onChange={(event) => putFiler({ idKind: kindOf(event.currentTarget.value) })}
            />
            <TextField
              label={t('corrections.form.idNumber')}
              maxLength={NUMBER_FIELD_LENGTH}
              disabled={filer.idKind === 'none'}
              value={filer.idKind === 'none' ? '' : filer.idNumber}
              error={errorOf('filer.idNumber')}
              onChange={(event) => putFiler({ idNumber: event.currentTarget.value })}
            />
            <TextField
              label={t('corrections.form.phone')}
              maxLength={NUMBER_FIELD_LENGTH}
              value={filer.phone}
              error={errorOf('filer.phone')}
              onChange={(event) => putFiler({ phone: event.currentTarget.value })}
            />
            <TextField
              className={classes.half ?? ''}
              label={t('corrections.form.ground')}
              maxLength={300}
              value={filer.ground}
              error={errorOf('filer.ground')}
              onChange={(event) => putFiler({ ground: event.currentTarget.value })}
            />
            <TextField
              className={classes.half ?? ''}
              label={t('receive.people.paper')}
              maxLength={300}
              value={filer.paper}
              onChange={(event) => putFiler({ paper: event.currentTarget.value })}
            />
          </>
        )}
      </div>
    </Section>
  );
}
