import { QueryClient } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import { startTexts } from '#renderer/i18n/index.ts';
import { openWindowConnection } from '#renderer/office/index.ts';
import { App } from './app.tsx';
import { preferencesStore } from './preferences.ts';

const preferences = preferencesStore(window.localStorage);
startTexts(preferences.get().language);

const cache = new QueryClient({
  defaultOptions: {
    // The client repeats reads itself and events say what changed; the network is not "online" or "offline".
    queries: { retry: false, networkMode: 'always', refetchOnWindowFocus: false, staleTime: 30_000 },
    mutations: { retry: false, networkMode: 'always' },
  },
});

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(
  <App connection={openWindowConnection(window)} cache={cache} preferences={preferences} />,
);
