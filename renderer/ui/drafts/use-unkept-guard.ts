import { useEffect } from 'react';
import type { DraftKeeper } from './draft-keeper.ts';

/**
 * What is typed is kept in the office and comes back. Only where that could not be done, the browser, or the host of the
 * window, asks before it closes. `dirty`: something is entered.
 */
export function useUnkeptGuard(keeper: DraftKeeper, dirty: boolean): void {
  useEffect(() => {
    if (!dirty) return undefined;
    const ask = (event: BeforeUnloadEvent): void => {
      void keeper.flush();
      const { phase } = keeper.state.get();
      if (phase === 'waiting' || phase === 'failed') event.preventDefault();
    };
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [dirty, keeper]);
}
