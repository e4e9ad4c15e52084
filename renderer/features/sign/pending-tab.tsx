import { Button, Stack, Text } from '@mantine/core';
import { IconClockHour4 } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useErrorText, useFormats, useTexts } from '#renderer/i18n/index.ts';
import { queryKeys, toOfficeError, useOffice } from '#renderer/office/index.ts';
import { notifyDone, notifyProblem, Section, StateBadge } from '#renderer/ui/index.ts';
import { MoreButton } from './more-button.tsx';
import classes from './sign.module.css';
import { usePages } from './use-pages.ts';

/** Signatures that are made and whose timestamp or validation data is still to come: what was tried, and when next. */
export function PendingTab() {
  const t = useTexts();
  const formats = useFormats();
  const office = useOffice();
  const cache = useQueryClient();
  const errorText = useErrorText();
  const pages = usePages([...queryKeys.signing, 'pending'], (cursor, limit) =>
    office.signing.pending({ cursor, limit }),
  );
  const rows = pages.data?.pages.flatMap((page) => page.rows) ?? [];
  const now = useMutation({
    mutationFn: () => office.signing.completeNow({}),
    onSuccess: () => {
      notifyDone(t('sign.pending.asked'));
      void cache.invalidateQueries({ queryKey: queryKeys.signing });
    },
    onError: (thrown) => notifyProblem(errorText(toOfficeError(thrown))),
  });
  return (
    <Section
      title={t('sign.pending.title', { count: pages.data?.pages[0]?.total ?? 0 })}
      icon={<IconClockHour4 size="1.125rem" />}
      aside={
        rows.length > 0 && (
          <Button size="compact-sm" variant="default" loading={now.isPending} onClick={() => now.mutate()}>
            {t('sign.pending.now')}
          </Button>
        )
      }
    >
      <Stack gap="sm">
        <Text size="sm">{t(rows.length === 0 ? 'sign.pending.none' : 'sign.pending.text')}</Text>
        {pages.error !== null && (
          <Text size="sm" role="alert" c="var(--tram-bad)">
            {errorText(toOfficeError(pages.error))}
          </Text>
        )}
        <ul className={classes.list}>
          {rows.map((row) => (
            <li key={row.signatureId} className={classes.entry}>
              <div>
                {row.title}
                <div className={classes.dim}>
                  {t('sign.pending.signedAt', { when: formats.shortMoment(row.signedAt) })} ·{' '}
                  {t('sign.pending.tries', { count: row.tries })}
                  {row.nextTryAt !== null && (
                    <> · {t('sign.pending.next', { when: formats.shortMoment(row.nextTryAt) })}</>
                  )}
                </div>
                {row.lastProblem !== null && <div lang="vi">{row.lastProblem}</div>}
              </div>
              {row.timestamp === 'pending' && (
                <StateBadge tone="working">{t('sign.timestamps.pending')}</StateBadge>
              )}
              {row.validation === 'pending' && (
                <StateBadge tone="working">{t('sign.pending.validation')}</StateBadge>
              )}
            </li>
          ))}
        </ul>
        <MoreButton pages={pages} />
      </Stack>
    </Section>
  );
}
