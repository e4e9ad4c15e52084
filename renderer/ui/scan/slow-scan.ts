/**
 * A gun that is set slow, or a PC out of breath, sends keys that look like a person's. What it scanned is then known only
 * by its end: the whole text that was typed in one go is what a receipt's or slip's code gives, with Enter or Tab behind.
 */

/** Longest time between two keys of one go, milliseconds: also on a PC out of breath. */
const GO_GAP_MS = 1_000;
/** Mean time between two keys up to which a bare code is a gun's; a person types one for other reasons too, milliseconds. */
const BARE_GAP_MS = 55;

/** What was typed since the last pause. Times in milliseconds. */
export type TypedGo = { text: string; firstAt: number; lastAt: number };

export const NOTHING_TYPED: TypedGo = { text: '', firstAt: 0, lastAt: Number.NEGATIVE_INFINITY };

/** The go after one more character. */
export function typeOn(go: TypedGo, character: string, at: number): TypedGo {
  return at - go.lastAt > GO_GAP_MS
    ? { text: character, firstAt: at, lastAt: at }
    : { ...go, text: go.text + character, lastAt: at };
}

/**
 * Was this go, with Enter or Tab behind it at `at`, a scanner's? A code with its check value is: nobody types that by hand
 * into a field of another kind. `claims`: is the text the screen's at all?
 */
export function isSlowScan(go: TypedGo, at: number, claims: (text: string) => boolean): boolean {
  if (go.text === '' || at - go.lastAt > GO_GAP_MS || !claims(go.text)) return false;
  const hasCheckValue = /\s\S|[?&]kt=/.test(go.text.trim());
  return hasCheckValue || (go.lastAt - go.firstAt) / (go.text.length - 1) <= BARE_GAP_MS;
}
