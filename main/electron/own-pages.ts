import { APP_ORIGIN, isOwnPage } from './addresses.ts';

/** Which pages are ours, for the guards: all else is denied. */
export type OwnPages = {
  /** Of our pages; null: none yet. */
  origin(): string | null;
  isOwn(address: string): boolean;
  /** Whether something with this address may be loaded. */
  isLocal(address: string): boolean;
};

/** What any page may load; everything that names a host on a network is absent. */
const LOCAL_SCHEMES = new Set(['app:', 'blob:', 'data:', 'devtools:', 'chrome-extension:']);

/** Of a PC with an office of its own: the built screens, and nothing from any network. */
export const APP_PAGES: OwnPages = {
  origin: () => APP_ORIGIN,
  isOwn: isOwnPage,
  isLocal: (address) => LOCAL_SCHEMES.has(parse(address)?.protocol ?? ''),
};

/**
 * Of a counter's PC: the one address of its own station process on 127.0.0.1, once it is known, and no other of this PC.
 */
export function createStationPages(): OwnPages & { become(address: string): void } {
  let own: URL | null = null;
  const isSameHost = (url: URL | undefined): boolean =>
    url !== undefined && own !== null && url.host === own.host && url.username === '';
  return {
    become(address) {
      own = new URL(address);
    },
    origin: () => own?.origin ?? null,
    isOwn(address) {
      const url = parse(address);
      return url?.protocol === 'http:' && isSameHost(url);
    },
    isLocal(address) {
      const url = parse(address);
      if (url?.protocol === 'http:' || url?.protocol === 'ws:') return isSameHost(url);
      return url?.protocol !== 'app:' && LOCAL_SCHEMES.has(url?.protocol ?? '');
    },
  };
}

function parse(address: string): URL | undefined {
  try {
    return new URL(address);
  } catch {
    return undefined;
  }
}
