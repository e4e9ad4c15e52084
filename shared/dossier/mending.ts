import { z } from 'zod';
import { err, ok, type Result } from '../base/index.ts';
import type { Dossier } from './dossier.ts';
import { MendingReasonInput, ReasonList } from './mending-reason.ts';
import {
  Applicant,
  CoApplicants,
  Delivery,
  EnteredDue,
  FeeInput,
  Filer,
  Helper,
  MinuteText,
  ReceivedPaper,
  WellFormedText,
} from './receive.ts';
import { describeState } from './states.ts';

/** What of a dossier is corrected; what is absent stays as it is. The procedure is not among it: see `correct.ts`. */
export const DossierChanges = z.strictObject({
  applicant: Applicant.optional(),
  /** All of them; empty: nobody besides the applicant. */
  coApplicants: CoApplicants.optional(),
  /** Null: handed in by the applicant in person. */
  filer: Filer.nullable().optional(),
  /** Null: nobody helped. */
  helper: Helper.nullable().optional(),
  caseId: WellFormedText.max(100).optional(),
  papers: z.array(ReceivedPaper).max(300).optional(),
  dossierCopies: z.int().min(1).max(99).optional(),
  delivery: Delivery.optional(),
  note: WellFormedText.max(2000).optional(),
  fee: FeeInput.optional(),
  /** Only where the catalogue has no usable limit. */
  due: EnteredDue.optional(),
});
export type DossierChanges = z.infer<typeof DossierChanges>;

/** What a clerk submits to correct a received dossier. */
export const CorrectDossier = z.object({
  /** Made when the form was opened; the office answers a repeated request with the first outcome. */
  requestId: z.uuid(),
  id: WellFormedText.max(50),
  /** The revision that the clerk had before them. */
  basedOn: z.int().min(1),
  changes: DossierChanges,
  reason: MendingReasonInput,
  /** The new due date as the clerk has seen and accepted it; null where it does not change. */
  confirmedDue: MinuteText.nullable(),
  /** Print the superseding receipt now. False: the person has gone; it is printed when they come. */
  print: z.boolean(),
});
export type CorrectDossier = z.infer<typeof CorrectDossier>;

/** What a clerk submits to cancel a dossier that was received by mistake. */
export const CancelDossier = z.object({
  requestId: z.uuid(),
  id: WellFormedText.max(50),
  basedOn: z.int().min(1),
  reason: MendingReasonInput,
});
export type CancelDossier = z.infer<typeof CancelDossier>;

/** The reasons an office gives for corrections and cancellations: data (`resources/mending`). */
export const MendingReasons = z.object({
  source: z.string().min(1),
  correct: ReasonList,
  cancel: ReasonList,
});
export type MendingReasons = z.infer<typeof MendingReasons>;

type Mendable = Pick<Dossier, 'state' | 'cancelled' | 'receivedBy' | 'receivedAt'> &
  Partial<Pick<Dossier, 'slip' | 'atOnce' | 'followedBy'>>;

/** Why a dossier cannot be mended, by whom or at all; `message` says what to do. */
export type MendingRefusal = {
  code: 'dossier-cancelled' | 'dossier-closed' | 'not-allowed';
  message: string;
};

/**
 * May this person correct (or cancel) the dossier today (`YYYY-MM-DD`)? The clerk who received it on the day of
 * reception, while the person may still stand at the counter; afterwards an administrator, for others have worked on
 * it or rely on its receipt. Nobody once it is cancelled or its matter ended; and what has its result is not cancelled.
 * Where the result was handed over at once, its own day counts like the day of any reception. A slip is not corrected,
 * and not cancelled once the person came back with it.
 */
export function mayMend(
  what: 'correct' | 'cancel',
  dossier: Mendable,
  person: { id: string; role: string },
  today: string,
): Result<null, MendingRefusal> {
  if (dossier.cancelled !== null) {
    return err({
      code: 'dossier-cancelled',
      message: 'Hồ sơ này đã hủy nên không sửa hay hủy lần nữa. Nếu cần, hãy tiếp nhận hồ sơ mới.',
    });
  }
  const closed = whyClosed(what, dossier, today);
  if (closed !== null) return err({ code: 'dossier-closed', message: closed });
  const own = dossier.receivedBy.id === person.id && dossier.receivedAt.slice(0, 10) === today;
  if (own || person.role === 'administrator') return ok(null);
  return err({
    code: 'not-allowed',
    message:
      'Chỉ người đã tiếp nhận, trong ngày tiếp nhận, hoặc quản trị viên được sửa hay hủy hồ sơ này. Hãy nhờ quản trị viên.',
  });
}

function whyClosed(what: 'correct' | 'cancel', dossier: Mendable, today: string): string | null {
  const { state, slip, followedBy = null } = dossier;
  if (slip !== undefined) {
    if (followedBy !== null) {
      return 'Người nộp đã quay lại và được tiếp nhận theo phiếu này nên không sửa, không hủy phiếu. Hãy mở hồ sơ đã tiếp nhận.';
    }
    return what === 'correct' ? 'Phiếu đã lập thì không sửa. Hãy hủy phiếu này rồi lập phiếu mới.' : null;
  }
  if (dossier.atOnce === true && state === 'returned' && dossier.receivedAt.slice(0, 10) === today)
    return null;
  const { terminal, label } = describeState(state);
  if (!terminal && (what === 'correct' || state !== 'solved')) return null;
  return `Hồ sơ đang ở trạng thái “${label.vi}” nên không ${what === 'correct' ? 'sửa' : 'hủy'} được nữa.`;
}
