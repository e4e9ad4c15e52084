/** How long a ticket printer may take, in milliseconds; the proofs use shorter times. */
export type PrinterTiming = {
  /** One answer to one question. */
  readonly answerMs: number;
  /** So long nothing comes before a line counts as quiet after a disturbance. */
  readonly quietMs: number;
  /** Added to twice the time that the bytes need on the line. */
  readonly sendMarginMs: number;
  /** Added to twice the time that line and mechanism need. */
  readonly confirmMarginMs: number;
  /** Between two looks at the printer while it prints. */
  readonly pollMs: number;
  /** A line that may not stay open is closed after so long without use. */
  readonly idleMs: number;
};

export const USUAL_TIMING: PrinterTiming = {
  answerMs: 1_000,
  quietMs: 150,
  sendMarginMs: 3_000,
  confirmMarginMs: 5_000,
  pollMs: 400,
  idleMs: 2_000,
};

/** A byte on a serial line: start bit, eight bits, stop bit. */
const BITS_PER_BYTE = 10;
/** What a printer in a network takes at least. */
const NETWORK_BYTES_PER_SECOND = 20_000;
/** 50 mm a second, eight dots to the millimetre: a slow mechanism. */
const ROWS_PER_SECOND = 400;

/** Milliseconds that bytes take on a line of this speed. */
export function transmissionMs(bytes: number, baud: number | null): number {
  const perSecond = baud === null ? NETWORK_BYTES_PER_SECOND : baud / BITS_PER_BYTE;
  return (bytes / perSecond) * 1_000;
}

/** Milliseconds in which even a slow mechanism moves the paper by so many rows. */
export function mechanismMs(rows: number): number {
  return (rows / ROWS_PER_SECOND) * 1_000;
}
