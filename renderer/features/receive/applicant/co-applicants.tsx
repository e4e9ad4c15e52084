import { IconX } from '@tabler/icons-react';
import { useFormats, useTexts } from '#renderer/i18n/index.ts';
import { KeyHint, NUMBER_FIELD_LENGTH } from '#renderer/ui/index.ts';
import { formatPhone, parseIdNumber, parsePhone } from '#shared/citizen/index.ts';
import { focusField } from '../focus.ts';
import { plainNumber, tidyBirth } from '../model/applicant.ts';
import type { ApplicantField } from '../model/form.ts';
import { fieldElementId } from '../model/form-fields.ts';
import { lineOf } from '../model/people.ts';
import { TextCell } from '../parts/text-cell.tsx';
import { useReception } from '../use-reception.tsx';
import classes from './co-applicants.module.css';
import { KindChoice } from './kind-choice.tsx';

/** Further persons in whose name it is: all of them as names in one line, one of them open for typing. */
export function CoApplicants() {
  const t = useTexts();
  const { form, dispatch } = useReception();
  const { coApplicants, openCoApplicant } = form;
  if (coApplicants.length === 0) return null;
  const open = (index: number): void => {
    dispatch({ kind: 'people-opened', index });
    setTimeout(() => focusField(`coApplicants.${index}.name`));
  };
  return (
    <fieldset className={classes.others} data-others>
      <legend hidden>{t('receive.people.others')}</legend>
      <div className={classes.line}>
        <span className={classes.title}>{t('receive.people.others')}</span>
        {coApplicants.map((part, index) => {
          const { name, number } = lineOf(part);
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: their order is their identity in the form
            <span className={classes.person} data-open={index === openCoApplicant || undefined} key={index}>
              <button className={classes.name} onClick={() => open(index)} type="button">
                {index + 1} · {name === '' ? t('receive.people.blank') : name} {number}
              </button>
              <button
                aria-label={t('receive.people.removeName', { name: name === '' ? String(index + 1) : name })}
                className={classes.remove}
                onClick={() => {
                  dispatch({ kind: 'people-removed', index });
                  focusField('applicant.phone');
                }}
                type="button"
              >
                <IconX aria-hidden size="0.875rem" />
              </button>
            </span>
          );
        })}
        <span className={classes.hint}>
          <KeyHint keys="Alt+T" /> {t('receive.people.add')}
        </span>
      </div>
      {openCoApplicant !== null && <OpenRow index={openCoApplicant} />}
    </fieldset>
  );
}

function OpenRow(props: { index: number }) {
  const t = useTexts();
  const formats = useFormats();
  const { form, dispatch } = useReception();
  const { index } = props;
  const part = form.coApplicants[index];
  if (part === undefined) return null;
  const { fields, sources } = part;
  const put = (field: ApplicantField) => (value: string) =>
    dispatch({ kind: 'people-typed', index, field, value });
  const tidy = (field: ApplicantField, value: string) => {
    if (value !== fields[field] && sources[field] === undefined) put(field)(value);
  };
  const label = (field: string) => t('receive.people.otherField', { number: index + 1, field });
  const path = `coApplicants.${index}` as const;
  const withoutPaper = fields.idKind === 'none';
  return (
    <div className={classes.row} data-other={index}>
      <TextCell
        path={`${path}.name`}
        label={t('receive.people.other', { number: index + 1 })}
        maxLength={200}
        onChange={put('name')}
        source={sources.name}
        value={fields.name}
      />
      <TextCell
        path={`${path}.idNumber`}
        label={label(t('receive.applicant.idNumber'))}
        labelNode={
          <KindChoice
            id={fieldElementId(`${path}.idNumber`).replace('idNumber', 'idKind')}
            onChange={put('idKind')}
            value={fields.idKind}
          />
        }
        disabled={withoutPaper}
        maxLength={NUMBER_FIELD_LENGTH}
        onChange={put('idNumber')}
        onLeave={() => {
          const read = parseIdNumber(fields.idNumber);
          if (read.ok && read.value.kind !== fields.idKind && sources.idNumber === undefined)
            put('idKind')(read.value.kind);
          tidy('idNumber', formats.idNumber(plainNumber(fields.idNumber)));
        }}
        scanDigits={12}
        source={sources.idNumber}
        value={withoutPaper ? '' : fields.idNumber}
      />
      <TextCell
        path={`${path}.birth`}
        label={t('receive.applicant.birth')}
        inputMode="numeric"
        maxLength={12}
        onChange={put('birth')}
        onLeave={() => tidy('birth', tidyBirth(fields.birth))}
        placeholder={t('receive.applicant.birthHint')}
        scanDigits={8}
        source={sources.birth}
        value={fields.birth}
      />
      <TextCell
        path={`${path}.address`}
        label={t('receive.people.otherAddress')}
        maxLength={500}
        onChange={put('address')}
        source={sources.address}
        value={fields.address}
      />
      <TextCell
        path={`${path}.phone`}
        label={t('receive.applicant.phone')}
        edge="right"
        inputMode="tel"
        maxLength={NUMBER_FIELD_LENGTH}
        onChange={put('phone')}
        onLeave={() => {
          const read = parsePhone(fields.phone);
          if (read.ok) tidy('phone', formatPhone(read.value));
        }}
        placeholder={t('receive.applicant.none')}
        scanDigits={11}
        source={sources.phone}
        value={fields.phone}
      />
    </div>
  );
}
