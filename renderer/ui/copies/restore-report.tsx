import { Stack, Text } from '@mantine/core';
import { useFormats, useTexts } from '#renderer/i18n/index.ts';
import type { RestoreReport } from '#shared/contract/index.ts';
import { StateBadge } from '../state-badge.tsx';
import { DamageList } from './damage-list.tsx';

/** What a copy gives back, and exactly what it does not. */
export function RestoreReportView(props: { report: RestoreReport; replaces: boolean }) {
  const t = useTexts();
  const formats = useFormats();
  const { report } = props;
  const whole = report.outcome === 'whole';
  return (
    <Stack gap="xs" role="status">
      <div>
        <StateBadge tone={whole ? 'good' : 'bad'}>
          {whole
            ? t(report.damages === 0 ? 'copies.restore.whole' : 'copies.restore.mended')
            : t('copies.restore.partly')}
        </StateBadge>
      </div>
      <Text size="sm">
        {t('copies.restore.contents', {
          dossiers: formats.number(report.dossiers),
          entries: formats.number(report.entries),
          papers: formats.number(report.papers),
          people: formats.number(report.people),
        })}
      </Text>
      {report.latestAt !== null && (
        <Text size="sm">{t('copies.restore.latest', { when: formats.moment(report.latestAt) })}</Text>
      )}
      {props.replaces && <Text size="sm">{t('copies.restore.kept')}</Text>}
      <DamageList damaged={report.damaged} all={report.damages} />
    </Stack>
  );
}
