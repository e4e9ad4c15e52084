import { IconCalendarStats, IconListNumbers, IconNumbers } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useErrorText, useTexts } from '#renderer/i18n/index.ts';
import { queryKeys, toOfficeError, useOffice } from '#renderer/office/index.ts';
import { EmptyState, Page, Section } from '#renderer/ui/index.ts';
import { GapReport } from './gap-report.tsx';
import { LeaseList } from './lease-list.tsx';
import { UseToday } from './use-today.tsx';

/** Numbers of dossiers: how far today's are used, how long they last, which ranges there are, what became of each. */
export function LeasesPage() {
  const t = useTexts();
  const office = useOffice();
  const errorText = useErrorText();
  const state = useQuery({ queryKey: queryKeys.leaseState, queryFn: () => office.leases.state({}) });
  return (
    <Page title={t('leases.title')}>
      {state.isError && <EmptyState title={errorText(toOfficeError(state.error))} />}
      {state.data !== undefined && (
        <>
          <Section title={t('leases.today.title')} icon={<IconCalendarStats size="1.125rem" />}>
            <UseToday state={state.data} />
          </Section>
          {state.data.issuer === 'province' && (
            <Section title={t('leases.list.title')} icon={<IconNumbers size="1.125rem" />}>
              <LeaseList state={state.data} />
            </Section>
          )}
          <Section title={t('leases.gaps.title')} icon={<IconListNumbers size="1.125rem" />}>
            <GapReport />
          </Section>
        </>
      )}
    </Page>
  );
}
