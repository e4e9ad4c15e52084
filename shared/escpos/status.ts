import type { StatusQuestion } from './commands.ts';

/** How a printer says that it stands. */
export type PrinterStatus = {
  /** It takes nothing to print, whatever the reason. */
  readonly offline: boolean;
  readonly coverOpen: boolean;
  readonly paperOut: boolean;
  /** Still prints; the roll will end soon. */
  readonly paperNearEnd: boolean;
  /** Knife, head or mechanism. */
  readonly error: boolean;
};

/** Why a printer that answers can't print now. */
export type PrinterTrouble = 'cover-open' | 'paper-out' | 'printer-error' | 'offline';

export const READY: PrinterStatus = {
  offline: false,
  coverOpen: false,
  paperOut: false,
  paperNearEnd: false,
  error: false,
};

/** Bits 1 and 4 are always set in an answer to DLE EOT, bits 0 and 7 never. */
const FIXED_MASK = 0x93;
const FIXED = 0x12;

/** Whether a byte can be an answer to DLE EOT. */
export function isStatusByte(byte: number): boolean {
  return (byte & FIXED_MASK) === FIXED;
}

/** The answer to DLE EOT n. */
export function encodeStatus(status: PrinterStatus, which: StatusQuestion): number {
  switch (which) {
    case 1:
      return FIXED | 0x04 | (status.offline ? 0x08 : 0);
    case 2:
      return FIXED | (status.coverOpen ? 0x04 : 0) | (status.paperOut ? 0x20 : 0) | (status.error ? 0x40 : 0);
    case 3:
      return FIXED | (status.error ? 0x08 : 0);
    case 4:
      return FIXED | (status.paperNearEnd || status.paperOut ? 0x0c : 0) | (status.paperOut ? 0x60 : 0);
  }
}

/** What the four answers, to DLE EOT 1 to 4, say together; undefined where one of them is none. */
export function decodeStatus(answers: readonly [number, number, number, number]): PrinterStatus | undefined {
  if (!answers.every(isStatusByte)) return undefined;
  const [printer, cause, error, paper] = answers;
  const paperOut = (cause & 0x20) !== 0 || (paper & 0x60) !== 0;
  return {
    offline: (printer & 0x08) !== 0,
    coverOpen: (cause & 0x04) !== 0,
    paperOut,
    paperNearEnd: (paper & 0x0c) !== 0 && !paperOut,
    error: (cause & 0x40) !== 0 || (error & 0x6c) !== 0,
  };
}

/** What stands in the way, the first thing to mend; null where it can print. */
export function troubleOf(status: PrinterStatus): PrinterTrouble | null {
  if (status.coverOpen) return 'cover-open';
  if (status.paperOut) return 'paper-out';
  if (status.error) return 'printer-error';
  return status.offline ? 'offline' : null;
}
