import { Text } from '@mantine/core';
import { IconBarcode, IconEraser } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useErrorText, useFormats, useTexts } from '#renderer/i18n/index.ts';
import { queryKeys, toOfficeError, useOffice } from '#renderer/office/index.ts';
import { Page, Section, StateBadge } from '#renderer/ui/index.ts';
import { codeOf } from '../code-of.ts';
import { Fact, Facts } from './facts.tsx';
import { HistoryCard } from './history-card.tsx';

/** What is left of a dossier whose personal data was erased: who erased it, when, by which ground; and its numbers. */
export function ErasedDossier(props: { id: string; before: ReactNode }) {
  const t = useTexts();
  const formats = useFormats();
  const office = useOffice();
  const errorText = useErrorText();
  const opened = useQuery({
    queryKey: queryKeys.erased(props.id),
    queryFn: () => office.erasure.get({ id: props.id }),
  });
  if (opened.data === undefined) {
    return (
      <Page title={t('erasure.page.title')} before={props.before}>
        {opened.isError && <Text size="sm">{errorText(toOfficeError(opened.error))}</Text>}
      </Page>
    );
  }
  const { erased, history } = opened.data;
  return (
    <Page
      narrow
      title={codeOf(erased)}
      before={props.before}
      actions={<StateBadge tone="neutral">{t('erasure.page.erased')}</StateBadge>}
    >
      <Section title={t('erasure.page.title')} icon={<IconEraser size="1.125rem" />}>
        <Text mb="xs">{t('erasure.page.text', { ground: erased.ground })}</Text>
        <Facts>
          <Fact label={t('erasure.page.at')}>{formats.moment(erased.erasedAt)}</Fact>
          <Fact label={t('erasure.page.by')}>{erased.erasedBy}</Fact>
        </Facts>
      </Section>
      <Section title={t('erasure.page.kept')} icon={<IconBarcode size="1.125rem" />}>
        <Facts>
          {erased.codes.map((one) => (
            <Fact key={one.code} label={t(`dossier.page.codeKinds.${one.kind}`)}>
              <strong>{one.code}</strong>
            </Fact>
          ))}
          <Fact label={t('dossier.page.procedure')} wide>
            {erased.procedureName}
          </Fact>
          <Fact label={t('dossier.page.receivedAt')}>{formats.moment(erased.receivedAt)}</Fact>
          <Fact label={t('dossier.page.receivedBy')}>{erased.receivedBy}</Fact>
          <Fact label={t('dossier.page.register')}>
            {t('dossier.page.registerLine', {
              volume: erased.register.volume,
              number: formats.number(erased.register.number),
            })}
          </Fact>
        </Facts>
      </Section>
      <HistoryCard history={history} />
    </Page>
  );
}
