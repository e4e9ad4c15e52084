import { Loader, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTexts } from '#renderer/i18n/index.ts';
import { enterAsDevice, useOffice } from '#renderer/office/index.ts';
import { EntryPage } from '#renderer/ui/index.ts';
import type { OfficeState } from '#shared/contract/index.ts';
import { type Asked, CodeForm } from './code-form.tsx';
import classes from './pair.module.css';

const ASK_EVERY_MS = 1_500;

/** What a device shows that is not paired: what to compare, where to type the code, and that it waits. */
export function PairPage(props: { office: OfficeState; device: NonNullable<OfficeState['device']> }) {
  const t = useTexts();
  const { office, device } = props;
  const [asked, setAsked] = useState<Asked | null>(null);
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
  if (asked !== null) {
    return (
      <EntryPage title={t('pair.waitingTitle')} subtitle={device.office}>
        <Waiting
          asked={asked}
          onGone={() => {
            setGone(true);
            setAsked(null);
          }}
        />
      </EntryPage>
    );
  }
  return (
    <EntryPage title={t('pair.title')} subtitle={device.office} wide>
      <Stack gap="lg" mt="md">
        {device.overLan && (
          <section>
            <Title order={2} size="h4" mb={4}>
              1 · {t('pair.compareTitle')}
            </Title>
            <Text size="sm">{t('pair.compareText')}</Text>
          </section>
        )}
        <section>
          <Title order={2} size="h4" mb={4}>
            {device.overLan && '2 · '}
            {t('pair.codeTitle')}
          </Title>
          <CodeForm gone={gone} onAsked={setAsked} />
        </section>
      </Stack>
    </EntryPage>
  );
}

/** Until the administrator has answered; then the page comes again as what the device was paired as. */
function Waiting(props: { asked: Asked; onGone: () => void }) {
  const t = useTexts();
  const office = useOffice();
  const { onGone } = props;
  const { request, digits } = props.asked;
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
      {claim === null && (
        <output className={classes.digits} aria-label={t('pair.digits')}>
          {digits}
        </output>
      )}
      <Loader size="sm" aria-hidden />
    </Stack>
  );
}
