const TAKES_FOCUS =
  'a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled), [tabindex]';

/**
 * Keeps Tab inside a dialog while `isTop`: from its ends it goes round, and from outside it comes back. Mantine's own
 * trap lets the cursor go once it is lost. Returns how to end it.
 */
export function staysInside(dialog: HTMLElement, isTop: () => boolean): () => void {
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Tab' || event.defaultPrevented || !isTop()) return;
    const stops = [...dialog.querySelectorAll<HTMLElement>(TAKES_FOCUS)].filter(
      (element) => element.tabIndex >= 0 && element.getClientRects().length > 0,
    );
    const active = document.activeElement;
    const end = stops.at(event.shiftKey ? 0 : -1);
    if (active !== dialog && active !== end && dialog.contains(active)) return;
    event.preventDefault();
    stops.at(event.shiftKey ? -1 : 0)?.focus();
  };
  document.addEventListener('keydown', onKeyDown);
  return () => document.removeEventListener('keydown', onKeyDown);
}
