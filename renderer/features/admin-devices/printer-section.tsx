import { Button, Group, Stack, Text } from '@mantine/core';
import { IconTicket } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useErrorText, useFormats, useTexts } from '#renderer/i18n/index.ts';
import { queryKeys, toOfficeError, useOffice } from '#renderer/office/index.ts';
import { notifyProblem, Section, StateBadge, type Tone, useTicketJob } from '#renderer/ui/index.ts';
import type { DevicesState, TicketJobState, TicketPrinterState } from '#shared/contract/index.ts';
import classes from './devices.module.css';
import { PrinterForm } from './printer-form.tsx';
import { useStation } from './station.tsx';

const TONES: Record<TicketPrinterState['state'], Tone> = {
  none: 'neutral',
  ready: 'good',
  trouble: 'bad',
  unknown: 'neutral',
};
const JOB_TONES: Record<TicketJobState, Tone> = {
  waiting: 'working',
  printing: 'working',
  printed: 'good',
  unknown: 'attention',
  failed: 'bad',
  expired: 'bad',
};

/** The ticket printer: how it stands, which it is, and a ticket for trying. */
export function PrinterSection(props: { state: DevicesState }) {
  const t = useTexts();
  const { settings, printer } = props.state;
  const chosen = settings.ticketPrinter.kind !== 'none';
  return (
    <Section title={t('devices.printer.title')} icon={<IconTicket size="1.125rem" />}>
      <Stack gap="sm">
        <div role="status">
          <Standing printer={printer} chosen={chosen} />
        </div>
        {chosen && <TestTicket />}
        <PrinterForm state={props.state} />
      </Stack>
    </Section>
  );
}

function Standing(props: { printer: TicketPrinterState; chosen: boolean }) {
  const t = useTexts();
  const formats = useFormats();
  const { chosen } = props;
  const { state, detail, checkedAt, lastProblem, paperNearEnd } = props.printer;
  const shown = chosen ? state : 'none';
  return (
    <>
      <Group gap="xs">
        <StateBadge tone={paperNearEnd && shown === 'ready' ? 'attention' : TONES[shown]}>
          {t(`devices.printer.states.${shown}`)}
        </StateBadge>
        {chosen && checkedAt !== null && (
          <Text size="sm" className={classes.dim ?? ''}>
            {t('devices.printer.checked', { time: formats.time(checkedAt) })}
          </Text>
        )}
      </Group>
      {chosen && state !== 'ready' && (
        <Text size="sm" lang="vi">
          {detail}
        </Text>
      )}
      {chosen && paperNearEnd && (
        <Text size="sm" lang="vi">
          {detail}
        </Text>
      )}
      {chosen && lastProblem !== null && (
        <Text size="sm" className={classes.dim ?? ''}>
          {t('devices.printer.lastProblem', {
            when: formats.moment(lastProblem.at),
            detail: lastProblem.detail,
          })}
        </Text>
      )}
    </>
  );
}

/** Orders a ticket that says it is a test, and follows it to its end. */
function TestTicket() {
  const t = useTexts();
  const office = useOffice();
  const cache = useQueryClient();
  const errorText = useErrorText();
  const station = useStation();
  const [jobId, setJobId] = useState<string | null>(null);
  const job = useTicketJob(jobId);
  const onError = (thrown: unknown): void => notifyProblem(errorText(toOfficeError(thrown)));
  const print = useMutation({
    mutationFn: () => office.devices.testTicket(station),
    onSuccess: ({ job: ordered }) => setJobId(ordered.id),
    onError,
  });
  const confirm = useMutation({
    mutationFn: (printed: boolean) => office.devices.confirmTicket({ jobId: jobId ?? '', printed }),
    onSuccess: () => {
      setJobId(null);
      void cache.invalidateQueries({ queryKey: queryKeys.devices });
    },
    onError,
  });
  return (
    <Group gap="sm" align="center">
      <Button variant="default" loading={print.isPending} onClick={() => print.mutate()}>
        {t('devices.printer.test')}
      </Button>
      <div role="status">
        {job !== null && (
          <Group gap="xs">
            <StateBadge tone={JOB_TONES[job.state]}>{t(`devices.printer.jobs.${job.state}`)}</StateBadge>
            {job.problem !== null && (
              <Text size="sm" lang="vi">
                {job.problem}
              </Text>
            )}
          </Group>
        )}
      </div>
      {job?.open === true && job.state === 'unknown' && (
        <Group gap="xs">
          <Button size="xs" variant="default" onClick={() => confirm.mutate(true)}>
            {t('devices.printer.came')}
          </Button>
          <Button size="xs" variant="default" onClick={() => confirm.mutate(false)}>
            {t('devices.printer.cameNot')}
          </Button>
        </Group>
      )}
    </Group>
  );
}
