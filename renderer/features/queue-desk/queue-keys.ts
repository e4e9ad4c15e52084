/**
 * The keys of the queue, one family: F9, and Shift or Ctrl with an F-key. No letter with Alt is left for so many, Ctrl
 * with a digit belongs to the browser, as Ctrl+F4, Ctrl+F5 and Ctrl+F6 do, and Shift+F5 and Shift+F10 to reloading and
 * the context menu. What ends or puts off a turn has Ctrl: a Shift still held from a capital letter must not make F2,
 * F6 or F7 of the reception into it.
 */
export const QUEUE_KEYS = {
  primary: 'F9',
  recall: 'Shift+F9',
  hold: 'Shift+F8',
  skip: 'Ctrl+F7',
  'no-show': 'Ctrl+F8',
  transfer: 'Shift+F4',
  pause: 'Shift+F3',
  finish: 'Ctrl+F9',
  pane: 'Shift+F1',
  issue: 'Shift+F11',
  back: 'Shift+F12',
} as const;

/** A key as it stands on a small button: `⇧F8`. */
export function shortKey(key: string): string {
  return key.replace('Shift+', '⇧');
}
