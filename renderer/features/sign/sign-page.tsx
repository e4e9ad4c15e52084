import { Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { useTexts } from '#renderer/i18n/index.ts';
import { queryKeys, useOffice } from '#renderer/office/index.ts';
import { Page } from '#renderer/ui/index.ts';
import { BatchesTab } from './batches-tab.tsx';
import { FilesTab } from './files-tab.tsx';
import { PendingTab } from './pending-tab.tsx';
import { ShareTab } from './share-tab.tsx';
import { TokenLine } from './token-line.tsx';
import { WaitingTab } from './waiting-tab.tsx';

const TABS = ['waiting', 'files', 'batches', 'pending', 'share'] as const;
type Tab = (typeof TABS)[number];

/** Everything about signing that is not about one dossier: what waits, files of this PC, batches, what is still to come. */
export function SignPage() {
  const t = useTexts();
  const office = useOffice();
  const [address, setAddress] = useSearchParams();
  const tab = TABS.find((one) => one === address.get('tab')) ?? 'waiting';
  const { data } = useQuery({
    queryKey: queryKeys.signingOptions,
    queryFn: () => office.signing.options({}),
  });
  const counts: Partial<Record<Tab, number>> = { batches: data?.paused ?? 0, pending: data?.pending ?? 0 };
  return (
    <Page title={t('sign.title')} actions={<TokenLine />}>
      <Tabs
        value={tab}
        onChange={(value) => setAddress({ tab: value ?? 'waiting' }, { replace: true })}
        keepMounted={false}
      >
        <Tabs.List mb="sm">
          {TABS.map((one) => (
            <Tabs.Tab key={one} value={one}>
              {t(`sign.tabs.${one}`)}
              {(counts[one] ?? 0) > 0 && ` (${counts[one]})`}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="waiting">
          <WaitingTab />
        </Tabs.Panel>
        <Tabs.Panel value="files">
          <FilesTab />
        </Tabs.Panel>
        <Tabs.Panel value="batches">
          <BatchesTab />
        </Tabs.Panel>
        <Tabs.Panel value="pending">
          <PendingTab />
        </Tabs.Panel>
        <Tabs.Panel value="share">
          <ShareTab />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
