import { type RefObject, useEffect } from 'react';

/** When a screen appears, its heading takes the cursor, unless a field of it or a dialog above it has it already. */
export function useArrival(
  screen: RefObject<HTMLElement | null>,
  heading: RefObject<HTMLElement | null>,
): void {
  useEffect(() => {
    const active = document.activeElement;
    if (screen.current?.contains(active) === true || active?.closest('[role="dialog"]') != null) return;
    heading.current?.focus({ preventScroll: true });
  }, [screen, heading]);
}
