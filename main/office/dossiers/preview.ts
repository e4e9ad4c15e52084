import { officeMinute, officeTimestamp } from '#shared/base/index.ts';
import type { OfficeProfile, ReceptionPreview } from '#shared/contract/index.ts';
import type { Actor, ReceptionDraft } from '#shared/dossier/index.ts';
import {
  chooseTemplate,
  emptyReceiptValues,
  type FormDocument,
  type LookupAddress,
  layoutReceipt,
  type ReceiptHead,
} from '#shared/forms/index.ts';
import type { ClockTrouble } from '#shared/journal/index.ts';
import { decideReception, type ReceptionDecision } from './decide.ts';
import type { ReceptionRules } from './rules.ts';

/** The office's lines of a paper's head. */
export function receiptHeadOf(profile: OfficeProfile): ReceiptHead {
  return {
    parent: profile.authority,
    unit: profile.counterName,
    place: profile.place,
    hotline: profile.hotline === '' ? null : profile.hotline,
    office: profile.name,
  };
}

/** On what a preview rests besides the form. */
export type PreviewContext = {
  rules: ReceptionRules;
  office: { profile: OfficeProfile; sample: boolean };
  actor: Actor;
  /** Milliseconds since 1970. */
  now: number;
  clockTrouble: ClockTrouble | null;
};

/** `lookUp`: where the QR of a receipt leads. */
export type ReceptionPreviewContext = PreviewContext & { lookUp: LookupAddress };

/** What F2 would make of the form now, and the paper as it would be printed. Writes nothing. */
export function previewReception(draft: ReceptionDraft, context: ReceptionPreviewContext): ReceptionPreview {
  const decision = decideReception(draft, context.rules, context.now);
  const warnings = [...decision.warnings];
  if (context.clockTrouble !== null) {
    warnings.push({
      field: null,
      message: 'Đồng hồ của máy chưa đúng. Hãy chỉnh lại ngày giờ; giấy in lúc này được đánh dấu.',
    });
  }
  return {
    receivedAt: officeMinute(context.now),
    limit: decision.limit,
    limitNote: decision.terms?.limitNote ?? '',
    due: decision.due,
    dueNeeded: decision.dueNeeded,
    fee: decision.fee,
    feeNeeded: decision.feeNeeded,
    feeSteps: decision.feeSteps,
    missingPapers: decision.missing,
    problems: decision.problems.map(({ field, message }) => ({ field, message })),
    warnings,
    document: documentOf(draft, decision, context),
  };
}

function documentOf(
  draft: ReceptionDraft,
  decision: ReceptionDecision,
  context: ReceptionPreviewContext,
): FormDocument {
  const { profile, sample } = context.office;
  const receivedAt = officeTimestamp(context.now);
  const template = chooseTemplate(context.rules.templates, receivedAt.slice(0, 10));
  const { due, fee } = decision;
  return layoutReceipt(
    template,
    {
      ...emptyReceiptValues(receiptHeadOf(profile)),
      applicant: draft.applicant,
      coApplicants: draft.coApplicants ?? [],
      filer: draft.filer,
      procedure: decision.procedure,
      papers:
        decision.procedure === null
          ? null
          : draft.papers.filter((paper) => paper.originals + paper.copies > 0),
      dossierCopies: draft.dossierCopies,
      limit: decision.limit,
      receivedAt,
      due:
        due === null
          ? null
          : {
              at: due.at,
              provisional: due.provisional,
              reason: due.basis === 'clerk' ? due.steps.map((step) => step.text).join('; ') : null,
            },
      returnedAt: draft.atOnce === true ? receivedAt : null,
      delivery: draft.delivery,
      fee,
      receiverName: context.actor.name,
      sample,
      clockSuspect: context.clockTrouble !== null,
    },
    context.lookUp,
  );
}
