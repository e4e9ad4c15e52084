import { Box, Button, Text } from '@mantine/core';
import { IconPrinter, IconRefresh } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useErrorText, useTexts } from '#renderer/i18n/index.ts';
import { queryKeys, toOfficeError, useOffice } from '#renderer/office/index.ts';
import {
  EmptyState,
  findChosenPc,
  JobsInDoubt,
  JobsOnTheWay,
  Page,
  PcChoice,
  Section,
} from '#renderer/ui/index.ts';
import { PrintForm } from './print-form.tsx';

/** Which printer of which PC, how the paper is laid out, and the jobs that are not settled. */
export function PrintingPage() {
  const t = useTexts();
  const office = useOffice();
  const errorText = useErrorText();
  const [wanted, setWanted] = useState<string | null>(null);
  const list = useQuery({
    queryKey: [...queryKeys.devices, 'stations'],
    queryFn: () => office.devices.stations({}),
  });
  const stations = list.data?.stations ?? [];
  const pc = findChosenPc(stations, wanted);
  const printers = useQuery({
    // Connected anew, it has other printers.
    queryKey: [...queryKeys.printers, pc?.station, pc?.connected],
    queryFn: () => office.printing.printers({ station: pc?.station }),
    // Nothing is asked before it is known of which PC: a moment later another one would stand there.
    enabled: pc !== undefined,
  });
  const jobs = useQuery({ queryKey: queryKeys.openJobs, queryFn: () => office.printing.openJobs({}) });
  return (
    <Page
      title={t('admin.printing.title')}
      narrow
      actions={
        <Button
          variant="default"
          leftSection={<IconRefresh size="1rem" aria-hidden />}
          loading={printers.isFetching}
          onClick={() => void printers.refetch()}
        >
          {t('admin.printing.refresh')}
        </Button>
      }
    >
      <Section title={t('admin.printing.printer')} icon={<IconPrinter size="1.125rem" />}>
        <Text size="sm" mb="sm">
          {t('admin.printing.text')}
        </Text>
        {stations.length > 1 && pc !== undefined && (
          <Box mb="md">
            <PcChoice label={t('admin.printing.pc')} stations={stations} chosen={pc} onChoose={setWanted} />
          </Box>
        )}
        {list.isError && <EmptyState title={errorText(toOfficeError(list.error))} />}
        {printers.isError && <EmptyState title={errorText(toOfficeError(printers.error))} />}
        {printers.data !== undefined && (
          <PrintForm
            key={JSON.stringify([pc?.station, printers.data.settings])}
            printers={printers.data.printers}
            settings={printers.data.settings}
            counter={pc === undefined || pc.name === null ? undefined : pc}
          />
        )}
      </Section>
      <Section title={t('admin.printing.jobs')}>
        <Text component="div" size="sm">
          <JobsInDoubt jobs={jobs.data?.jobs ?? []} empty={t('admin.printing.jobsNone')} />
          <JobsOnTheWay jobs={jobs.data?.jobs ?? []} />
        </Text>
      </Section>
    </Page>
  );
}
