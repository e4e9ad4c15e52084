import { z } from 'zod';
import { Channel } from '../catalog/index.ts';
import { Birth, CalendarDate } from '../citizen/index.ts';

/** Local minute at the office, +07:00: `YYYY-MM-DDTHH:mm`. */
export const MinuteText = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/);

/** What a number was read from. `tax-code`: of an organisation or household business; `none`: no paper with a number. */
export const IdKind = z.enum(['citizen-number', 'identity-card-9', 'passport', 'tax-code', 'none']);
export type IdKind = z.infer<typeof IdKind>;

/**
 * A text that can be stored, hashed and sent: no half of a surrogate pair, which neither UTF-8 nor canonical JSON can
 * carry. Everything that a person types passes through it.
 */
export const WellFormedText = z.string().refine((value) => value.isWellFormed(), 'not well-formed');

const text = (maximum: number) => WellFormedText.max(maximum);

/** A person whose matter it is (người có yêu cầu). Unknown parts are null, never guessed. */
export const Person = z.object({
  name: text(200).min(1),
  idKind: IdKind,
  idNumber: text(20).nullable(),
  oldNumber: text(20).nullable(),
  /** `YYYY-MM-DD`, or `YYYY` where only the year is known. */
  birth: Birth.nullable(),
  sex: z.enum(['male', 'female']).nullable(),
  address: text(500),
  issued: CalendarDate.nullable(),
  /** Ten digits, without spaces. */
  phone: text(20).nullable(),
  email: text(200).nullable(),
  /** `scan`: taken from the card's QR; `typed`: by hand. */
  entry: z.enum(['scan', 'typed']),
  /** Fields 8 and later of the card's QR as they came; meaning not confirmed, kept. */
  cardExtra: z.array(text(500)).max(20),
});
export type Person = z.infer<typeof Person>;

/** Who speaks for an organisation or household business, and in what office there. */
export const Representative = z.object({
  name: text(200).min(1),
  /** "Giám đốc", "Chủ hộ"; empty where nobody said. */
  position: text(200),
  idKind: IdKind,
  idNumber: text(20).nullable(),
});
export type Representative = z.infer<typeof Representative>;

export const ApplicantKind = z.enum(['person', 'organisation', 'household-business']);
export type ApplicantKind = z.infer<typeof ApplicantKind>;

/**
 * Whose matter it is. `kind` is absent for a person, as in everything that was written before there were others; an
 * organisation or household business has its name in `name`, its tax code in `idNumber`, and perhaps a representative.
 */
export const Applicant = Person.extend({
  kind: z.enum(['organisation', 'household-business']).optional(),
  representative: Representative.optional(),
});
export type Applicant = z.infer<typeof Applicant>;

/** Who hands the dossier in when it is not the applicant (nộp thay), and by what right. */
export const Filer = z.object({
  name: text(200).min(1),
  idKind: IdKind,
  idNumber: text(20).nullable(),
  phone: text(20).nullable(),
  /** The ground: an authorisation paper, legal representative, parent of a child, … */
  ground: text(300).min(1),
  /** The paper that shows the ground: number, day, who certified it. Absent where none was shown. */
  paper: text(300).min(1).optional(),
});
export type Filer = z.infer<typeof Filer>;

/** Who helped at the counter (người giúp): filled in, interpreted, led there. Neither applicant nor filer. */
export const Helper = z.object({ name: text(200).min(1), phone: text(20).nullable() });
export type Helper = z.infer<typeof Helper>;

/** Enough for a family's land, and a form that a person can still check. */
const MOST_CO_APPLICANTS = 50;
export const CoApplicants = z.array(Person).max(MOST_CO_APPLICANTS);

/** A paper handed in or shown at the counter. */
export const ReceivedPaper = z.object({
  /** Id of the requirement in the catalogue; null for a paper that the clerk added. */
  requirementId: text(100).nullable(),
  name: text(1000).min(1),
  originals: z.int().min(0).max(999),
  copies: z.int().min(0).max(999),
  handling: z.enum(['submit', 'present']),
});
export type ReceivedPaper = z.infer<typeof ReceivedPaper>;

export const Delivery = z.object({
  way: z.enum(['counter', 'post', 'electronic']),
  /** Where the post brings it; null otherwise. */
  address: text(500).nullable(),
});
export type Delivery = z.infer<typeof Delivery>;

export const FeeInput = z.object({
  /** Copies, pages or cases, as the rule counts; 1 where it does not count. */
  quantity: z.int().min(1).max(10_000),
  /** Pages per copy for a per-page rule. */
  pages: z.int().min(1).max(10_000),
  exemptionId: text(100).nullable(),
  /** Ground of the exemption as shown at the counter (paper, number, date). */
  exemptionGround: text(300).nullable(),
  /** Whole đồng, entered where the catalogue does not know the amount; null otherwise. */
  enteredAmount: z.int().min(0).max(1_000_000_000_000).nullable(),
});
export type FeeInput = z.infer<typeof FeeInput>;

/** A due date set by the clerk because the catalogue has no usable time limit. */
export const EnteredDue = z.object({ at: MinuteText, reason: text(500).min(1) });
export type EnteredDue = z.infer<typeof EnteredDue>;

const receptionFields = {
  procedureCode: text(20),
  caseId: text(100),
  channel: Channel,
  papers: z.array(ReceivedPaper).max(300),
  /** Số bộ hồ sơ. */
  dossierCopies: z.int().min(1).max(99),
  delivery: Delivery,
  note: text(2000),
  fee: FeeInput,
  due: EnteredDue.nullable(),
};

/** What the clerk submits with F2. */
export const ReceiveDossier = z.object({
  /** Made when the form was begun; the office answers a repeated request with the first outcome. */
  requestId: z.uuid(),
  applicant: Applicant,
  /** Further persons in whose name it is; absent or empty for none. */
  coApplicants: CoApplicants.optional(),
  filer: Filer.nullable(),
  helper: Helper.optional(),
  /** A dossier received just before, in the same visit; what no longer fits together is simply a visit of its own. */
  visitOf: text(50).optional(),
  /**
   * The ticket of the hall that was served when the form was begun; null: none was. Absent: the one served now. One that
   * this person did not serve today counts as none: the dossier is received all the same, in a visit of its own.
   */
  ticket: text(50).nullable().optional(),
  /** The slip (request for supplement) that this person came back with; absent for a new matter. */
  follows: text(50).optional(),
  /**
   * The result is handed over at once (trả ngay): recorded as returned, without a receipt unless one is asked for
   * (NĐ 61/2018 art. 17(4), the model of NĐ 118/2025 art. 17).
   */
  atOnce: z.literal(true).optional(),
  /** Print the receipt. Absent: yes, except for a result handed over at once. */
  print: z.boolean().optional(),
  ...receptionFields,
});
export type ReceiveDossier = z.infer<typeof ReceiveDossier>;

/** The same form while it is being filled: anything may still be absent. The preview is computed from it. */
export const ReceptionDraft = z.object({
  applicant: Applicant.extend({ name: text(200) }).nullable(),
  coApplicants: z
    .array(Person.extend({ name: text(200) }))
    .max(MOST_CO_APPLICANTS)
    .optional(),
  filer: Filer.extend({ name: text(200), ground: text(300) }).nullable(),
  helper: Helper.extend({ name: text(200) }).optional(),
  atOnce: z.literal(true).optional(),
  ...receptionFields,
  procedureCode: text(20).nullable(),
  caseId: text(100).nullable(),
});
export type ReceptionDraft = z.infer<typeof ReceptionDraft>;
