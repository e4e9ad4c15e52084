import { Button, Group, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTexts } from '#renderer/i18n/index.ts';
import { EntryPage, useKey } from '#renderer/ui/index.ts';
import classes from './kiosk.module.css';
import type { KioskStaff } from './kiosk-screen.tsx';

/** Before the screen opens on a PC where somebody is signed in: whose session it is, and the right way. */
export function KioskEntry(props: { staff: KioskStaff; onBegin: () => void }) {
  const t = useTexts();
  const { staff } = props;
  useKey('Escape', staff.onCancel);
  return (
    <EntryPage title={t('kiosk.entry.title')} subtitle={t('kiosk.entry.session', { name: staff.name })}>
      <div className={classes.warning}>
        <IconAlertTriangle aria-hidden size="1.25rem" />
        <Text size="sm">{t('kiosk.entry.warning')}</Text>
      </div>
      <Text size="sm" mt="sm">
        {t('kiosk.entry.right')}
      </Text>
      <Text size="sm" mt="sm">
        {t('kiosk.entry.leaving')}
      </Text>
      <Group mt="lg">
        <Button onClick={props.onBegin}>{t('kiosk.entry.begin')}</Button>
        <Button variant="default" autoFocus onClick={staff.onCancel}>
          {t('kiosk.entry.cancel')}
        </Button>
      </Group>
    </EntryPage>
  );
}
