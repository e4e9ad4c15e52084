import { focusPageHeading, isFocusLost } from './page-heading.ts';

/** A button that is busy is disabled; when it is done it should have the cursor again. Longer is no answer. */
const PATIENCE_MS = 5000;
/** Lists and menus give the cursor back themselves, a moment after they closed. */
const OTHERS_FIRST_MS = 50;

/** What had the cursor last, or should have it as soon as it can; of this one window. */
let last: HTMLElement | null = null;
/** It was busy, and gets the cursor when it is ready and nothing else has it. */
let owed = false;
/** Until when `last` is waited for before the heading takes the cursor. */
let waiting: ReturnType<typeof setTimeout> | undefined;

/** Gives the cursor to an element; to one that is busy, once it is ready; to the heading of the screen where it is gone. */
export function giveFocus(element: Element | null): void {
  if (!(element instanceof HTMLElement) || element === document.body || !element.isConnected) {
    focusPageHeading();
  } else if (element.matches(':disabled')) {
    waitFor(element, true);
    fallBackAfter(PATIENCE_MS);
  } else element.focus({ preventScroll: true });
}

/**
 * Watches over the cursor of the whole window: when what had it is taken away, the heading of the screen takes it;
 * when it was only disabled for a while, it gets it back. Otherwise the next Tab would begin at the top of the window.
 * Returns how to end it.
 */
export function keepFocus(): () => void {
  const remember = (event: FocusEvent): void => {
    if (event.target instanceof HTMLElement) waitFor(event.target, false);
  };
  const observer = new MutationObserver(look);
  observer.observe(document.body, { childList: true, subtree: true, attributeFilter: ['disabled'] });
  document.addEventListener('focusin', remember);
  return () => {
    observer.disconnect();
    document.removeEventListener('focusin', remember);
    waitFor(null, false);
  };
}

function look(): void {
  if (last === null) return;
  // What becomes disabled loses the cursor only when the browser draws next: whether it is lost is asked then.
  if (!last.isConnected) fallBackAfter(OTHERS_FIRST_MS);
  else if (last.matches(':disabled')) {
    owed = true;
    fallBackAfter(PATIENCE_MS);
  } else if (owed && isFocusLost()) last.focus({ preventScroll: true });
}

/** Whoever was waited for before is so no longer. */
function waitFor(element: HTMLElement | null, isOwed: boolean): void {
  clearTimeout(waiting);
  waiting = undefined;
  last = element;
  owed = isOwed;
}

function fallBackAfter(milliseconds: number): void {
  waiting ??= setTimeout(() => {
    waitFor(null, false);
    if (isFocusLost()) focusPageHeading();
  }, milliseconds);
}
