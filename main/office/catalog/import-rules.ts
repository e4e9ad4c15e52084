import { z } from 'zod';
import { Catalogue, FeeExemption, FeeRule, PaperRequirement, Procedure } from '#shared/catalog/index.ts';

const Code = Procedure.shape.code;
/** One procedure, or `*` for all. */
const CodeOrAll = z.union([Code, z.literal('*')]);

const CasePaper = PaperRequirement.omit({ id: true });

/** Mends one paper whose name contains `match`, wherever it stands. */
const PaperMend = z.object({
  match: z.string().min(1),
  drop: z.literal(true).optional(),
  name: z.string().min(1).optional(),
  need: PaperRequirement.shape.need.optional(),
  handling: PaperRequirement.shape.handling.optional(),
  originals: PaperRequirement.shape.originals.optional(),
  copies: PaperRequirement.shape.copies.optional(),
});
export type PaperMend = z.infer<typeof PaperMend>;

/** A correction of the portal's wording or figures, with the reason why, and the text it rests on. */
export const Override = z.object({
  code: CodeOrAll,
  reason: z.string().min(1),
  source: z.string().min(1),
  papers: z.array(PaperMend).optional(),
  /** Renames cases whose name contains `match`. */
  caseNames: z.array(z.object({ match: z.string().min(1), name: z.string().min(1) })).optional(),
  /** The case that comes first (part of its name after renaming): the commonest at the counter. */
  firstCase: z.string().min(1).optional(),
  /** Replaces every case. */
  cases: z.array(z.object({ name: z.string(), papers: z.array(CasePaper) })).optional(),
  /** Replaces the fee rule of every channel. */
  fee: FeeRule.optional(),
  feeNote: z.string().optional(),
  limitNote: z.string().optional(),
  name: z.string().min(1).optional(),
});
export type Override = z.infer<typeof Override>;

export const Overrides = z.object({ version: z.int().min(1), entries: z.array(Override) });

/** Which procedures an exemption belongs to: by code, or because the portal's fee note grants it in these words. */
const ExemptionRule = FeeExemption.extend({
  codes: z.array(Code),
  noteSays: z.array(z.string().min(1)),
});
export const Exemptions = z.object({ version: z.int().min(1), exemptions: z.array(ExemptionRule) });
export type ExemptionRule = z.infer<typeof ExemptionRule>;

export const EverydayWords = z.object({
  version: z.int().min(1),
  words: z.record(Code, z.array(z.string().min(1))),
});

/** What asking for supplements does to the clock: the decree's default, and the texts of sectors that say otherwise. */
export const SupplementEffects = z.object({
  version: z.int().min(1),
  default: z.object({ effect: Procedure.shape.supplementEffect, source: z.string().min(1) }),
  exceptions: z.array(
    z.object({
      code: Code.nullable(),
      field: z.string().nullable(),
      effect: Procedure.shape.supplementEffect,
      source: z.string().min(1),
    }),
  ),
});

/** All the data that turns the portal's export into a catalogue; the files lie in `resources/catalog`. */
export const ImportRules = z.object({
  overrides: Overrides,
  exemptions: Exemptions,
  everydayWords: EverydayWords,
  supplementEffects: SupplementEffects,
});
export type ImportRules = z.infer<typeof ImportRules>;

/** What the new catalogue is called and from when it holds. */
export const CatalogueHead = Catalogue.omit({ procedures: true });
export type CatalogueHead = z.infer<typeof CatalogueHead>;
