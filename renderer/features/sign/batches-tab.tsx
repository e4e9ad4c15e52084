import { Button, Stack, Text } from '@mantine/core';
import { IconStack2 } from '@tabler/icons-react';
import { useNavigate } from 'react-router';
import { useErrorText, useFormats, useTexts } from '#renderer/i18n/index.ts';
import { queryKeys, toOfficeError, useOffice } from '#renderer/office/index.ts';
import { paths, Section, StateBadge, type Tone } from '#renderer/ui/index.ts';
import type { BatchSummary } from '#shared/contract/index.ts';
import { MoreButton } from './more-button.tsx';
import classes from './sign.module.css';
import { usePages } from './use-pages.ts';

const TONES: Record<BatchSummary['state'], Tone> = { running: 'working', paused: 'attention', done: 'good' };

/** The batches, newest first; those that stopped say why and are opened to go on. */
export function BatchesTab() {
  const t = useTexts();
  const formats = useFormats();
  const office = useOffice();
  const navigate = useNavigate();
  const errorText = useErrorText();
  const pages = usePages(queryKeys.signingBatches, (cursor, limit) =>
    office.signing.batches({ which: 'all', cursor, limit }),
  );
  const batches = pages.data?.pages.flatMap((page) => page.batches) ?? [];
  return (
    <Section title={t('sign.tabs.batches')} icon={<IconStack2 size="1.125rem" />}>
      <Stack gap="sm">
        {pages.error !== null && (
          <Text size="sm" role="alert" c="var(--tram-bad)">
            {errorText(toOfficeError(pages.error))}
          </Text>
        )}
        {pages.data !== undefined && batches.length === 0 && <Text size="sm">{t('sign.batch.none')}</Text>}
        <ul className={classes.list}>
          {batches.map((batch) => (
            <li key={batch.id} className={classes.entry}>
              <div>
                {t('sign.batch.signed', {
                  count: formats.number(batch.signed),
                  total: formats.number(batch.total),
                })}{' '}
                · {batch.certificate.owner}
                <div className={classes.dim}>
                  {formats.shortMoment(batch.createdAt)} · {batch.startedBy}
                </div>
                {batch.trouble !== null && batch.state === 'paused' && (
                  <div lang="vi">{batch.trouble.message}</div>
                )}
              </div>
              <StateBadge tone={TONES[batch.state]}>{t(`sign.batch.states.${batch.state}`)}</StateBadge>
              <Button
                size="compact-sm"
                variant={batch.state === 'paused' ? 'filled' : 'default'}
                aria-label={t('sign.batch.openOf', { when: formats.shortMoment(batch.createdAt) })}
                onClick={() => void navigate(paths.signingBatch(batch.id))}
              >
                {t('common.open')}
              </Button>
            </li>
          ))}
        </ul>
        <MoreButton pages={pages} />
      </Stack>
    </Section>
  );
}
