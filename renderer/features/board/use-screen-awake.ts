import { useEffect } from 'react';

/** Keeps the screen from going dark while mounted, where the browser can; asked again each time the page comes back. */
export function useScreenAwake(): void {
  useEffect(() => {
    let ended = false;
    let lock: WakeLockSentinel | null = null;
    const ask = async (): Promise<void> => {
      if (ended || document.visibilityState !== 'visible') return;
      try {
        const got = await navigator.wakeLock?.request('screen');
        if (ended) await got?.release();
        else lock = got ?? null;
      } catch {
        // No such lock here (battery, no TLS on the LAN): the PC's own settings decide; the guide says which.
      }
    };
    const onVisible = (): void => void ask();
    document.addEventListener('visibilitychange', onVisible);
    void ask();
    return () => {
      ended = true;
      document.removeEventListener('visibilitychange', onVisible);
      void lock?.release().catch(() => {});
    };
  }, []);
}
