/**
 * Reads the time. Rules never call `Date.now()`: the time is an argument, so that a test can turn the clock back.
 */
export type Clock = {
  /** Milliseconds since 1970-01-01T00:00Z, from the wall clock of this PC. It may jump in either direction. */
  now(): number;
};

/** Makes ids and random values; an argument for the same reason as Clock. */
export type Ids = {
  /** A new id: UUIDv7 text (36 characters, lower case), so that ids made later sort later. */
  id(): string;
  /** Cryptographically random bytes. */
  bytes(length: number): Uint8Array;
};

/** Minutes east of UTC at every Vietnamese office. Việt Nam has one zone and no daylight saving time. */
export const OFFICE_OFFSET_MINUTES = 7 * 60;

/** An instant as the journal writes it: `YYYY-MM-DDTHH:mm:ss.sss+07:00` (29 characters, sorts by time). */
export function officeTimestamp(epochMs: number): string {
  return `${new Date(epochMs + OFFICE_OFFSET_MINUTES * 60_000).toISOString().slice(0, 23)}+07:00`;
}

/** The local date of an instant at the office: `YYYY-MM-DD`. */
export function officeDate(epochMs: number): string {
  return officeTimestamp(epochMs).slice(0, 10);
}

/** The local date and minute of an instant at the office: `YYYY-MM-DDTHH:mm`; the form in which deadlines are computed. */
export function officeMinute(epochMs: number): string {
  return officeTimestamp(epochMs).slice(0, 16);
}

/** Milliseconds since 1970 of an office timestamp as made by `officeTimestamp` or `officeMinute`. */
export function epochOfOfficeTimestamp(text: string): number {
  const epoch = Date.parse(text.length === 16 ? `${text}:00+07:00` : text);
  if (Number.isNaN(epoch)) throw new RangeError(`not an office timestamp: ${text}`);
  return epoch;
}
