import { type RefObject, useEffect, useRef } from 'react';

/** Remembers where in `frame` the cursor stood and puts it back there when the lock is lifted. */
export function useReturningFocus(frame: RefObject<HTMLElement | null>, locked: boolean): void {
  const last = useRef<HTMLElement | null>(null);
  useEffect(() => {
    const element = frame.current;
    if (element === null) return undefined;
    const remember = (event: FocusEvent): void => {
      if (event.target instanceof HTMLElement) last.current = event.target;
    };
    element.addEventListener('focusin', remember);
    return () => element.removeEventListener('focusin', remember);
  }, [frame]);
  const wasLocked = useRef(locked);
  useEffect(() => {
    const lifted = wasLocked.current && !locked;
    wasLocked.current = locked;
    if (!lifted) return undefined;
    // After the lock screen gave up the focus it had trapped.
    const timer = setTimeout(() => last.current?.focus());
    return () => clearTimeout(timer);
  }, [locked]);
}
