import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useEffect } from 'react';
import { HashRouter } from 'react-router';
import { changeLanguage } from '#renderer/i18n/index.ts';
import { type Connection, OfficeProvider, SessionProvider, type ValueStore } from '#renderer/office/index.ts';
import { UiProvider } from '#renderer/ui/index.ts';
import { ErrorBoundary } from './error-boundary.tsx';
import { Gate } from './gate.tsx';
import type { Preferences } from './preferences.ts';
import { PreferencesProvider, usePreferences } from './use-preferences.tsx';

/** The whole program of one window. */
export function App(props: {
  connection: Connection;
  cache: QueryClient;
  preferences: ValueStore<Preferences>;
}) {
  return (
    <PreferencesProvider store={props.preferences}>
      <OfficeProvider connection={props.connection}>
        <QueryClientProvider client={props.cache}>
          <Look />
        </QueryClientProvider>
      </OfficeProvider>
    </PreferencesProvider>
  );
}

function Look() {
  const [preferences] = usePreferences();
  useEffect(() => {
    document.documentElement.style.fontSize = `${preferences.typeSize}%`;
  }, [preferences.typeSize]);
  useEffect(() => void changeLanguage(preferences.language), [preferences.language]);
  return (
    <UiProvider scheme={preferences.scheme}>
      <ErrorBoundary>
        <SessionProvider>
          <HashRouter>
            <Gate />
          </HashRouter>
        </SessionProvider>
      </ErrorBoundary>
    </UiProvider>
  );
}
