import { Loader, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTexts } from '#renderer/i18n/index.ts';
import { enterAsDevice, useOffice } from '#renderer/office/index.ts';
import { EntryPage, Fingerprint } from '#renderer/ui/index.ts';
import type { OfficeState } from '#shared/contract/index.ts';
import { CodeForm } from './code-form.tsx';

const ASK_EVERY_MS = 1_500;

/** What a device shows that is not paired: what to compare, where to type the code, and that it waits. */
export function PairPage(props: { office: OfficeState; device: NonNullable<OfficeState['device']> }) {
  const t = useTexts();
  const { office, device } = props;
  const [request, setRequest] = useState<string | null>(null);
  const [gone, setGone] = useState(false);
  if (office.phase !== 'ready') {
    return (
      <EntryPage title={t('pair.lockedTitle')}>
        <Text mt="md" role="status">
          {t(office.phase === 'new' ? 'pair.new' : 'pair.locked')}
        </Text>
      </EntryPage>
    );
  }
  if (request !== null) {
    return (
      <EntryPage title={t('pair.waitingTitle')} subtitle={device.office}>
        <Waiting
          request={request}
          onGone={() => {
            setGone(true);
            setRequest(null);
          }}
        />
      </EntryPage>
    );
  }
  return (
    <EntryPage title={t('pair.title')} subtitle={device.office} wide>
      <Stack gap="lg" mt="md">
        {device.fingerprint !== null && (
          <section>
            <Title order={2} size="h4" mb={4}>
              1 · {t('pair.compareTitle')}
            </Title>
            <Text size="sm" mb="xs">
              {t('pair.compareText')}
            </Text>
            <Text size="sm" c="dimmed">
              {t('pair.fingerprint')}
            </Text>
            <Fingerprint value={device.fingerprint} />
          </section>
        )}
        <section>
          <Title order={2} size="h4" mb={4}>
            {device.fingerprint !== null && '2 · '}
            {t('pair.codeTitle')}
          </Title>
          <CodeForm gone={gone} onAsked={setRequest} />
        </section>
      </Stack>
    </EntryPage>
  );
}

/** Until the administrator has answered; then the page comes again as what the device was paired as. */
function Waiting(props: { request: string; onGone: () => void }) {
  const t = useTexts();
  const office = useOffice();
  const { request, onGone } = props;
  const step = useQuery({
    queryKey: ['pair', request],
    queryFn: () => office.lan.pairing({ request }),
    refetchInterval: ASK_EVERY_MS,
    gcTime: 0,
  });
  const state = step.data?.state;
  const claim = step.data?.state === 'paired' ? step.data.claim : null;
  useEffect(() => {
    if (claim !== null) enterAsDevice(claim, window);
  }, [claim]);
  useEffect(() => {
    if (state === 'gone') onGone();
  }, [state, onGone]);
  return (
    <Stack gap="md" mt="md" role="status">
      <Text>{t(claim === null ? 'pair.waiting' : 'pair.entering')}</Text>
      <Loader size="sm" aria-hidden />
    </Stack>
  );
}
