import { z } from 'zod';
import { FormLine } from './document.ts';

const PlainDateText = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/** What every form of the counter can tell of the person in front of it. */
export const PersonValueKey = z.enum([
  'applicant',
  'representative',
  'coApplicants',
  'filer',
  'filerGround',
  'address',
  'phone',
  'email',
  'idNumber',
]);
export type PersonValueKey = z.infer<typeof PersonValueKey>;

/** A label and the value behind it, for one form's list of values. */
export function templateField<Keys extends z.ZodType<string>>(value: Keys) {
  return z.object({
    value,
    label: z.string(),
    bold: z.boolean().default(false),
    /** Left out where there is no value; otherwise a missing value prints as dots to be filled by hand. */
    optional: z.boolean().default(false),
  });
}

/** What a template of any form says of itself, and the parts that all of them have. */
export const templateShape = {
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
  /**
   * `name`: whose name is printed under the space for signing; null: the signer writes it. One without a title keeps
   * its place empty, so that a single signature stands on the right.
   */
  signatures: z.array(
    z.object({ title: z.string(), hint: z.string(), name: z.literal('receiver').nullable() }),
  ),
  notes: z.array(FormLine),
};

/** The words that every form needs. `{…}` is filled in. */
export const frameWordsShape = {
  place: z.string(),
  /** Behind the applicant's name: how many others it is also in the name of. */
  andOthers: z.string(),
  sampleMark: z.string(),
  reprintMark: z.string(),
  /** Stamped on what is printed after a cancellation, and the sentence on a form drawn after it. */
  cancelledMark: z.string(),
  cancelled: z.string(),
  clockSuspect: z.string(),
  /** Under the QR where only the counter can do something with it. */
  counterQr: z.string(),
  checkValue: z.string(),
  codeLabel: z.string(),
  tag: z.string(),
};

type Dated = { validFrom: string; validTo: string | null };
type Keyed = { circular: string; number: string; version: string };

/** The key a dossier keeps (`versions.form`): circular, number and version. */
export function formKey(form: Keyed): string {
  return `${form.circular} mẫu ${form.number} bản ${form.version}`;
}

/**
 * The template in force on a day (`YYYY-MM-DD`); of several, the one that came into force last.
 * Where none is (the PC's clock stands in another decade), the nearest one in time: a desk never stops.
 * Throws RangeError for an empty list.
 */
export function chooseTemplate<Template extends Dated>(
  templates: readonly Template[],
  date: string,
): Template {
  const byStart = [...templates].sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1));
  const begun = byStart.filter((template) => template.validFrom <= date);
  const valid = begun.filter((template) => template.validTo === null || date <= template.validTo);
  const chosen = valid.at(-1) ?? begun.at(-1) ?? byStart[0];
  if (chosen === undefined) throw new RangeError('no template of this form is installed');
  return chosen;
}

/** The template a dossier was received under, by its key; undefined where it is no longer installed. */
export function findTemplate<Template extends Keyed>(
  templates: readonly Template[],
  key: string,
): Template | undefined {
  return templates.find((template) => formKey(template) === key);
}
