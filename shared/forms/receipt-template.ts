import { z } from 'zod';
import { FormLine } from './document.ts';
import { frameWordsShape, PersonValueKey, templateField, templateShape } from './template-parts.ts';

/** What a line of the receipt can show; `layoutReceipt` knows how to put each into words. */
export const ReceiptValueKey = z.enum([
  'unit',
  ...PersonValueKey.options,
  'content',
  'procedureCode',
  'competentAgency',
  'dossierCopies',
  'limit',
  'receivedAt',
  'dueAt',
  'dueReason',
  'delivery',
  'fee',
  'registerVolume',
  'registerNumber',
]);
export type ReceiptValueKey = z.infer<typeof ReceiptValueKey>;

const PaperCell = z.enum(['number', 'name', 'originals', 'copies', 'handling']);

/** One line of the form, in printing order. */
export const ReceiptLine = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('fields'),
    fields: z.array(templateField(ReceiptValueKey)).min(1),
    muted: z.boolean().default(false),
  }),
  z.object({
    kind: z.literal('papers'),
    heading: z.string(),
    /** `row` with {number}, {name}, {counts}; or a table. */
    shape: z.discriminatedUnion('as', [
      z.object({ as: z.literal('list'), row: z.string() }),
      z.object({
        as: z.literal('table'),
        columns: z.array(z.object({ cell: PaperCell, label: z.string() })).min(2),
      }),
    ]),
  }),
]);
export type ReceiptLine = z.infer<typeof ReceiptLine>;

/** Everything the form says that is not a label of a line. `{…}` is filled in. */
const ReceiptWords = z.object({
  ...frameWordsShape,
  minute: z.string(),
  sets: z.string(),
  provisional: z.string(),
  /** In the place of the due time where the result was handed over at once; and under the QR then. */
  returned: z.string(),
  returnedQr: z.string(),
  limits: z.object({
    'working-day': z.string(),
    day: z.string(),
    hour: z.string(),
    month: z.string(),
    'same-day': z.string(),
  }),
  originals: z.string(),
  copies: z.string(),
  presented: z.string(),
  submitted: z.string(),
  noPapers: z.string(),
  delivery: z.object({ counter: z.string(), post: z.string(), electronic: z.string() }),
  amount: z.string(),
  free: z.string(),
  exempt: z.string(),
  /** On the receipt of a later revision: which one it takes the place of. */
  supersedes: z.string(),
  /** Under the QR where the office has an address for the public look-up. */
  lookup: z.string(),
});

/** The receipt (Giấy tiếp nhận hồ sơ và hẹn trả kết quả) of one circular, as data of `resources/forms`. */
export const ReceiptTemplate = z.object({
  kind: z.literal('receipt'),
  ...templateShape,
  lines: z.array(ReceiptLine).min(1),
  /** In the place of `notes` where the result was handed over at once: nobody comes for it any more. */
  returnedNotes: z.array(FormLine),
  words: ReceiptWords,
});
export type ReceiptTemplate = z.infer<typeof ReceiptTemplate>;
