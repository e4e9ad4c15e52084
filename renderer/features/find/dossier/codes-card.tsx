import { IconBarcode } from '@tabler/icons-react';
import { useFormats, useTexts } from '#renderer/i18n/index.ts';
import { Section } from '#renderer/ui/index.ts';
import { readableCheckValue } from '#shared/forms/index.ts';
import { calendarParts } from './calendar-words.ts';
import type { OpenDossier } from './dossier-page.tsx';
import { Fact, Facts } from './facts.tsx';

/** Every code of the dossier, its line in the register, where and under which rules it was received. */
export function CodesCard(props: { dossier: OpenDossier['dossier'] }) {
  const t = useTexts();
  const formats = useFormats();
  const { dossier } = props;
  function calendarText(version: string): string {
    const { years, others } = calendarParts(version);
    return [
      ...(years.length === 0 ? [] : [t('dossier.page.holidaysOf', { years: years.join(', ') })]),
      ...others.map((part) =>
        part.id === 'deadline-default'
          ? t('dossier.page.deadlineRules', part)
          : part.id === 'working-time'
            ? t('dossier.page.workingTime', part)
            : part.id,
      ),
    ].join('; ');
  }
  const isSlip = dossier.slip !== undefined;
  return (
    <Section title={t('dossier.page.codes')} icon={<IconBarcode size="1.125rem" />}>
      <Facts>
        {dossier.codes.map((code) => (
          <Fact
            key={code.code}
            label={t(isSlip ? 'dossier.slip.number' : `dossier.page.codeKinds.${code.kind}`)}
          >
            <strong>{code.code}</strong>
          </Fact>
        ))}
        <Fact label={t('dossier.page.checkValue')}>{readableCheckValue(dossier.checkValue)}</Fact>
        <Fact label={t(isSlip ? 'dossier.slip.register' : 'dossier.page.register')}>
          {t('dossier.page.registerLine', {
            volume: dossier.register.volume,
            number: formats.number(dossier.register.number),
          })}
        </Fact>
        <Fact label={t(isSlip ? 'dossier.slip.givenAt' : 'dossier.page.receivedAt')}>
          {formats.moment(dossier.receivedAt)}
          {dossier.clockSuspect && <div>{t('dossier.page.clockSuspect')}</div>}
        </Fact>
        <Fact label={t(isSlip ? 'dossier.slip.givenBy' : 'dossier.page.receivedBy')}>
          {dossier.receivedBy.name}
        </Fact>
        {!isSlip && (
          <Fact label={t('dossier.page.clock')}>
            {dossier.clockStartedAt === null
              ? t('dossier.page.clockLater')
              : formats.moment(dossier.clockStartedAt)}
          </Fact>
        )}
        <Fact label={t('dossier.page.receivingOffice')}>{dossier.receivingOffice.name}</Fact>
        <Fact label={t('dossier.page.competentAgency')}>{dossier.competentAgency.name}</Fact>
        {!isSlip && (
          <Fact label={t('dossier.page.supplement')}>
            {t(`dossier.page.supplements.${dossier.supplementEffect}`)}
          </Fact>
        )}
        <Fact label={t('dossier.page.versions')} wide>
          {t('dossier.page.versionsLine', {
            ...dossier.versions,
            calendar: calendarText(dossier.versions.calendar),
          })}
        </Fact>
      </Facts>
    </Section>
  );
}
