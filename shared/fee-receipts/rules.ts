import { z } from 'zod';
import { fold } from '../text/index.ts';

const Day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const Certainty = z.enum(['confirmed', 'partly', 'unconfirmed']);
/** A regular expression as text; what does not compile is refused where it is read. */
const Pattern = z.string().refine((text) => {
  try {
    return new RegExp(text, 'u').source !== '';
  } catch {
    return false;
  }
}, 'no regular expression');

/** The columns of the file that goes to the provider and comes back, by their part in a receipt. */
export const FileColumnId = z.enum([
  'id',
  'dossierCode',
  'collector',
  'taxCode',
  'charge',
  'amount',
  'amountInWords',
  'payer',
  'method',
  'collectedOn',
  'formSign',
  'series',
  'number',
  'issuedOn',
]);
export type FileColumnId = z.infer<typeof FileColumnId>;

/** `resources/fee-receipts/rules.json`: what the law says of fee receipts, with sources. */
export const FeeReceiptRules = z.strictObject({
  version: z.int().min(1),
  electronic: z.strictObject({
    formSign: Pattern,
    series: Pattern,
    mostDigits: z.int().min(1).max(15),
    examples: z.strictObject({ formSign: z.string(), series: z.string(), number: z.string() }),
    source: z.string().min(1),
    certainty: Certainty,
  }),
  paper: z.strictObject({
    /** The last day on which a paper receipt may be given. */
    lastDay: Day,
    destroyedFrom: Day,
    mostSignLetters: z.int().min(1).max(40),
    mostDigits: z.int().min(1).max(15),
    source: z.string().min(1),
    certainty: Certainty,
  }),
  /** Usual names; `words`: folded, found in the procedure's name or field. */
  charges: z.array(z.strictObject({ name: z.string().min(1), words: z.array(z.string().min(1)).min(1) })),
  chargesSource: z.string().min(1),
  otherCharge: z.string().min(1),
  file: z.strictObject({
    source: z.string().min(1),
    columns: z
      .array(z.strictObject({ id: FileColumnId, label: z.string().min(1), also: z.array(z.string()) }))
      .refine(
        (columns) => FileColumnId.options.every((id) => columns.filter((one) => one.id === id).length === 1),
        'each column once',
      ),
  }),
});
export type FeeReceiptRules = z.infer<typeof FeeReceiptRules>;

/**
 * What a charge is usually called that is taken for this procedure: of the name that stands in the list, else the
 * general one. A proposal: the clerk may write another.
 */
export function usualCharge(
  rules: Pick<FeeReceiptRules, 'charges' | 'otherCharge'>,
  procedure: { readonly name: string; readonly field: string },
): string {
  const text = ` ${fold(`${procedure.field} ${procedure.name}`)} `;
  const found = rules.charges.find(({ words }) => words.some((word) => text.includes(` ${word} `)));
  return found?.name ?? rules.otherCharge;
}
