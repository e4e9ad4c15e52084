import { Button } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { useTexts } from '#renderer/i18n/index.ts';
import { useConnection, useConnectionState } from '#renderer/office/index.ts';
import classes from './connection-banner.module.css';

/** Says that the office does not answer, that nothing typed is lost, and what happens next. */
export function ConnectionBanner() {
  const t = useTexts();
  const connection = useConnection();
  const state = useConnectionState();
  if (state.phase !== 'lost') return null;
  return (
    <div role="alert" className={classes.banner}>
      <IconPlugConnectedX aria-hidden size="1.25rem" />
      <span>
        {state.notLetIn
          ? t('shell.connection.notLetIn')
          : t('shell.connection.lost', { attempt: state.attempt })}
      </span>
      <Button size="compact-sm" variant="default" onClick={connection.retryNow}>
        {t('shell.connection.now')}
      </Button>
    </div>
  );
}
