/** Serials of a day run from 1 to this: three digits. */
export const LAST_SERIAL = 999;

/** Number of a ticket as it is printed and called: `A005`. Throws RangeError for a serial that three digits cannot hold. */
export function formatTicketNumber(letter: string, serial: number): string {
  if (!/^[A-Z]$/.test(letter)) throw new RangeError(`not a letter of a group: ${letter}`);
  if (!Number.isInteger(serial) || serial < 1 || serial > LAST_SERIAL) {
    throw new RangeError(`not a serial of a ticket: ${serial}`);
  }
  return `${letter}${String(serial).padStart(3, '0')}`;
}

/** Letter and serial of a number; how it is spoken is no business of this room. Undefined for anything else. */
export function parseTicketNumber(text: string): { letter: string; serial: number } | undefined {
  const match = /^([A-Z])(\d{3})$/.exec(text);
  const [, letter = '', digits = ''] = match ?? [];
  const serial = Number(digits);
  return match === null || serial < 1 ? undefined : { letter, serial };
}

/** The serial after `last` (0: none yet); null where the day's serials are used up. */
export function nextSerial(last: number): number | null {
  return last < LAST_SERIAL ? last + 1 : null;
}
