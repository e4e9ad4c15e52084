import { Button, Tabs } from '@mantine/core';
import { IconDeviceTablet, IconScreenShare } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { useErrorText, useTexts } from '#renderer/i18n/index.ts';
import { queryKeys, toOfficeError, useOffice } from '#renderer/office/index.ts';
import { EmptyState, Page, paths } from '#renderer/ui/index.ts';
import classes from './hall.module.css';
import { SettingsForm } from './settings-form.tsx';
import { TodayList } from './today-list.tsx';

/** The hall: how it is set up, and the numbers of a day. */
export function HallPage() {
  const t = useTexts();
  const office = useOffice();
  const errorText = useErrorText();
  const settings = useQuery({
    queryKey: queryKeys.queueSettings,
    queryFn: () => office.queue.settings({}),
  });
  return (
    <Page
      title={t('hall.title')}
      actions={
        <>
          <Button
            component={Link}
            to={paths.kiosk}
            variant="default"
            leftSection={<IconDeviceTablet aria-hidden size="1rem" />}
          >
            {t('hall.links.kiosk')}
          </Button>
          <Button
            component={Link}
            to={paths.board}
            variant="default"
            leftSection={<IconScreenShare aria-hidden size="1rem" />}
          >
            {t('hall.links.board')}
          </Button>
        </>
      }
    >
      <Tabs defaultValue="settings" keepMounted>
        <Tabs.List>
          <Tabs.Tab value="settings">{t('hall.tabs.settings')}</Tabs.Tab>
          <Tabs.Tab value="today">{t('hall.tabs.today')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="settings" className={classes.panel ?? ''}>
          {settings.isError && <EmptyState title={errorText(toOfficeError(settings.error))} />}
          {settings.data !== undefined && <SettingsForm settings={settings.data} />}
        </Tabs.Panel>
        <Tabs.Panel value="today" className={classes.panel ?? ''}>
          <TodayList />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
