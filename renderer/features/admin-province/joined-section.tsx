import { Anchor } from '@mantine/core';
import { IconBuildingBroadcastTower } from '@tabler/icons-react';
import { Link } from 'react-router';
import { useFormats, useTexts } from '#renderer/i18n/index.ts';
import { paths, Section } from '#renderer/ui/index.ts';
import type { ExchangeOverview } from '#shared/contract/index.ts';
import classes from './province.module.css';

/** Whom this office is joined to, since when and how, and where the QR of its receipts leads. */
export function JoinedSection(props: { overview: ExchangeOverview }) {
  const t = useTexts();
  const formats = useFormats();
  const { enrolment, summary, lookUp } = props.overview;
  if (enrolment === null) return null;
  return (
    <Section
      title={t('province.joined.heading')}
      icon={<IconBuildingBroadcastTower size="1.125rem" />}
      aside={
        <Anchor component={Link} to={paths.outbox} size="sm">
          {t('province.joined.outbox')}
        </Anchor>
      }
    >
      <dl className={classes.facts}>
        <dt>{t('province.joined.name')}</dt>
        <dd>
          <strong>{enrolment.provinceName}</strong>
        </dd>
        <dt>{t('province.joined.since')}</dt>
        <dd>{formats.moment(enrolment.since)}</dd>
        <dt>{t('province.joined.way')}</dt>
        <dd>{t(`province.joined.ways.${enrolment.way}`)}</dd>
        <dt>{t('province.joined.lastAnswer')}</dt>
        <dd>
          {summary.lastAnswerAt === null ? t('province.joined.never') : formats.moment(summary.lastAnswerAt)}
        </dd>
        <dt>{t('province.joined.lookUp')}</dt>
        <dd>
          {lookUp.address === null
            ? t('province.joined.lookUpNone')
            : t(`province.joined.lookUpBy.${lookUp.by}`, { address: lookUp.address })}
        </dd>
      </dl>
    </Section>
  );
}
