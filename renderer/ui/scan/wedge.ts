/**
 * Tells a keyboard-wedge scanner from a person by speed and frame. A scanner types a card's QR as keys, a few
 * milliseconds apart, and ends with Enter or Tab; whichever field has the focus would get the text, and the Enter
 * would press whatever button has it. The detector is pure: keys with their times in, verdicts out.
 */

/** Longest time between two keys of one burst, milliseconds. Guns send every 1–30 ms; a person rarely below 60. */
export const BURST_GAP_MS = 40;
/** Longest time between two keys that may still be of one card, on a PC so busy that keys arrive late, milliseconds. */
const SLOW_GAP_MS = 500;

/** Silence after which a held burst counts as finished, milliseconds: short behind the gun's own end mark. */
const END_AFTER_SUFFIX_MS = 60;
const END_OF_CARD_MS = 400;
/** A card cut short would be read as a shorter address, so what is not whole is waited for, also on a busy PC. */
const END_OF_PART_MS = 1500;
const END_OF_CODE_MS = 120;

/** Digits in a row at a scanner's speed after which keys are held back: every citizen card begins with 12 digits. */
const HOLD_AFTER_DIGITS = 6;
/** Characters without a blank at a scanner's speed: codes and addresses of other QRs. */
const HOLD_AFTER_UNBROKEN = 12;
/** Keys at a scanner's speed behind which Enter is not a person's. */
const SHORT_BURST = 4;
/** The separator of a card's QR: nobody types it by hand at such a speed. */
const SEPARATOR = '|';
/** How a card begins, whatever the speed: nobody types this by hand. */
const CARD_BEGINS = /\d{12}\|$/;
const CARD_BEGINNING_LENGTH = 13;
/** All seven fields that every card has, up to the date of issue. */
const CARD_IS_WHOLE = /^(?:[^|]*\|){6}\d{8}/;
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
  /** The last characters at any speed short of a pause; a card on a busy PC is recognised by its beginning in them. */
  recent: string;
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

export const IDLE_WEDGE: WedgeState = {
  text: '',
  recent: '',
  lastAt: Number.NEGATIVE_INFINITY,
  holding: false,
};

/** Does this burst, typed at a scanner's speed, look like a scanner's, whatever follows? */
function looksScanned(text: string): boolean {
  if (text.includes(SEPARATOR)) return text.length >= SHORT_BURST;
  return (
    new RegExp(`^\\d{${HOLD_AFTER_DIGITS}}`).test(text) ||
    new RegExp(`^\\S{${HOLD_AFTER_UNBROKEN}}`).test(text)
  );
}

/** Feeds one key. The verdict says what happens to the key itself. */
export function stepWedge(state: WedgeState, key: WedgeKey): { state: WedgeState; verdict: WedgeVerdict } {
  const silence = key.at - state.lastAt;
  if (state.holding && silence < endSilence(state)) return stepHeld(state, key);
  if (key.kind === 'other') return { state: IDLE_WEDGE, verdict: 'pass' };
  if (key.kind === 'suffix') {
    const isQuick = silence <= BURST_GAP_MS && state.text.length >= SHORT_BURST;
    return { state: IDLE_WEDGE, verdict: isQuick ? 'suffix' : 'pass' };
  }
  if (key.repeat) return { state: IDLE_WEDGE, verdict: 'pass' };
  const { character, at } = key;
  const recent = ((silence <= SLOW_GAP_MS ? state.recent : '') + character).slice(-CARD_BEGINNING_LENGTH);
  const text = (silence <= BURST_GAP_MS ? state.text : '') + character;
  const begun = CARD_BEGINS.test(recent) ? recent : looksScanned(text) ? withSlowDigits(text, recent) : null;
  return begun === null
    ? { state: { text, recent, lastAt: at, holding: false }, verdict: 'pass' }
    : { state: { text: begun, recent, lastAt: at, holding: true }, verdict: 'begin' };
}

/** The first digits of a number may have come late; together with them it is not longer than a card's number. */
function withSlowDigits(text: string, recent: string): string {
  const digits = /\d+$/.exec(recent)?.[0] ?? '';
  return digits.endsWith(text) && digits.length <= CARD_BEGINNING_LENGTH - 1 ? digits : text;
}

function stepHeld(state: WedgeState, key: WedgeKey): { state: WedgeState; verdict: WedgeVerdict } {
  const marks = { Enter: '\n', Tab: '\t' };
  const added =
    key.kind === 'suffix' ? marks[key.key] : key.kind === 'character' && !key.repeat ? key.character : '';
  const text = (state.text + added).slice(0, MAXIMUM_LENGTH);
  return { state: { ...state, text, lastAt: key.at }, verdict: 'hold' };
}

/** Milliseconds of silence that end a held burst. */
export function endSilence(state: WedgeState): number {
  if (/[\n\t]$/.test(state.text)) return END_AFTER_SUFFIX_MS;
  if (!state.text.includes(SEPARATOR)) return END_OF_CODE_MS;
  return CARD_IS_WHOLE.test(state.text) ? END_OF_CARD_MS : END_OF_PART_MS;
}

/** Has a held burst come to its end at this time? */
export function burstEnded(state: WedgeState, at: number): boolean {
  return state.holding && at - state.lastAt >= endSilence(state);
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
