import { z } from 'zod';
import { Channel } from '../catalog/index.ts';
import { CalendarDate } from '../citizen/index.ts';
import { DossierState, WellFormedText } from '../dossier/index.ts';
import { procedure } from './define.ts';

/** A national state, or `cancelled`: received by mistake, counted in none of them. */
export const FilterState = z.union([DossierState, z.literal('cancelled')]);
export type FilterState = z.infer<typeof FilterState>;

/** What narrows a search beside the words. Null, empty and false leave everything in. */
export const DossierFilters = z.object({
  /** First and last day of reception, both included. */
  from: CalendarDate.nullable().default(null),
  to: CalendarDate.nullable().default(null),
  /** Any of these. */
  states: z.array(FilterState).max(20).default([]),
  procedureCode: WellFormedText.max(20).nullable().default(null),
  /** Id of the person who received it. */
  clerkId: WellFormedText.max(50).nullable().default(null),
  channel: Channel.nullable().default(null),
  /** Open and past its due minute. */
  overdue: z.boolean().default(false),
});
export type DossierFilters = z.infer<typeof DossierFilters>;

/** One part of a query as the office understood it. */
export const UnderstoodTerm = z.object({
  kind: z.enum(['word', 'number', 'code', 'day', 'month', 'month-or-slip', 'year', 'slip']),
  /** As typed; a date as it was read: `21/8`, `21/8/2026`, `8/2026`, `2026`; of a slip its number alone. */
  text: z.string(),
  /** Still being typed: what begins so is found too. */
  open: z.boolean(),
  /** Folded words to mark where they stand in a row. */
  words: z.array(z.string()),
  /** Asked only where nothing was found: this part alone occurs in no dossier at all. */
  unknown: z.boolean(),
});
export type UnderstoodTerm = z.infer<typeof UnderstoodTerm>;

/** Where in a dossier the typed words stand, when a row of the list does not show them. */
export const MatchedPlace = z.object({
  id: z.string(),
  field: z.enum([
    'address',
    'filer',
    'co-applicant',
    'representative',
    'helper',
    'case',
    'note',
    'phone',
    'old-number',
    'delivery',
    'other-code',
  ]),
  /** Numbers masked but for their end. */
  text: z.string(),
});
export type MatchedPlace = z.infer<typeof MatchedPlace>;

export const search = {
  places: procedure({
    title: 'Chỗ khớp trong hồ sơ',
    description:
      'Where what was typed stands in these dossiers besides their rows: address, note, telephone, …',
    access: ['clerk', 'administrator'],
    input: z.object({
      query: WellFormedText.max(200),
      ids: z.array(WellFormedText.max(50)).max(100),
    }),
    output: z.object({ places: z.array(MatchedPlace) }),
  }),
  choices: procedure({
    title: 'Lựa chọn để lọc hồ sơ',
    description:
      'What the list of dossiers can be filtered by: procedures received here, people who received.',
    access: ['clerk', 'administrator'],
    input: z.object({}),
    output: z.object({
      procedures: z.array(z.object({ code: z.string(), name: z.string() })),
      clerks: z.array(z.object({ id: z.string(), name: z.string() })),
    }),
  }),
};
