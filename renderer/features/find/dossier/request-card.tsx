import { IconFileText } from '@tabler/icons-react';
import { useTexts } from '#renderer/i18n/index.ts';
import { Section } from '#renderer/ui/index.ts';
import type { OpenDossier } from './dossier-page.tsx';
import { Fact, Facts } from './facts.tsx';

/** What is asked for and how the result is handed over. */
export function RequestCard(props: { dossier: OpenDossier['dossier'] }) {
  const t = useTexts();
  const { dossier } = props;
  const { procedure, delivery } = dossier;
  return (
    <Section title={t('dossier.page.request')} icon={<IconFileText size="1.125rem" />} aside={procedure.code}>
      <Facts>
        <Fact label={t(procedure.code === '' ? 'dossier.slip.matter' : 'dossier.page.procedure')} wide>
          <strong>{procedure.name}</strong>
        </Fact>
        <Fact label={t('dossier.page.case')} wide>
          {procedure.caseName}
        </Fact>
        <Fact label={t('dossier.page.field')}>{procedure.field}</Fact>
        <Fact label={t('dossier.page.channel')}>{t(`dossier.page.channels.${dossier.channel}`)}</Fact>
        {dossier.slip === undefined && (
          <>
            <Fact label={t('dossier.page.copies')}>{String(dossier.dossierCopies).padStart(2, '0')}</Fact>
            <Fact label={t('dossier.page.delivery')}>
              {[t(`dossier.page.deliveries.${delivery.way}`), delivery.address]
                .filter((part) => part !== null && part !== '')
                .join(': ')}
            </Fact>
          </>
        )}
        <Fact label={t('dossier.page.note')} wide>
          {dossier.note}
        </Fact>
      </Facts>
    </Section>
  );
}
