import { z } from 'zod';
import { Channel, TimeLimit } from '../catalog/index.ts';
import { Applicant, CoApplicants, Delivery, Filer, Helper, MinuteText, ReceivedPaper } from './receive.ts';
import { Gap, SlipKind } from './slip-parts.ts';

/** The ten national states of a dossier, by their national code "1".."10". */
export const DossierState = z.enum([
  'submitted',
  'received',
  'refused',
  'processing',
  'supplement-requested',
  'payment-requested',
  'withdrawn',
  'stopped',
  'solved',
  'returned',
]);
export type DossierState = z.infer<typeof DossierState>;

/** One step of the reasoning that leads to a due date or fee, in words a citizen can check. */
export const ReasonStep = z.object({ code: z.string(), at: MinuteText.nullable(), text: z.string() });
export type ReasonStep = z.infer<typeof ReasonStep>;

export const DossierCode = z.object({
  code: z.string(),
  /** `own`: issued by this office; `provisional`, `elsewhere`: by others. All stay searchable for ever. */
  kind: z.enum(['own', 'provisional', 'elsewhere']),
});
export type DossierCode = z.infer<typeof DossierCode>;

export const DossierDue = z.object({
  at: MinuteText,
  /** `catalogue`: computed; `clerk`: entered with a reason. */
  basis: z.enum(['catalogue', 'clerk']),
  limit: TimeLimit.nullable(),
  steps: z.array(ReasonStep),
  /** The date rests on a day that is not announced yet ("tạm tính"). */
  provisional: z.boolean(),
});
export type DossierDue = z.infer<typeof DossierDue>;

export const DossierFee = z.object({
  /** Whole đồng to be paid. */
  amount: z.int().min(0),
  basis: z.enum(['free', 'rule', 'entered', 'exempt']),
  exemptionId: z.string().nullable(),
  exemptionGround: z.string().nullable(),
  quantity: z.int(),
  pages: z.int(),
  steps: z.array(ReasonStep),
});
export type DossierFee = z.infer<typeof DossierFee>;

/** Who acts: a person's id and the name as it stood then. */
export const Actor = z.object({ id: z.string(), name: z.string() });
export type Actor = z.infer<typeof Actor>;

/** An agency as it was named when the dossier was received. */
export const AgencyRef = z.object({ id: z.string(), code: z.string(), name: z.string() });
export type AgencyRef = z.infer<typeof AgencyRef>;

/** Why a received dossier was corrected or cancelled: the listed reason as it read then, and what the clerk added. */
export const MendingReason = z.object({ code: z.string(), label: z.string(), text: z.string() });
export type MendingReason = z.infer<typeof MendingReason>;

/** A revision of the receipt, with the time (`officeTimestamp`) at which it was given. */
export const RevisionRef = z.object({ revision: z.int().min(1), at: z.string() });
export type RevisionRef = z.infer<typeof RevisionRef>;

/** What made the present revision; its receipt takes the place of the one it names. */
export const DossierCorrection = z.object({
  at: z.string(),
  by: Actor,
  reason: MendingReason,
  supersedes: RevisionRef,
});
export type DossierCorrection = z.infer<typeof DossierCorrection>;

/** Received by mistake. Stands beside the national state: the state says how far it came, this that it counts nowhere. */
export const DossierCancellation = z.object({ at: z.string(), by: Actor, reason: MendingReason });
export type DossierCancellation = z.infer<typeof DossierCancellation>;

/** Why there was no reception, and the paper that says so. Its number is the dossier's code and its book's line. */
export const DossierSlip = z.object({
  kind: SlipKind,
  gaps: z.array(Gap),
  reason: MendingReason,
  /** Until when the papers are best brought (`YYYY-MM-DD`); null where no day was named. */
  until: z.string().nullable(),
});
export type DossierSlip = z.infer<typeof DossierSlip>;

/** A dossier as the views hold it: what `apply` makes of its entries. */
export const Dossier = z.object({
  id: z.string(),
  state: DossierState,
  codes: z.array(DossierCode).min(1),
  /** Eight Crockford base-32 characters; with the code it opens the public look-up. */
  checkValue: z.string().regex(/^[0-9A-HJKMNP-TV-Z]{8}$/),
  applicant: Applicant,
  /** Further persons in whose name it is; absent for none. */
  coApplicants: CoApplicants.optional(),
  filer: Filer.nullable(),
  helper: Helper.optional(),
  /**
   * The visit in which this one was handed in: that of the ticket of the queue, or the id of the visit's first dossier
   * where no number was taken; absent in that one and in a visit of one.
   */
  visit: z.string().optional(),
  procedure: z.object({
    code: z.string(),
    name: z.string(),
    field: z.string(),
    caseId: z.string(),
    caseName: z.string(),
  }),
  channel: Channel,
  papers: z.array(ReceivedPaper),
  /** Names of required papers that were not handed in. */
  missingPapers: z.array(z.string()),
  dossierCopies: z.int(),
  delivery: Delivery,
  note: z.string(),
  fee: DossierFee,
  /** Null where nothing is promised: a slip. */
  due: DossierDue.nullable(),
  /** Wall clock of reception (`officeTimestamp`). */
  receivedAt: z.string(),
  /** When the statutory time began; null until the competent agency has a dossier received for it elsewhere. */
  clockStartedAt: z.string().nullable(),
  clockBasis: z.enum(['reception', 'competent-agency']),
  receivingOffice: AgencyRef,
  competentAgency: AgencyRef,
  supplementEffect: z.enum(['pause', 'restart']),
  /** Versions of the rules the dossier was received under; it keeps them. */
  versions: z.object({ catalogue: z.int(), calendar: z.string(), form: z.string() }),
  /** The line in the register (Sổ theo dõi hồ sơ): volume "01/2026", number from 1 per office and year. */
  register: z.object({ volume: z.string(), number: z.int() }),
  receivedBy: Actor,
  station: z.string(),
  /** The PC's clock stood before an earlier entry: the times printed may be wrong. */
  clockSuspect: z.boolean(),
  /** Made of invented sample data; marked on every paper. */
  sample: z.boolean(),
  /** Present where there was no reception: papers were asked for, or the matter was refused. */
  slip: DossierSlip.optional(),
  /** Id of the slip that this person came back with. */
  follows: z.string().optional(),
  /** The result was handed over at once; no receipt was given unless one was asked for. */
  atOnce: z.literal(true).optional(),
  /** Of a slip: id of the dossier that was received when the person came back. */
  followedBy: z.string().nullable().default(null),
  /** 1 as received; one more with every correction. Absent in what was written before corrections existed. */
  revision: z.int().min(1).default(1),
  /** Null while nothing was corrected. */
  correction: DossierCorrection.nullable().default(null),
  /** Null unless it was cancelled. */
  cancelled: DossierCancellation.nullable().default(null),
});
export type Dossier = z.infer<typeof Dossier>;

/** A dossier as an entry states it: its content, without what `apply` makes of the entries around it. */
export const DossierContent = Dossier.omit({
  state: true,
  revision: true,
  correction: true,
  cancelled: true,
  followedBy: true,
});
export type DossierContent = z.infer<typeof DossierContent>;
