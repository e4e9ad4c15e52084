import { Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { useFormats, useTexts } from '#renderer/i18n/index.ts';
import { queryKeys, useOffice, useSession } from '#renderer/office/index.ts';
import { Page, StateBadge } from '#renderer/ui/index.ts';
import { DaysTab } from './days-tab.tsx';
import classes from './fee-receipts.module.css';
import { FilesTab } from './files-tab.tsx';
import { ListTab } from './list-tab.tsx';
import { SettingsTab } from './settings-tab.tsx';

const TABS = ['list', 'days', 'files', 'settings'] as const;
type Tab = (typeof TABS)[number];
const isTab = (text: string | null): text is Tab => TABS.some((tab) => tab === text);

/** Money taken and its receipts: what waits for a number and since when, sums by day, the provider's files. */
export function FeeReceiptsPage() {
  const t = useTexts();
  const office = useOffice();
  const formats = useFormats();
  const session = useSession();
  const [address, setAddress] = useSearchParams();
  const waiting = useQuery({
    queryKey: queryKeys.feeReceiptsWaiting,
    queryFn: () => office.feeReceipts.waiting({}),
  }).data;
  const asked = address.get('tab');
  const tabs = TABS.filter((tab) => tab !== 'settings' || session.user?.role === 'administrator');
  const tab = isTab(asked) && tabs.includes(asked) ? asked : 'list';
  const old = waiting !== undefined && waiting.since !== null && waiting.since < waiting.today;
  return (
    <Page
      title={t('feeReceipts.title')}
      actions={old && <StateBadge tone="attention">{t('feeReceipts.list.sinceBefore')}</StateBadge>}
    >
      {waiting !== undefined && (
        <p className={classes.summary} role="status" data-waiting={waiting.count}>
          {waiting.count === 0 || waiting.since === null
            ? t('feeReceipts.list.summaryNone')
            : t('feeReceipts.list.summary', {
                count: formats.number(waiting.count),
                amount: formats.money(waiting.amount),
                since: formats.date(waiting.since),
              })}
          <span className={classes.dim}> {t('feeReceipts.noNumberHere')}</span>
        </p>
      )}
      <Tabs value={tab} onChange={(value) => setAddress({ tab: value ?? 'list' }, { replace: true })}>
        <Tabs.List mb="sm">
          {tabs.map((one) => (
            <Tabs.Tab key={one} value={one}>
              {t(`feeReceipts.tabs.${one}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={tab}>
          {tab === 'list' && <ListTab />}
          {tab === 'days' && <DaysTab />}
          {tab === 'files' && <FilesTab />}
          {tab === 'settings' && <SettingsTab />}
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
