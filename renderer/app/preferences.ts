import type { Language } from '#renderer/i18n/index.ts';
import { type ValueStore, valueStore } from '#renderer/office/index.ts';

/** How a person likes the screens; kept on this PC, no personal data. */
export type Preferences = {
  language: Language;
  /** Per cent of the normal size, 100–200. */
  typeSize: number;
  scheme: 'light' | 'dark';
};

export const TYPE_SIZES = [100, 110, 125, 150, 175, 200] as const;

const KEY = 'tram.preferences';
const DEFAULTS: Preferences = { language: 'vi', typeSize: 100, scheme: 'light' };

/** Reads what was stored; anything strange in it falls back to the default of that part. */
export function readPreferences(stored: string | null): Preferences {
  let raw: unknown = null;
  try {
    raw = JSON.parse(stored ?? 'null');
  } catch {
    return DEFAULTS;
  }
  if (typeof raw !== 'object' || raw === null) return DEFAULTS;
  const part = raw as Record<string, unknown>;
  const size = part['typeSize'];
  return {
    language: part['language'] === 'en' ? 'en' : 'vi',
    scheme: part['scheme'] === 'dark' ? 'dark' : 'light',
    typeSize: typeof size === 'number' && size >= 100 && size <= 200 ? size : 100,
  };
}

/** The next larger (1) or smaller (-1) type size; stays at the ends. */
export function nextTypeSize(now: number, step: 1 | -1): number {
  const sizes = step === 1 ? TYPE_SIZES : [...TYPE_SIZES].reverse();
  return sizes.find((size) => (step === 1 ? size > now : size < now)) ?? now;
}

/** Preferences of this window, written back on every change; storage that is denied only forgets them. */
export function preferencesStore(storage: Storage): ValueStore<Preferences> {
  let stored: string | null = null;
  try {
    stored = storage.getItem(KEY);
  } catch {
    stored = null;
  }
  const store = valueStore(readPreferences(stored));
  store.subscribe(() => {
    try {
      storage.setItem(KEY, JSON.stringify(store.get()));
    } catch {
      // Denied by policy: they live as long as this page.
    }
  });
  return store;
}
