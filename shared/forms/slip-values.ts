import type { Dossier, Gap, MendingReason } from '../dossier/index.ts';
import { ownCodeOf, type ReceiptHead, type ReceiptValues } from './receipt-values.ts';

/** What a slip tells; null is "not known (yet)" and prints as dots. */
export type SlipValues = Pick<
  ReceiptValues,
  | 'head'
  | 'checkValue'
  | 'applicant'
  | 'coApplicants'
  | 'filer'
  | 'sample'
  | 'clockSuspect'
  | 'reprint'
  | 'cancelledAt'
> & {
  /** The slip's number: "03/2026/HDHS". */
  code: string | null;
  /** What was asked for: the procedure's name, or the matter in words. */
  content: string | null;
  /** Null or empty: none named yet. A refusal has none. */
  gaps: readonly Gap[] | null;
  reason: MendingReason | null;
  /** `YYYY-MM-DD`; null where no day is named. */
  until: string | null;
  /** Local minute or longer office timestamp. */
  givenAt: string | null;
  officerName: string | null;
  officerPhone: string | null;
};

/** The values of a slip that was given. Throws RangeError for a dossier that is none. */
export function slipValuesOf(dossier: Dossier, head: ReceiptHead, reprint = 0): SlipValues {
  const { slip } = dossier;
  if (slip === undefined) throw new RangeError('a received dossier has no slip');
  return {
    head,
    code: ownCodeOf(dossier),
    checkValue: dossier.checkValue,
    applicant: dossier.applicant,
    coApplicants: dossier.coApplicants ?? [],
    filer: dossier.filer,
    content: dossier.procedure.name,
    gaps: slip.gaps,
    reason: slip.reason,
    until: slip.until,
    givenAt: dossier.receivedAt,
    officerName: dossier.receivedBy.name,
    officerPhone: head.hotline ?? null,
    sample: dossier.sample,
    clockSuspect: dossier.clockSuspect,
    reprint,
    cancelledAt: dossier.cancelled?.at ?? null,
  };
}

/** A slip of which nothing is known yet; spread a draft's values over it. */
export function emptySlipValues(head: ReceiptHead): SlipValues {
  return {
    head,
    code: null,
    checkValue: null,
    applicant: null,
    coApplicants: [],
    filer: null,
    content: null,
    gaps: null,
    reason: null,
    until: null,
    givenAt: null,
    officerName: null,
    officerPhone: head.hotline ?? null,
    sample: false,
    clockSuspect: false,
    reprint: 0,
    cancelledAt: null,
  };
}
