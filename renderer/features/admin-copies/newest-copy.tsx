import { Stack, Text } from '@mantine/core';
import { useFormats, useTexts } from '#renderer/i18n/index.ts';
import { DamageList, StateBadge, sizeText } from '#renderer/ui/index.ts';
import type { CopiesState } from '#shared/contract/index.ts';

/** The newest copy, whether it could be restored, what comes next and what is wrong: the date is always there. */
export function NewestCopy(props: { state: CopiesState }) {
  const t = useTexts();
  const formats = useFormats();
  const { latest, drilled, next, problem, settings, place } = props.state;
  return (
    <Stack gap="xs">
      {problem !== null && (
        <Text size="sm" role="alert" c="var(--tram-bad)" fw={600}>
          {t('copies.now.problem', { when: formats.moment(problem.at), reason: problem.message })}
        </Text>
      )}
      {latest === null ? (
        <Text size="sm">{t('copies.now.none')}</Text>
      ) : (
        <Text size="sm">
          {t('copies.now.made', {
            when: formats.moment(latest.madeAt),
            dossiers: formats.number(latest.dossiers),
            papers: formats.number(latest.papers),
            size: sizeText(latest.bytes),
          })}{' '}
          {latest.place === 'elsewhere' &&
            (latest.folder === null
              ? t('copies.now.elsewhere')
              : t('copies.now.elsewhereAt', { folder: latest.folder }))}
        </Text>
      )}
      <Trial state={props.state} />
      {drilled !== null && <DamageList damaged={drilled.damaged} all={drilled.damaged.length} />}
      {(place.sameDisk || latest?.sameDisk === true) && (
        <div>
          <StateBadge tone="attention">
            {t(latest?.sameDisk === true ? 'copies.now.newestSameDisk' : 'copies.now.sameDisk')}
          </StateBadge>
        </div>
      )}
      <Text size="sm" c="dimmed">
        {settings.folder === ''
          ? t('copies.now.notScheduled')
          : next !== null && t('copies.now.next', { when: formats.moment(next) })}
      </Text>
    </Stack>
  );
}

function Trial(props: { state: CopiesState }) {
  const t = useTexts();
  const formats = useFormats();
  const { drilled, latest } = props.state;
  if (latest === null) return null;
  if (drilled === null) return <StateBadge tone="attention">{t('copies.now.neverTried')}</StateBadge>;
  const values = { when: formats.moment(drilled.at), of: formats.moment(drilled.madeAt) };
  const good = drilled.outcome === 'proven';
  const key = drilled.ofLatest ? drilled.outcome : good ? 'older' : 'olderFailed';
  return (
    <div>
      <StateBadge tone={good ? (drilled.ofLatest ? 'good' : 'attention') : 'bad'}>
        {t(`copies.now.${key}`, values)}
      </StateBadge>
    </div>
  );
}
