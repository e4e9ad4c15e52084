import { type RefObject, useLayoutEffect, useRef } from 'react';
import { serialScans } from '#renderer/office/index.ts';
import { looksLikeCitizenCard, looksLikePartialCard } from '#shared/citizen/index.ts';
import { readTicketQr } from '#shared/queue/index.ts';

import { isSlowScan, NOTHING_TYPED, typeOn } from './slow-scan.ts';
import {
  asScannedInto,
  type FieldSnapshot,
  isTextTarget,
  restoreField,
  type TextTarget,
  takeFieldSnapshot,
  typeInto,
} from './text-target.ts';
import { ticketScans } from './ticket-scans.ts';
import { findTypedCharacter, isModifier } from './typed-character.ts';
import {
  burstEnded,
  endSilence,
  IDLE_WEDGE,
  readBurst,
  type ScannedBurst,
  stepWedge,
  type WedgeKey,
} from './wedge.ts';

/** A field takes a scanned bare number of at most this many digits (`data-scan-digits`). */
const DIGITS_ATTRIBUTE = 'scanDigits';
/** A field for codes (`data-scan-codes`) takes every scan but a card, receipts too; `submit`: Enter then sends its form. */
const CODES_ATTRIBUTE = 'scanCodes';

/** Keys before which the page is remembered; more than any beginning that is recognised late. */
const MOMENTS = 160;

export type ScannerHandlers<Memory> = {
  /** Remembers the form before the first key of what may become a scan. */
  remember(): Memory;
  /** Puts the form back: what was typed into it since was a scanner's. */
  restore(memory: Memory): void;
  /** A text that is meant for the screen, whatever field it was scanned into: it goes to `onScan` without a trace there. */
  claims?(text: string): boolean;
  /** A text scanned or pasted that belongs to no field. `origin`: where the cursor was. */
  onScan(text: string, origin: Element | null): void;
  /** A number was scanned into a field that takes numbers, with Enter or Tab behind it. */
  onAdvance(field: Element): void;
};

/** The page as it stood before a key. */
type Moment<Memory> = { memory: Memory; element: Element | null; field: FieldSnapshot | null };

/**
 * Listens to the whole window for a keyboard-wedge scanner and for pasted cards, and to scanners on a serial line. `sink` is a hidden password field that
 * takes the focus during a scan: input methods leave such fields alone, and no button hears the scanner's Enter.
 */
export function useScanner<Memory>(
  sink: RefObject<HTMLInputElement | null>,
  handlers: ScannerHandlers<Memory>,
): void {
  const latest = useRef(handlers);
  latest.current = handlers;
  // With the first drawing, not after it: a gun may fire as soon as the screen is seen.
  useLayoutEffect(() => {
    let state = IDLE_WEDGE;
    /** The page before each of the last keys that it got; what a scan must be taken back to. */
    let passed: Moment<Memory>[] = [];
    let began: Moment<Memory> | null = null;
    let go = NOTHING_TYPED;
    let timer: ReturnType<typeof setTimeout> | undefined;

    const rests = (target: EventTarget | null): boolean =>
      (target instanceof Element && target.closest('[role="dialog"], [inert]') !== null) ||
      sink.current?.closest('[inert]') != null;

    const finish = (): void => {
      clearTimeout(timer);
      const burst = readBurst(state);
      const moment = began;
      state = IDLE_WEDGE;
      passed = [];
      began = null;
      go = NOTHING_TYPED;
      if (moment !== null) deliver(burst, moment, latest.current);
    };

    const schedule = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        if (burstEnded(state, performance.now())) finish();
        else if (state.holding) schedule();
      }, endSilence(state));
    };

    const begin = (): void => takeBack(passed.at(-state.text.length) ?? passed[0] ?? null);

    const takeBack = (moment: Moment<Memory> | null): void => {
      began = moment;
      passed = [];
      if (began === null) return;
      // The focus goes first: leaving the field ends a composition, whose text must not come after the restoring.
      sink.current?.focus({ preventScroll: true });
      if (began.field !== null) restoreField(began.field);
      latest.current.restore(began.memory);
    };

    /** What a slow gun typed as a person would is known by its end; it is taken back then, and goes where a quick one's does. */
    const endsSlowScan = (key: WedgeKey): boolean => {
      if (state.holding) return false;
      if (key.kind === 'character') {
        go = typeOn(go, key.character, key.at);
        return false;
      }
      const { text } = go;
      const moment = passed.at(-text.length);
      const isScan =
        key.kind === 'suffix' &&
        moment !== undefined &&
        text.length <= passed.length &&
        !takesCodes(document.activeElement) &&
        isSlowScan(go, key.at, latest.current.claims ?? (() => false));
      go = NOTHING_TYPED;
      if (!isScan) return false;
      takeBack(moment);
      state = { ...IDLE_WEDGE, text: `${text}${key.key === 'Tab' ? '\t' : '\n'}` };
      finish();
      return true;
    };

    const feed = (key: WedgeKey): boolean => {
      if (endsSlowScan(key)) return true;
      if (key.kind === 'character' && !state.holding) {
        const element = document.activeElement;
        const field = isTextTarget(element) ? takeFieldSnapshot(element) : null;
        passed = [...passed, { memory: latest.current.remember(), element, field }].slice(-MOMENTS);
      }
      const step = stepWedge(state, key);
      state = step.state;
      if (step.verdict === 'begin') begin();
      if (state.holding) schedule();
      else if (state.recent === '') passed = [];
      return step.verdict === 'begin' || step.verdict === 'hold' || suffixIsBarred(step.verdict);
    };

    const onKeyDown = (event: KeyboardEvent): void => {
      if (!event.isTrusted || isModifier(event.key) || (!state.holding && rests(event.target))) return;
      // On a slow PC the next key may come before the timer that ends a burst.
      if (burstEnded(state, event.timeStamp)) finish();
      // A code without separators is over with its suffix; what comes at once behind it belongs to the next field.
      if (state.holding && /[\n\t]$/.test(state.text) && readBurst(state).kind !== 'card') finish();
      if (feed(keyOf(event))) {
        event.preventDefault();
        event.stopImmediatePropagation();
      }
    };

    // Letters without a key of their own (Alt codes, clipboard modes, accents) reach the sink as text.
    const onBeforeInput = (event: InputEvent): void => {
      if (!state.holding || event.target !== sink.current) return;
      event.preventDefault();
      for (const character of event.data ?? '')
        feed({ kind: 'character', character, at: performance.now(), repeat: false });
    };

    const onPaste = (event: ClipboardEvent): void => {
      if (rests(event.target)) return;
      const text = event.clipboardData?.getData('text/plain') ?? '';
      const inField = isTextTarget(event.target) && event.target !== sink.current;
      const isMeant =
        looksLikeCitizenCard(text) ||
        looksLikePartialCard(text) ||
        (!takesCodes(event.target) && (latest.current.claims?.(text) ?? false));
      if (text.trim() === '' || (inField && !isMeant)) return;
      event.preventDefault();
      event.stopPropagation();
      latest.current.onScan(text, document.activeElement);
    };

    /** No key is involved: nothing has to be taken back, and an input method never saw it. */
    const onSerialScan = (text: string): void => {
      const element = document.activeElement;
      const field = isTextTarget(element) ? takeFieldSnapshot(element) : null;
      if (rests(element)) {
        if (field !== null) typeInto(asScannedInto(field), text);
        return;
      }
      const burst = readBurst({ ...IDLE_WEDGE, text: `${text}\n` });
      deliver(burst, { memory: latest.current.remember(), element, field }, latest.current);
    };

    const stopListening = serialScans.listen(onSerialScan);
    window.addEventListener('keydown', onKeyDown, true);
    window.addEventListener('beforeinput', onBeforeInput, true);
    window.addEventListener('paste', onPaste, true);
    return () => {
      clearTimeout(timer);
      stopListening();
      window.removeEventListener('keydown', onKeyDown, true);
      window.removeEventListener('beforeinput', onBeforeInput, true);
      window.removeEventListener('paste', onPaste, true);
    };
  }, [sink]);
}

function suffixIsBarred(verdict: string): boolean {
  return verdict === 'suffix' && !isTextTarget(document.activeElement);
}

function keyOf(event: KeyboardEvent): WedgeKey {
  const at = event.timeStamp;
  if ((event.key === 'Enter' || event.key === 'Tab') && !event.ctrlKey && !event.altKey)
    return { kind: 'suffix', key: event.key, at };
  const character = findTypedCharacter(event);
  return character === undefined
    ? { kind: 'other', at }
    : { kind: 'character', character, at, repeat: event.repeat };
}

/** Brings a finished burst to where it belongs: the queue, the card reader, the field it was meant for, or a plain message. */
function deliver<Memory>(
  burst: ScannedBurst,
  began: Moment<Memory>,
  handlers: ScannerHandlers<Memory>,
): void {
  const { element, field } = began;
  const ticket = burst.kind === 'digits' ? readTicketQr(burst.text) : undefined;
  if (ticket !== undefined && ticketScans.deliver(ticket)) {
    if (element instanceof HTMLElement) element.focus({ preventScroll: true });
    return;
  }
  if (burst.kind !== 'card' && field !== null && takesCodes(field.field)) {
    typeInto(field, burst.text);
    if (burst.suffix !== null) handlers.onAdvance(field.field);
    return;
  }
  const claimed = handlers.claims?.(burst.text) ?? false;
  if (burst.kind !== 'card' && field !== null && !claimed) {
    if (burst.suffix === null) {
      typeInto(asScannedInto(field), burst.text);
      return;
    }
    if (takes(field.field, burst)) {
      typeInto(field, burst.text);
      handlers.onAdvance(field.field);
      return;
    }
  }
  if (element instanceof HTMLElement) element.focus({ preventScroll: true });
  handlers.onScan(burst.text, element);
}

function takesCodes(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.dataset[CODES_ATTRIBUTE] !== undefined;
}

/** Is this what the field is for: a number not too long for it, an address in the field for e-mail? */
function takes({ inputMode, dataset }: TextTarget, burst: ScannedBurst): boolean {
  if (burst.kind === 'digits') return burst.text.length <= Number(dataset[DIGITS_ATTRIBUTE] ?? 0);
  return inputMode === 'email' && burst.text.includes('@');
}
