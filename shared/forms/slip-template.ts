import { z } from 'zod';
import type { SlipKind } from '../dossier/index.ts';
import {
  chooseTemplate,
  frameWordsShape,
  PersonValueKey,
  templateField,
  templateShape,
} from './template-parts.ts';
import { namesIn } from './wording.ts';

/** What a line of a slip can show; `layoutSlip` knows how to put each into words. */
export const SlipValueKey = z.enum([
  'unit',
  ...PersonValueKey.options,
  'content',
  'reason',
  'until',
  'officer',
  'officerPhone',
  'office',
]);
export type SlipValueKey = z.infer<typeof SlipValueKey>;

const GapCell = z.enum(['number', 'name', 'originals', 'copies']);

/** A sentence in which `{…}` is one of the slip's values. */
const Sentence = z
  .string()
  .refine((text) => namesIn(text).every((name) => SlipValueKey.safeParse(name).success), {
    message: 'a value that no slip has',
  });

/** One line of a slip, in printing order. */
export const SlipLine = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('fields'),
    fields: z.array(templateField(SlipValueKey)).min(1),
    muted: z.boolean().default(false),
  }),
  /** Everything that is missing or wrong, as a table. */
  z.object({
    kind: z.literal('gaps'),
    heading: z.string(),
    columns: z.array(z.object({ cell: GapCell, label: z.string() })).min(2),
  }),
  /** A sentence: the first of `texts` whose values are all known; where none is, the last one with dots. */
  z.object({
    kind: z.literal('text'),
    key: z.string().min(1),
    texts: z.array(Sentence).min(1),
    bold: z.boolean().default(false),
    italic: z.boolean().default(false),
    /** Left out where none of `texts` can be filled. */
    optional: z.boolean().default(false),
  }),
]);
export type SlipLine = z.infer<typeof SlipLine>;

const Book = z.string().regex(/^[A-Z]{2,20}$/);

/**
 * A slip as data of `resources/forms`: the request for supplement (mẫu 02, Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ) or
 * the refusal (mẫu 03, Phiếu từ chối tiếp nhận giải quyết hồ sơ) of one circular.
 */
export const SlipTemplate = z.object({
  kind: z.enum(['supplement-slip', 'refusal-slip']),
  ...templateShape,
  /** The number's shape, of {number}, {year} and {book}; see `formatSlipNumber`. */
  numberShape: z
    .string()
    .refine((text) => ['number', 'year', 'book'].every((name) => namesIn(text).includes(name)), {
      message: 'number, year and book must all stand in it',
    }),
  /** The book's letters at the end of the number: "HDHS". */
  book: Book,
  /** Other letters where the receiving unit's name begins so ("Trung tâm"); the first that fits. */
  booksByUnit: z.array(z.object({ begins: z.string().min(1), book: Book })).default([]),
  lines: z.array(SlipLine).min(1),
  words: z.object({
    ...frameWordsShape,
    /** {day}, {month}, {year} of the day until when the papers are best brought. */
    date: z.string(),
    /** {label} and {text} of a reason to which something was added. */
    reason: z.string(),
    /** Codes of reasons whose label says nothing: only what was added is printed. */
    reasonsByTextAlone: z.array(z.string()),
  }),
});
export type SlipTemplate = z.infer<typeof SlipTemplate>;

/**
 * The template of a kind of slip that is in force on a day (`YYYY-MM-DD`), as `chooseTemplate` finds it among those of
 * the kind. Throws RangeError where there is none.
 */
export function chooseSlipTemplate(
  templates: readonly SlipTemplate[],
  kind: SlipKind,
  date: string,
): SlipTemplate {
  return chooseTemplate(
    templates.filter((template) => template.kind === `${kind}-slip`),
    date,
  );
}
