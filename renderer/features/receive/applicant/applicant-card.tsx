import { IconId } from '@tabler/icons-react';
import { useFormats, useTexts } from '#renderer/i18n/index.ts';
import { KeyHint, NUMBER_FIELD_LENGTH, Section, StateBadge } from '#renderer/ui/index.ts';
import { checkTaxCode, formatPhone, parseIdNumber, parsePhone } from '#shared/citizen/index.ts';
import { DuplicateNotes } from '../duplicates/duplicate-notes.tsx';
import { plainNumber, tidyBirth } from '../model/applicant.ts';
import type { ApplicantField } from '../model/form.ts';
import { fieldElementId } from '../model/form-fields.ts';
import { ChoiceCell } from '../parts/choice-cell.tsx';
import { TextCell } from '../parts/text-cell.tsx';
import { useReception } from '../use-reception.tsx';
import classes from './applicant-card.module.css';
import { ApplicantKindChoice, useApplicantNameLabel } from './applicant-kind.tsx';
import { CoApplicants } from './co-applicants.tsx';
import { FilerRow } from './filer-row.tsx';
import { HelperRow } from './helper-row.tsx';
import { KindChoice } from './kind-choice.tsx';
import { KnownNote, UndoScan } from './known-note.tsx';
import { RepresentativeCells, RepresentativeNumberCell } from './representative-cells.tsx';
import { ScanNote } from './scan-note.tsx';

/** Who the matter belongs to: scanned, typed, or taken from an earlier visit. */
export function ApplicantCard() {
  const t = useTexts();
  const formats = useFormats();
  const { form, dispatch } = useReception();
  const { fields, sources } = form.applicant;
  const put = (field: ApplicantField) => (value: string) =>
    dispatch({ kind: 'applicant-typed', field, value });
  const tidy = (field: ApplicantField, value: string) => {
    if (value !== fields[field] && sources[field] === undefined) put(field)(value);
  };
  const source = (field: ApplicantField) => ({
    source: sources[field],
    sourceText: sources[field] === 'known' ? t('receive.applicant.fromKnown') : undefined,
  });
  const isEmpty = fields.name === '' && fields.idNumber === '';
  const withoutPaper = fields.idKind === 'none';
  const isPerson = form.applicantKind === 'person';
  const nameLabel = useApplicantNameLabel();
  return (
    <Section
      number={1}
      title={t('receive.applicant.title')}
      icon={<IconId size="1.2rem" stroke={1.7} />}
      badge={
        <>
          {sources.name === 'card' && isPerson && (
            <StateBadge tone="good">{t('receive.applicant.scanned')}</StateBadge>
          )}
          {form.visitOf !== null && (
            <StateBadge tone="neutral">
              {t('receive.people.visit.place', { number: form.visitOf.count })}
            </StateBadge>
          )}
          <KnownNote />
          <UndoScan />
        </>
      }
      aside={
        <span className={classes.aside}>
          {isEmpty && <span>{t('receive.applicant.scanHint')}</span>}
          <span>
            <KeyHint keys="F3" /> {t('receive.applicant.edit')}
          </span>
          {form.coApplicants.length === 0 && (
            <span>
              <KeyHint keys="Alt+T" /> {t('receive.people.add')}
            </span>
          )}
          <span>
            <KeyHint keys="F4" /> {t(form.filer === null ? 'receive.filer.add' : 'receive.filer.remove')}
          </span>
        </span>
      }
    >
      <div className={classes.grid}>
        <TextCell
          path="applicant.name"
          label={nameLabel}
          labelNode={<ApplicantKindChoice />}
          maxLength={200}
          onChange={put('name')}
          value={fields.name}
          strong
          {...source('name')}
        />
        <TextCell
          path="applicant.idNumber"
          label={t(isPerson ? 'receive.applicant.idNumber' : 'receive.people.taxCode')}
          labelNode={
            isPerson ? (
              <KindChoice
                id={fieldElementId('applicant.idKind')}
                onChange={(kind) => dispatch({ kind: 'applicant-typed', field: 'idKind', value: kind })}
                value={fields.idKind}
              />
            ) : undefined
          }
          disabled={withoutPaper}
          maxLength={NUMBER_FIELD_LENGTH}
          onChange={put('idNumber')}
          onLeave={() => {
            if (!isPerson) {
              const code = checkTaxCode(fields.idNumber);
              if (code.ok) tidy('idNumber', code.value.code);
              return;
            }
            const read = parseIdNumber(fields.idNumber);
            if (read.ok && read.value.kind !== fields.idKind && sources.idNumber === undefined)
              dispatch({ kind: 'applicant-typed', field: 'idKind', value: read.value.kind });
            tidy('idNumber', formats.idNumber(plainNumber(fields.idNumber)));
          }}
          placeholder={withoutPaper ? t('receive.applicant.none') : ''}
          scanDigits={12}
          value={withoutPaper ? '' : fields.idNumber}
          {...source('idNumber')}
        />
        {isPerson ? (
          <>
            <TextCell
              path="applicant.birth"
              label={t('receive.applicant.birth')}
              inputMode="numeric"
              maxLength={12}
              onChange={put('birth')}
              onLeave={() => tidy('birth', tidyBirth(fields.birth))}
              placeholder={t('receive.applicant.birthHint')}
              scanDigits={8}
              value={fields.birth}
              {...source('birth')}
            />
            <ChoiceCell
              path="applicant.sex"
              label={t('receive.applicant.sex')}
              edge="right"
              onChange={put('sex')}
              options={[
                { value: '', label: t('receive.applicant.sexes.unknown') },
                { value: 'male', label: t('receive.applicant.sexes.male') },
                { value: 'female', label: t('receive.applicant.sexes.female') },
              ]}
              value={fields.sex}
              {...source('sex')}
            />
          </>
        ) : (
          <RepresentativeCells />
        )}
        <TextCell
          path="applicant.address"
          label={t(isPerson ? 'receive.applicant.address' : 'receive.people.head')}
          className={isPerson ? classes.wide : undefined}
          maxLength={500}
          onChange={put('address')}
          value={fields.address}
          {...source('address')}
        />
        {!isPerson && <RepresentativeNumberCell />}
        <TextCell
          path="applicant.phone"
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
          value={fields.phone}
          {...source('phone')}
        />
        <TextCell
          path="applicant.email"
          label={t('receive.applicant.email')}
          edge="right"
          inputMode="email"
          maxLength={200}
          onChange={put('email')}
          placeholder={t('receive.applicant.none')}
          value={fields.email}
          {...source('email')}
        />
      </div>
      <CoApplicants />
      {form.filer !== null && <FilerRow />}
      <HelperRow />
      <DuplicateNotes about="people" />
      {form.scanProblem !== null && <ScanNote />}
    </Section>
  );
}
