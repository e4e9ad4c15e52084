import { IconId } from '@tabler/icons-react';
import { useFormats, useTexts } from '#renderer/i18n/index.ts';
import { Section, StateBadge } from '#renderer/ui/index.ts';
import type { OpenDossier } from './dossier-page.tsx';
import { Fact, Facts } from './facts.tsx';

type Dossier = OpenDossier['dossier'];

const ID_LABELS = {
  'citizen-number': 'idNumber',
  'identity-card-9': 'idCard9',
  passport: 'passport',
  'tax-code': 'taxCode',
  none: 'noPaper',
} as const;

const NAME_LABELS = {
  person: 'dossier.page.name',
  organisation: 'receive.people.organisationName',
  'household-business': 'receive.people.businessName',
} as const;

/** Whose matter it is, and who handed it in for them. */
export function ApplicantCard(props: { dossier: Dossier }) {
  const t = useTexts();
  const formats = useFormats();
  const { applicant, coApplicants = [], filer, helper } = props.dossier;
  const { representative } = applicant;
  const numberOf = (number: string | null) => (number === null ? null : formats.idNumber(number));
  return (
    <Section
      title={t('dossier.page.applicant')}
      icon={<IconId size="1.125rem" />}
      badge={
        applicant.entry === 'scan' ? (
          <StateBadge tone="good">{t('dossier.page.entryScan')}</StateBadge>
        ) : (
          <StateBadge tone="neutral">{t('dossier.page.entryTyped')}</StateBadge>
        )
      }
    >
      <Facts>
        <Fact label={t(NAME_LABELS[applicant.kind ?? 'person'])}>
          <strong>{applicant.name}</strong>
        </Fact>
        <Fact label={t(`dossier.page.${ID_LABELS[applicant.idKind]}`)}>
          {applicant.idNumber === null ? '–' : formats.idNumber(applicant.idNumber)}
        </Fact>
        <Fact label={t('dossier.page.oldNumber')}>{applicant.oldNumber}</Fact>
        <Fact label={t('dossier.page.birth')}>
          {applicant.birth === null ? null : formats.date(applicant.birth)}
        </Fact>
        <Fact label={t('dossier.page.sex')}>
          {applicant.sex === null ? null : t(`dossier.page.${applicant.sex}`)}
        </Fact>
        <Fact label={t('dossier.page.phone')}>
          {applicant.phone === null ? null : formats.phone(applicant.phone)}
        </Fact>
        <Fact label={t('dossier.page.email')}>{applicant.email}</Fact>
        <Fact label={t(applicant.kind === undefined ? 'dossier.page.address' : 'receive.people.head')} wide>
          {applicant.address}
        </Fact>
        {representative !== undefined && (
          <Fact label={t('receive.people.representative')} wide>
            {joined(representative.name, representative.position, numberOf(representative.idNumber))}
          </Fact>
        )}
        {coApplicants.map((person, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: their order is their identity in the dossier
          <Fact key={index} label={t('receive.people.other', { number: index + 1 })} wide>
            {joined(
              person.name,
              numberOf(person.idNumber),
              person.birth === null ? null : formats.date(person.birth),
              person.phone === null ? null : formats.phone(person.phone),
            )}
          </Fact>
        ))}
        {filer !== null && (
          <Fact label={t('dossier.page.filer')} wide>
            {[
              filer.name,
              filer.idNumber === null ? null : formats.idNumber(filer.idNumber),
              filer.phone === null ? null : formats.phone(filer.phone),
            ]
              .filter((part) => part !== null)
              .join(' · ')}
          </Fact>
        )}
        {filer !== null && (
          <Fact label={t('dossier.page.ground')} wide>
            {joined(filer.ground, filer.paper)}
          </Fact>
        )}
        {helper !== undefined && (
          <Fact label={t('receive.people.helper')} wide>
            {joined(helper.name, helper.phone === null ? null : formats.phone(helper.phone))}
          </Fact>
        )}
      </Facts>
    </Section>
  );
}

function joined(...parts: readonly (string | null | undefined)[]): string {
  return parts.filter((part) => part !== null && part !== undefined && part !== '').join(' · ');
}
