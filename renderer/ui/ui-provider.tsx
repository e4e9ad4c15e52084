import '@mantine/core/styles.layer.css';
import '@mantine/notifications/styles.layer.css';
import './fonts.css';
import './global.css';
import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { type ReactNode, useEffect } from 'react';
import { ConfirmProvider } from './confirm.tsx';
import { keepFocus } from './focus/keep-focus.ts';
import { KeyProvider } from './keys/use-key.tsx';
import { theme, variablesResolver } from './theme.ts';

/** Look, keys, notices and questions for everything below it. */
export function UiProvider(props: { scheme: 'light' | 'dark'; children: ReactNode }) {
  useEffect(() => keepFocus(), []);
  return (
    <MantineProvider theme={theme} cssVariablesResolver={variablesResolver} forceColorScheme={props.scheme}>
      <Notifications
        data-tram-notices
        autoClose={6000}
        limit={3}
        mb="calc(var(--tram-foot, 2.25rem) - 0.5rem)"
        position="bottom-right"
      />
      <KeyProvider>
        <ConfirmProvider>{props.children}</ConfirmProvider>
      </KeyProvider>
    </MantineProvider>
  );
}
