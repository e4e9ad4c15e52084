import { useCallback, useLayoutEffect, useRef } from 'react';
import { giveFocus } from './keep-focus.ts';
import { isFocusLost } from './page-heading.ts';

/**
 * Gives the cursor back to what had it when a dialog opened, also when the dialog is taken away without being closed
 * first; to the heading of the screen where the opener is gone. Whoever took the cursor meanwhile keeps it. Returns the
 * `ref` of something inside the dialog.
 */
export function useOpener(opened: boolean): (inside: HTMLElement | null) => void {
  const dialog = useRef<Element | null>(null);
  useLayoutEffect(() => {
    if (!opened) return undefined;
    const opener = document.activeElement;
    // Once the screen without the dialog is drawn.
    return () => void setTimeout(() => giveBack(opener, dialog.current));
  }, [opened]);
  return useCallback((inside) => {
    if (inside !== null) dialog.current = inside.closest('[role="dialog"]');
  }, []);
}

function giveBack(opener: Element | null, closing: Element | null): void {
  if (isFocusLost() || closing?.contains(document.activeElement) === true) giveFocus(opener);
}
