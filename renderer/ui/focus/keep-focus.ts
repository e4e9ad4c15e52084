import { focusPageHeading, isFocusLost } from './page-heading.ts';

/** A button that is busy is disabled; when it is done it should have the cursor again. Longer is no answer. */
const PATIENCE_MS = 1500;
/** Lists and menus give the cursor back themselves, a moment after they closed. */
const OTHERS_FIRST_MS = 50;

/** What had the cursor last, or should have it as soon as it can; of this one window. */
let last: HTMLElement | null = null;

/** Gives the cursor to an element; to one that is busy, once it is ready; to the heading of the screen where it is gone. */
export function giveFocus(element: Element | null): void {
  if (!(element instanceof HTMLElement) || element === document.body || !element.isConnected) {
    focusPageHeading();
  } else if (element.matches(':disabled')) last = element;
  else element.focus({ preventScroll: true });
}

/**
 * Watches over the cursor of the whole window: when what had it is taken away, the heading of the screen takes it;
 * when it was only disabled for a while, it gets it back. Otherwise the next Tab would begin at the top of the window.
 * Returns how to end it.
 */
export function keepFocus(): () => void {
  let waiting: ReturnType<typeof setTimeout> | undefined;

  function fallBackAfter(milliseconds: number): void {
    waiting ??= setTimeout(() => {
      waiting = undefined;
      if (!isFocusLost()) return;
      last = null;
      focusPageHeading();
    }, milliseconds);
  }
  function look(): void {
    if (last === null || !isFocusLost()) return;
    if (!last.isConnected) fallBackAfter(OTHERS_FIRST_MS);
    else if (last.matches(':disabled')) fallBackAfter(PATIENCE_MS);
    // It is there and ready, and yet without the cursor: either it was busy, or a person pointed beside it.
    else if (waiting !== undefined) last.focus({ preventScroll: true });
  }
  function remember(event: FocusEvent): void {
    if (event.target instanceof HTMLElement) last = event.target;
    clearTimeout(waiting);
    waiting = undefined;
  }

  const observer = new MutationObserver(look);
  observer.observe(document.body, { childList: true, subtree: true, attributeFilter: ['disabled'] });
  document.addEventListener('focusin', remember);
  return () => {
    observer.disconnect();
    document.removeEventListener('focusin', remember);
    clearTimeout(waiting);
  };
}
