import { Button, Group, Stack, Text } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useErrorText, useFormats, useTexts } from '#renderer/i18n/index.ts';
import { queryKeys } from '#renderer/office/index.ts';
import { Dialog, ProgressWithStop, Section, StateBadge } from '#renderer/ui/index.ts';
import type { KeysState } from '#shared/contract/index.ts';
import { OwnPassword } from './own-password.tsx';
import { type Rekey, useRekey } from './use-rekey.ts';

const MB = 1_000_000;

/** Another database key: when that helps, how far it is, how it ended. */
export function RekeySection(props: { state: KeysState }) {
  const t = useTexts();
  const formats = useFormats();
  const cache = useQueryClient();
  const [asking, setAsking] = useState(false);
  const { rekey, begin, stop } = useRekey();
  const { keyMadeAt } = props.state;
  const running = rekey.phase === 'running';
  useEffect(() => {
    if (!running) void cache.invalidateQueries({ queryKey: queryKeys.keys });
  }, [running, cache]);
  return (
    <Section title={t('keys.rekey')} icon={<IconKey size="1.125rem" />}>
      <Stack gap="sm">
        <Text size="sm">{t('keys.rekeyText')}</Text>
        <Text size="sm">{t('keys.rekeyTextLater')}</Text>
        {keyMadeAt !== null && (
          <Text size="sm" c="dimmed">
            {t('keys.rekeyMadeAt', { when: formats.moment(keyMadeAt) })}
          </Text>
        )}
        {running ? (
          <Running rekey={rekey} onStop={stop} />
        ) : props.state.rekeying ? (
          <Text size="sm">{t('keys.rekeyElsewhere')}</Text>
        ) : (
          <Group>
            <Button variant="default" onClick={() => setAsking(true)}>
              {t('keys.rekeyButton')}
            </Button>
          </Group>
        )}
        <div role="status">
          <Outcome rekey={rekey} />
        </div>
      </Stack>
      <Dialog opened={asking} onClose={() => setAsking(false)} title={t('keys.rekey')}>
        <OwnPassword
          text={t('keys.rekeyAsk')}
          yes={t('keys.rekeyButton')}
          onGo={async (password) => {
            await begin(password);
            setAsking(false);
          }}
        />
      </Dialog>
    </Section>
  );
}

function Running(props: { rekey: Extract<Rekey, { phase: 'running' }>; onStop: () => void }) {
  const t = useTexts();
  const formats = useFormats();
  const { done, total } = props.rekey;
  if (total === 0)
    return <ProgressWithStop label={t('keys.rekeyStarting')} percent={null} onStop={props.onStop} />;
  // What follows the copying takes moments and is not stopped.
  if (done >= total) return <ProgressWithStop label={t('keys.rekeySwitching')} percent={null} />;
  const megabytes = (bytes: number) => formats.number(Math.ceil(bytes / MB));
  return (
    <ProgressWithStop
      label={t('keys.rekeyRunning', { done: megabytes(done), total: megabytes(total) })}
      percent={(done / total) * 100}
      onStop={props.onStop}
    />
  );
}

function Outcome(props: { rekey: Rekey }) {
  const t = useTexts();
  const errorText = useErrorText();
  const { rekey } = props;
  if (rekey.phase === 'failed') {
    return (
      <Text size="sm" c="var(--tram-bad)">
        {errorText(rekey.failure)}
      </Text>
    );
  }
  if (rekey.phase === 'stopped') return <Text size="sm">{t('keys.rekeyStopped')}</Text>;
  if (rekey.phase !== 'done') return null;
  return (
    <>
      <StateBadge tone="good">{t('keys.rekeyDone')}</StateBadge>
      <Text size="sm">{t('keys.rekeyDoneText')}</Text>
    </>
  );
}
