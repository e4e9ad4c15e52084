import { Button, Stack, Text } from '@mantine/core';
import { IconDatabaseSearch } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useRef } from 'react';
import { useErrorText, useFormats, useTexts } from '#renderer/i18n/index.ts';
import { toOfficeError, useOffice } from '#renderer/office/index.ts';
import { Page, ProgressWithStop, Section, StateBadge } from '#renderer/ui/index.ts';

/** Checks the hash chains and says in one sentence whether anything was altered. */
export function IntegrityPage() {
  const t = useTexts();
  const formats = useFormats();
  const office = useOffice();
  const errorText = useErrorText();
  const stopping = useRef<AbortController | null>(null);
  const check = useMutation({
    mutationFn: () => {
      stopping.current = new AbortController();
      return office.integrity.verify({}, { signal: stopping.current.signal });
    },
  });
  const stopped = check.isError && stopping.current?.signal.aborted === true;
  return (
    <Page title={t('admin.integrity.title')} narrow>
      <Section title={t('admin.integrity.title')} icon={<IconDatabaseSearch size="1.125rem" />}>
        <Stack gap="md" align="flex-start">
          <Text size="sm">{t('admin.integrity.text')}</Text>
          {check.isPending ? (
            <ProgressWithStop
              label={t('admin.integrity.running')}
              percent={null}
              onStop={() => stopping.current?.abort()}
            />
          ) : (
            <Button onClick={() => check.mutate()}>{t('admin.integrity.run')}</Button>
          )}
          <div role="status">
            {check.data?.ok === true && (
              <>
                <StateBadge tone="good">{t('admin.integrity.ok')}</StateBadge>
                <Text size="sm">
                  {t('admin.integrity.okText', { count: formats.number(check.data.entries) })}
                </Text>
              </>
            )}
            {check.data?.ok === false && (
              <>
                <StateBadge tone="bad">{t('admin.integrity.bad')}</StateBadge>
                <Text size="sm">{t('admin.integrity.badText', { first: check.data.firstBad ?? '?' })}</Text>
              </>
            )}
            {stopped && <Text size="sm">{t('admin.integrity.stopped')}</Text>}
            {check.isError && !stopped && (
              <Text size="sm" c="var(--tram-bad)" role="alert">
                {errorText(toOfficeError(check.error))}
              </Text>
            )}
          </div>
        </Stack>
      </Section>
    </Page>
  );
}
