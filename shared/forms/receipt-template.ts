import { z } from 'zod';
import { FormLine } from './document.ts';

const PlainDateText = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/** What a line of the receipt can show; `layoutReceipt` knows how to put each into words. */
export const ReceiptValueKey = z.enum([
  'unit',
  'applicant',
  'representative',
  'coApplicants',
  'filer',
  'filerGround',
  'address',
  'phone',
  'email',
  'idNumber',
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

const TemplateField = z.object({
  value: ReceiptValueKey,
  label: z.string(),
  bold: z.boolean().default(false),
  /** Left out where there is no value; otherwise a missing value prints as dots to be filled by hand. */
  optional: z.boolean().default(false),
});

const PaperCell = z.enum(['number', 'name', 'originals', 'copies', 'handling']);

/** One line of the form, in printing order. */
export const ReceiptLine = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('fields'),
    fields: z.array(TemplateField).min(1),
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
  place: z.string(),
  minute: z.string(),
  sets: z.string(),
  provisional: z.string(),
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
  /** Behind the applicant's name: how many others it is also in the name of. */
  andOthers: z.string(),
  delivery: z.object({ counter: z.string(), post: z.string(), electronic: z.string() }),
  amount: z.string(),
  free: z.string(),
  exempt: z.string(),
  sampleMark: z.string(),
  reprintMark: z.string(),
  /** On the receipt of a later revision: which one it takes the place of. */
  supersedes: z.string(),
  /** Stamped on what is printed of a cancelled dossier, and the sentence on a form drawn after it was cancelled. */
  cancelledMark: z.string(),
  cancelled: z.string(),
  clockSuspect: z.string(),
  lookup: z.string(),
  checkValue: z.string(),
  codeLabel: z.string(),
  tag: z.string(),
});

/** The receipt (Giấy tiếp nhận hồ sơ và hẹn trả kết quả) of one circular, as data of `resources/forms`. */
export const ReceiptTemplate = z.object({
  kind: z.literal('receipt'),
  circular: z.string().min(1),
  number: z.string().min(1),
  version: z.string().min(1),
  validFrom: PlainDateText,
  /** Last day on which the form is used; null while it is in force. */
  validTo: PlainDateText.nullable(),
  /** The layout was not seen in the official annex; only its fields are known. */
  unconfirmed: z.boolean(),
  /** Where the wording comes from and what about it is not confirmed. */
  source: z.string().min(1),
  paper: z.enum(['A5', 'A4']),
  title: z.string(),
  headRight: z.array(FormLine),
  copies: z.array(z.string()).min(1),
  lines: z.array(ReceiptLine).min(1),
  /** `name`: whose name is printed under the space for signing; null: the signer writes it. */
  signatures: z.array(
    z.object({ title: z.string(), hint: z.string(), name: z.literal('receiver').nullable() }),
  ),
  notes: z.array(FormLine),
  words: ReceiptWords,
});
export type ReceiptTemplate = z.infer<typeof ReceiptTemplate>;

/** The key a dossier keeps (`versions.form`): circular, number and version. */
export function formKey(form: { circular: string; number: string; version: string }): string {
  return `${form.circular} mẫu ${form.number} bản ${form.version}`;
}

/**
 * The template in force on a day (`YYYY-MM-DD`); of several, the one that came into force last.
 * Where none is (the PC's clock stands in another decade), the nearest one in time: a desk never stops.
 * Throws RangeError for an empty list.
 */
export function chooseTemplate(templates: readonly ReceiptTemplate[], date: string): ReceiptTemplate {
  const byStart = [...templates].sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1));
  const begun = byStart.filter((template) => template.validFrom <= date);
  const valid = begun.filter((template) => template.validTo === null || date <= template.validTo);
  const chosen = valid.at(-1) ?? begun.at(-1) ?? byStart[0];
  if (chosen === undefined) throw new RangeError('no receipt template is installed');
  return chosen;
}

/** The template a dossier was received under, by its key; undefined where it is no longer installed. */
export function findTemplate(
  templates: readonly ReceiptTemplate[],
  key: string,
): ReceiptTemplate | undefined {
  return templates.find((template) => formKey(template) === key);
}
