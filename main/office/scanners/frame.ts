/** How a gun ends what it read: with a line end, with nothing, or as it turns out to do. */
export type ScanEnd = 'line' | 'none' | 'unknown';

/** Longer than any code on a card, a receipt or a parcel: what never ends is not kept for ever. */
export const MOST_SCAN_BYTES = 4_096;

/**
 * Silence after which what came is taken for whole, milliseconds. Without a line end it is all there is to go by: more
 * than a USB hub that bundles leaves between two pieces, less than a person needs to fire again. Where a line end is
 * due, a slow gun may take its time.
 */
export const SILENCE_MS: Record<ScanEnd, number> = { none: 120, unknown: 300, line: 2_000 };

/** Puts the bytes of a serial scanner together into what was scanned. */
export type ScanFramer = {
  /** Bytes as they came, cut anywhere. Returns what is whole with them, in order; empty scans are none. */
  push(bytes: Uint8Array): string[];
  /** Nothing came for `silenceMs`: what is there is a scan, even where a line end was expected; a reader tells a piece. */
  silence(): string[];
  /** How long to wait for more before `silence`; null while nothing is begun. */
  readonly silenceMs: number | null;
};

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
/** Some guns put these around a code. */
const START_OF_TEXT = 0x02;
const END_OF_TEXT = 0x03;

/**
 * A framer for one gun. Carriage return and line feed end a scan, in any order and number. A scan longer than
 * `MOST_SCAN_BYTES` is dropped up to its end. Bytes that are no UTF-8 (another code page, a wrong baud rate) come out as
 * U+FFFD, by which the reader sees that the text can't be read.
 */
export function createScanFramer(end: ScanEnd): ScanFramer {
  let kept: number[] = [];
  let isTooLong = false;
  let known = end;

  function take(): string[] {
    const text = isTooLong ? '' : new TextDecoder().decode(Uint8Array.from(kept));
    kept = [];
    isTooLong = false;
    return text.trim() === '' ? [] : [text];
  }

  return {
    push(bytes) {
      const scans: string[] = [];
      for (const byte of bytes) {
        if (byte === CARRIAGE_RETURN || byte === LINE_FEED) {
          if (known === 'unknown' && kept.length > 0) known = 'line';
          scans.push(...take());
        } else if (byte === START_OF_TEXT || byte === END_OF_TEXT) continue;
        else if (kept.length < MOST_SCAN_BYTES) kept.push(byte);
        else isTooLong = true;
      }
      return scans;
    },
    silence: take,
    get silenceMs() {
      return kept.length === 0 ? null : SILENCE_MS[known];
    },
  };
}
