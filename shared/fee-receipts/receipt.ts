import { z } from 'zod';
import { parsePlainDate } from '../calendar/index.ts';
import { WellFormedText } from '../dossier/index.ts';

/** A day that exists, `YYYY-MM-DD`. */
export const ReceiptDay = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .refine((day) => parsePlainDate(day) !== undefined);

/** The most that is taken at once, in whole đồng: beyond it somebody leant on a key. */
export const MOST_AMOUNT = 9_999_999_999;

export const PaymentMethod = z.enum(['cash', 'transfer']);
export type PaymentMethod = z.infer<typeof PaymentMethod>;

/** `electronic`: by a provider; `paper`: of a book of the old kind, as long as those may be used. */
export const ReceiptMedium = z.enum(['electronic', 'paper']);
export type ReceiptMedium = z.infer<typeof ReceiptMedium>;

/** What the provider gave: sign of the form, series, number as it was given, day of issue. Never made here. */
export const ReceiptNumber = z.strictObject({
  medium: ReceiptMedium,
  formSign: z.string().max(40),
  series: z.string().max(40),
  number: z.string().regex(/^\d{1,15}$/),
  issuedOn: ReceiptDay,
});
export type ReceiptNumber = z.infer<typeof ReceiptNumber>;

/** `waiting`: for the provider's number. `cancelled` and `replaced`: by the provider, after it had one. */
export const ReceiptState = z.enum(['waiting', 'numbered', 'withdrawn', 'cancelled', 'replaced']);
export type ReceiptState = z.infer<typeof ReceiptState>;

const Line = (most: number) => WellFormedText.trim().min(1).max(most);

/** What was taken, from whom, how and on which day. */
export const Collected = z.strictObject({
  charge: Line(200),
  /** Whole đồng. */
  amount: z.int().min(1).max(MOST_AMOUNT),
  payer: Line(200),
  method: PaymentMethod,
  collectedOn: ReceiptDay,
});
export type Collected = z.infer<typeof Collected>;

/**
 * Which number it is, whatever zeros stand before it: numbers begin at 1 each year, so the year of issue belongs to it.
 * Letters of sign and series count in either case.
 */
export function numberKey({ medium, formSign, series, number, issuedOn }: ReceiptNumber): string {
  const sign = (text: string) => text.normalize('NFC').replace(/\s+/gu, '').toUpperCase();
  const digits = number.replace(/^0+(?=\d)/, '');
  return [medium, sign(formSign), sign(series), issuedOn.slice(0, 4), digits].join('|');
}
