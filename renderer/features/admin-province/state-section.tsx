import { IconActivity } from '@tabler/icons-react';
import { useTexts } from '#renderer/i18n/index.ts';
import { LineBadge, LineWords, Section, StateBadge } from '#renderer/ui/index.ts';
import type { ExchangeOverview } from '#shared/contract/index.ts';
import classes from './province.module.css';
import { skewOf } from './skew.ts';

/** The line, the clocks of both sides and their versions. */
export function StateSection(props: { overview: ExchangeOverview }) {
  const t = useTexts();
  const { overview } = props;
  const { versions } = overview;
  return (
    <Section title={t('province.state.heading')} icon={<IconActivity size="1.125rem" />}>
      <dl className={classes.facts}>
        <dt>{t('province.state.line')}</dt>
        <dd>
          <LineBadge line={overview.summary.line} /> <LineWords overview={overview} />
        </dd>
        <dt>{t('province.state.clock')}</dt>
        <dd>
          <Clock skewMs={overview.clockSkewMs} />
        </dd>
        <dt>{t('province.state.versions')}</dt>
        <dd>
          {versions.province === ''
            ? t('province.state.versionsOurs', { ours: versions.ours })
            : t('province.state.versionsText', { ours: versions.ours, province: versions.province })}{' '}
          {versions.province !== '' && (
            <StateBadge tone={versions.served ? 'good' : 'attention'}>
              {t(versions.served ? 'province.state.served' : 'province.state.notServed')}
            </StateBadge>
          )}
          {!versions.served && versions.message !== '' && <div lang="vi">{versions.message}</div>}
        </dd>
      </dl>
    </Section>
  );
}

function Clock(props: { skewMs: number | null }) {
  const t = useTexts();
  if (props.skewMs === null) return t('province.state.clockUnknown');
  const skew = skewOf(props.skewMs);
  if (skew.kind === 'good') return <StateBadge tone="good">{t('province.state.clockGood')}</StateBadge>;
  const span = t(`province.spans.${skew.unit}`, { count: skew.count });
  return (
    <StateBadge tone="attention">
      {t(skew.kind === 'ahead' ? 'province.state.clockAhead' : 'province.state.clockBehind', { span })}
    </StateBadge>
  );
}
