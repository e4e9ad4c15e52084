import { Button, Text } from '@mantine/core';
import { IconPrinter, IconRefresh } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useErrorText, useTexts } from '#renderer/i18n/index.ts';
import { queryKeys, toOfficeError, useOffice } from '#renderer/office/index.ts';
import { EmptyState, JobsInDoubt, JobsOnTheWay, Page, Section } from '#renderer/ui/index.ts';
import { PrintForm } from './print-form.tsx';

/** Which printer, how the paper is laid out, and the jobs that are not settled. */
export function PrintingPage() {
  const t = useTexts();
  const office = useOffice();
  const errorText = useErrorText();
  const printers = useQuery({ queryKey: queryKeys.printers, queryFn: () => office.printing.printers({}) });
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
        {printers.isError && <EmptyState title={errorText(toOfficeError(printers.error))} />}
        {printers.data !== undefined && (
          <PrintForm
            key={JSON.stringify(printers.data.settings)}
            printers={printers.data.printers}
            settings={printers.data.settings}
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
