/** Puts the cursor on the heading of the screen: where a screen reader begins to read, and Tab goes on from. */
export function focusPageHeading(): void {
  document.querySelector<HTMLElement>('h1[tabindex="-1"]')?.focus({ preventScroll: true });
}

/** Nothing has the cursor: the browser says so by naming the body. */
export function isFocusLost(): boolean {
  return document.activeElement === null || document.activeElement === document.body;
}
