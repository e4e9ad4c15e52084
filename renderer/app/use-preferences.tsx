import { createContext, type ReactNode, useCallback, useContext, useSyncExternalStore } from 'react';
import type { ValueStore } from '#renderer/office/index.ts';
import type { Preferences } from './preferences.ts';

const PreferencesContext = createContext<ValueStore<Preferences> | null>(null);

export function PreferencesProvider(props: { store: ValueStore<Preferences>; children: ReactNode }) {
  return <PreferencesContext value={props.store}>{props.children}</PreferencesContext>;
}

/** The preferences of this window and how to change some of them. */
export function usePreferences(): [Preferences, (change: Partial<Preferences>) => void] {
  const store = useContext(PreferencesContext);
  if (store === null) throw new Error('no PreferencesProvider above this component');
  const preferences = useSyncExternalStore(store.subscribe, store.get);
  const change = useCallback((part: Partial<Preferences>) => store.set({ ...store.get(), ...part }), [store]);
  return [preferences, change];
}
