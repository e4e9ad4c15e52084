/**
 * Tells a keyboard-wedge scanner from a person by speed and frame. A scanner types a card's QR as keys, a few
 * milliseconds apart, and ends with Enter or Tab; whichever field has the focus would get the text, and the Enter
 * would press whatever button has it. The detector is pure: keys with their times in, verdicts out.
 */

/** Longest time between two keys of one burst, milliseconds. Guns send every 1–30 ms; a person rarely below 60. */
export const BURST_GAP_MS = 40;
/** Silence after which a held burst counts as finished, milliseconds. A jerk of a slow PC must fit in. */
export const BURST_END_MS = 120;

/** Digits in a row at a scanner's speed after which keys are held back: every citizen card begins with 12 digits. */
const HOLD_AFTER_DIGITS = 6;
/** Characters without a blank at a scanner's speed: codes and addresses of other QRs. */
const HOLD_AFTER_UNBROKEN = 12;
/** Keys at a scanner's speed behind which Enter is not a person's. */
const SHORT_BURST = 4;
/** The separator of a card's QR: nobody types it by hand at such a speed. */
const SEPARATOR = '|';
/** More than any QR holds (version 40, byte mode: 2,953); a stuck key must not fill the memory. */
const MAXIMUM_LENGTH = 4_000;

export type WedgeKey =
  /** A printable character; `repeat`: the key is being held down by a finger. */
  | { kind: 'character'; character: string; at: number; repeat: boolean }
  /** Enter or Tab, which scanners send as suffix. */
  | { kind: 'suffix'; key: 'Enter' | 'Tab'; at: number }
  /** Any other key that edits or moves. Modifiers are not reported at all. */
  | { kind: 'other'; at: number };

export type WedgeState = {
  /** Characters of the burst so far, with `\n` for Enter and `\t` for Tab inside it. */
  text: string;
  lastAt: number;
  /** Keys are kept from the page. */
  holding: boolean;
};

/**
 * `pass`: the page gets the key. `begin`: from this key on keys are held; what the page got of this burst must be
 * taken back (`text` is the burst including this key). `hold`: the page does not get it. `suffix`: Enter or Tab close
 * behind a burst too short to hold; a text field may have it, a button must not.
 */
export type WedgeVerdict = 'pass' | 'begin' | 'hold' | 'suffix';

export const IDLE_WEDGE: WedgeState = { text: '', lastAt: Number.NEGATIVE_INFINITY, holding: false };

/** Does this burst look like a scanner's, whatever follows? */
function looksScanned(text: string): boolean {
  if (text.includes(SEPARATOR)) return text.length >= 4;
  return (
    new RegExp(`^\\d{${HOLD_AFTER_DIGITS}}`).test(text) ||
    new RegExp(`^\\S{${HOLD_AFTER_UNBROKEN}}`).test(text)
  );
}

/** Feeds one key. The verdict says what happens to the key itself. */
export function stepWedge(state: WedgeState, key: WedgeKey): { state: WedgeState; verdict: WedgeVerdict } {
  const fast = key.at - state.lastAt <= (state.holding ? BURST_END_MS : BURST_GAP_MS);
  if (key.kind === 'other') {
    if (state.holding && fast) return { state: { ...state, lastAt: key.at }, verdict: 'hold' };
    return { state: IDLE_WEDGE, verdict: 'pass' };
  }
  if (key.kind === 'suffix') {
    if (!fast || state.text === '') return { state: IDLE_WEDGE, verdict: 'pass' };
    if (!state.holding)
      return { state: IDLE_WEDGE, verdict: state.text.length >= SHORT_BURST ? 'suffix' : 'pass' };
    const mark = key.key === 'Enter' ? '\n' : '\t';
    return { state: { ...state, text: state.text + mark, lastAt: key.at }, verdict: 'hold' };
  }
  if (key.repeat)
    return { state: state.holding ? state : IDLE_WEDGE, verdict: state.holding ? 'hold' : 'pass' };
  if (!fast) return { state: { text: key.character, lastAt: key.at, holding: false }, verdict: 'pass' };
  const text = (state.text + key.character).slice(0, MAXIMUM_LENGTH);
  if (state.holding) return { state: { text, lastAt: key.at, holding: true }, verdict: 'hold' };
  const holding = looksScanned(text);
  return { state: { text, lastAt: key.at, holding }, verdict: holding ? 'begin' : 'pass' };
}

/** Is this key the first of a new burst? Then the page should remember what stands in its fields. */
export function beginsBurst(state: WedgeState, at: number): boolean {
  return !state.holding && at - state.lastAt > BURST_GAP_MS;
}

/** Has a held burst come to its end at this time? */
export function burstEnded(state: WedgeState, at: number): boolean {
  return state.holding && at - state.lastAt >= BURST_END_MS;
}

/** What a finished burst is taken for. */
export type ScannedBurst = {
  text: string;
  suffix: 'Enter' | 'Tab' | null;
  /** `card`: has the separators of a citizen card's QR, whole or not. `digits`: a bare number. `other`: any other code. */
  kind: 'card' | 'digits' | 'other';
};

/** Reads a finished burst: the suffix is taken off, line feeds inside a card's text stay as they came. */
export function readBurst(state: WedgeState): ScannedBurst {
  const end = /[\n\t]+$/.exec(state.text)?.[0] ?? '';
  const text = state.text.slice(0, state.text.length - end.length);
  const suffix = end === '' ? null : end.startsWith('\n') ? 'Enter' : 'Tab';
  if (text.includes(SEPARATOR)) return { text, suffix, kind: 'card' };
  return { text, suffix, kind: /^\d+$/.test(text) ? 'digits' : 'other' };
}
