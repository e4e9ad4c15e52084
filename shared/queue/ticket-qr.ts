import { z } from 'zod';
import { CalendarDate } from '../citizen/index.ts';
import { formatTicketNumber, parseTicketNumber } from './number.ts';

/**
 * First digits of every ticket's QR. Digits only, so that a scanner that types like a keyboard brings the same text
 * through every Vietnamese input method (Telex makes other letters of `aa` and `dd`, VNI of a letter and a digit); 17 of
 * them, a length that no personal number, old number or tax code has.
 */
const MARK = '75';
const PATTERN = new RegExp(`^${MARK}(\\d{4})(\\d{2})(\\d{2})(\\d{2})(\\d{3})(\\d{2})$`);
const FIRST_LETTER = 'A'.charCodeAt(0);

/** Which ticket a QR means: a number stands once in its day. */
export const TicketMark = z.object({ number: z.string(), day: CalendarDate });
export type TicketMark = z.infer<typeof TicketMark>;

/** Text of the QR on a ticket. It tells what the ticket tells, and nothing of a person. Throws RangeError for no ticket. */
export function ticketQr({ number, day }: TicketMark): string {
  const parts = parseTicketNumber(number);
  if (parts === undefined || !CalendarDate.safeParse(day).success) {
    throw new RangeError(`not a ticket: ${number} of ${day}`);
  }
  const letter = String(parts.letter.charCodeAt(0) - FIRST_LETTER + 1).padStart(2, '0');
  const digits = `${MARK}${day.replaceAll('-', '')}${letter}${String(parts.serial).padStart(3, '0')}`;
  return `${digits}${checkDigits(digits)}`;
}

/** Reads what a scanner read; undefined where that is no ticket (another code, a misread digit, a day that never was). */
export function readTicketQr(text: string): TicketMark | undefined {
  const scanned = text.trim();
  const match = PATTERN.exec(scanned);
  if (match === null || checkDigits(scanned.slice(0, -2)) !== scanned.slice(-2)) return undefined;
  const [, year, month, date, letter = '', serial = ''] = match;
  const day = `${year}-${month}-${date}`;
  const place = Number(letter);
  if (place < 1 || place > 26 || Number(serial) < 1 || !CalendarDate.safeParse(day).success) return undefined;
  return { number: formatTicketNumber(String.fromCharCode(FIRST_LETTER + place - 1), Number(serial)), day };
}

/** ISO 7064 MOD 97-10: every single digit misread and every two swapped are noticed. */
function checkDigits(digits: string): string {
  let rest = 0;
  for (const digit of `${digits}00`) rest = (rest * 10 + Number(digit)) % 97;
  return String(98 - rest).padStart(2, '0');
}
