import { z } from 'zod';

const PlainDateText = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/** A statutory time for solving a procedure; `same-day` ignores the value. */
export const TimeLimit = z.object({
  value: z.int().min(1).max(10_000),
  unit: z.enum(['working-day', 'day', 'hour', 'month', 'same-day']),
});
export type TimeLimit = z.infer<typeof TimeLimit>;

/** How a dossier reaches the office; times and fees of one procedure may differ per channel. */
export const Channel = z.enum(['counter', 'online', 'postal']);
export type Channel = z.infer<typeof Channel>;

/** The rule from which a fee is computed. Money is whole đồng. `set-by-province`: the amount is not known here and is entered. */
export const FeeRule = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('free') }),
  z.object({ kind: z.literal('fixed'), amount: z.int().min(0) }),
  z.object({
    kind: z.literal('per-copy'),
    amount: z.int().min(0),
    /** What one counted item is called, e.g. "bản", "trường hợp"; "bản" where absent. */
    unit: z.string().min(1).optional(),
  }),
  z.object({
    kind: z.literal('per-page'),
    firstPages: z.int().min(1),
    firstAmount: z.int().min(0),
    laterAmount: z.int().min(0),
    maximumPerCopy: z.int().min(0).nullable(),
  }),
  z.object({ kind: z.literal('set-by-province') }),
  z.object({ kind: z.literal('unknown') }),
]);
export type FeeRule = z.infer<typeof FeeRule>;

/** A class of applicants that pays less; the clerk records the ground. */
export const FeeExemption = z.object({
  id: z.string().min(1),
  label: z.string().min(1),
  /** Share of the fee that is waived, 1–100. */
  percent: z.int().min(1).max(100),
  source: z.string(),
});
export type FeeExemption = z.infer<typeof FeeExemption>;

/** One paper that a case of a procedure asks for. Originals and copies are counted apart. */
export const PaperRequirement = z.object({
  id: z.string().min(1),
  name: z.string().min(1),
  originals: z.int().min(0),
  copies: z.int().min(0),
  /** `submit`: kept with the dossier; `present`: only shown. */
  handling: z.enum(['submit', 'present']),
  /** `conditional`: asked only of some applicants ("nếu…", "trường hợp…"). */
  need: z.enum(['required', 'conditional']),
});
export type PaperRequirement = z.infer<typeof PaperRequirement>;

/** A case ("trường hợp") of a procedure with its own list of papers. */
export const ProcedureCase = z.object({
  id: z.string().min(1),
  name: z.string(),
  papers: z.array(PaperRequirement),
});
export type ProcedureCase = z.infer<typeof ProcedureCase>;

export const ChannelTerms = z.object({
  channel: Channel,
  /** Null where the catalogue has no usable unit or value: the clerk then enters the date with a reason. */
  limit: TimeLimit.nullable(),
  /** What the source says about time where it is not a usable limit. */
  limitNote: z.string(),
  fee: FeeRule,
  feeNote: z.string(),
});
export type ChannelTerms = z.infer<typeof ChannelTerms>;

/** One version of a procedure (thủ tục hành chính) as the catalogue states it. */
export const Procedure = z.object({
  code: z.string().regex(/^[1-9]\.\d{6}$/),
  name: z.string().min(1),
  field: z.string(),
  level: z.string(),
  decision: z.string(),
  applicants: z.string(),
  /** Everyday words that clerks and citizens say instead of the official name. */
  everydayWords: z.array(z.string()),
  validFrom: PlainDateText,
  validTo: PlainDateText.nullable(),
  channels: z.array(ChannelTerms),
  cases: z.array(ProcedureCase).min(1),
  exemptions: z.array(FeeExemption),
  results: z.array(z.object({ name: z.string(), code: z.string() })),
  /** What a request for supplements does to the clock: sector texts pause it, the one-stop decree restarts it. */
  supplementEffect: z.enum(['pause', 'restart']),
  /** The clock starts at reception, or when the competent agency has the dossier (boundary-independent reception). */
  legalBasis: z.array(z.string()),
  verified: z.boolean(),
  source: z.string(),
});
export type Procedure = z.infer<typeof Procedure>;

/** A published catalogue: immutable once applied; dossiers keep the version they were received under. */
export const Catalogue = z.object({
  version: z.int().min(1),
  title: z.string(),
  effectiveFrom: PlainDateText,
  source: z.string(),
  procedures: z.array(Procedure),
});
export type Catalogue = z.infer<typeof Catalogue>;
