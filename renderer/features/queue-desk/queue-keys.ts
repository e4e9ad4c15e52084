/**
 * The keys of the queue, one family: F9 and Shift with an F-key. No letter with Alt is left for so many, Ctrl with a
 * digit belongs to the browser, and Shift+F5 and Shift+F10 to reloading and the context menu.
 */
export const QUEUE_KEYS = {
  primary: 'F9',
  recall: 'Shift+F9',
  hold: 'Shift+F8',
  skip: 'Shift+F7',
  'no-show': 'Shift+F6',
  transfer: 'Shift+F4',
  pause: 'Shift+F3',
  finish: 'Shift+F2',
  pane: 'Shift+F1',
  issue: 'Shift+F11',
  back: 'Shift+F12',
} as const;

/** A key as it stands on a small button: `⇧F8`. */
export function shortKey(key: string): string {
  return key.replace('Shift+', '⇧');
}
