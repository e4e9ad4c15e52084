import { useEffect, useRef } from 'react';

/** How long nobody touches a screen with somebody's session before it asks for the password again. */
export const IDLE_LOCK_MS = 15 * 60_000;

const LOOK_EVERY_MS = 10_000;
const SIGNS_OF_LIFE = ['pointerdown', 'pointermove', 'keydown', 'wheel'] as const;

/** Calls `onIdle` once when nobody touched keyboard or mouse for `afterMs`, also when the PC slept meanwhile. */
export function useIdle(afterMs: number, onIdle: () => void, enabled: boolean): void {
  const latest = useRef(onIdle);
  latest.current = onIdle;
  useEffect(() => {
    if (!enabled) return undefined;
    let touched = performance.now();
    const touch = (): void => {
      touched = performance.now();
    };
    for (const sign of SIGNS_OF_LIFE) window.addEventListener(sign, touch, { passive: true, capture: true });
    const timer = setInterval(() => {
      if (performance.now() - touched >= afterMs) latest.current();
    }, LOOK_EVERY_MS);
    return () => {
      clearInterval(timer);
      for (const sign of SIGNS_OF_LIFE) window.removeEventListener(sign, touch, { capture: true });
    };
  }, [afterMs, enabled]);
}
