import { Button, Stack, Text } from '@mantine/core';
import { IconDatabaseSearch } from '@tabler/icons-react';
import { useErrorText, useFormats, useTexts } from '#renderer/i18n/index.ts';
import { Page, ProgressWithStop, Section, StateBadge } from '#renderer/ui/index.ts';
import { type Check, useCheck } from './use-check.ts';

/** Checks the hash chains and says in one sentence whether anything was altered. */
export function IntegrityPage() {
  const t = useTexts();
  const formats = useFormats();
  const { check, run, stop } = useCheck();
  const running = check.phase === 'running' ? check : null;
  return (
    <Page title={t('admin.integrity.title')} narrow>
      <Section title={t('admin.integrity.heading')} icon={<IconDatabaseSearch size="1.125rem" />}>
        <Stack gap="md">
          <Text size="sm">{t('admin.integrity.text')}</Text>
          {running !== null ? (
            <ProgressWithStop
              label={
                running.total === 0
                  ? t('admin.integrity.running')
                  : t('admin.integrity.runningOf', {
                      done: formats.number(running.done),
                      total: formats.number(running.total),
                    })
              }
              percent={running.total === 0 ? null : (running.done / running.total) * 100}
              onStop={stop}
            />
          ) : (
            <div>
              <Button autoFocus onClick={run}>
                {t('admin.integrity.run')}
              </Button>
            </div>
          )}
          <div role="status">
            <Outcome check={check} />
          </div>
        </Stack>
      </Section>
    </Page>
  );
}

function Outcome(props: { check: Check }) {
  const t = useTexts();
  const formats = useFormats();
  const errorText = useErrorText();
  const { check } = props;
  if (check.phase === 'failed') {
    return (
      <Text size="sm" c="var(--tram-bad)">
        {errorText(check.failure)}
      </Text>
    );
  }
  if (check.phase === 'stopped') {
    return <Text size="sm">{t('admin.integrity.stopped', { count: formats.number(check.done) })}</Text>;
  }
  if (check.phase !== 'done') return null;
  const { result } = check;
  const entries = formats.number(result.entries);
  if (result.state === 'stopped')
    return <Text size="sm">{t('admin.integrity.stopped', { count: entries })}</Text>;
  return result.state === 'ok' ? (
    <>
      <StateBadge tone="good">{t('admin.integrity.ok')}</StateBadge>
      <Text size="sm">{t('admin.integrity.okText', { count: entries })}</Text>
    </>
  ) : (
    <>
      <StateBadge tone="bad">{t('admin.integrity.bad')}</StateBadge>
      <Text size="sm">{t('admin.integrity.badText', { first: result.firstBad ?? '?' })}</Text>
    </>
  );
}
