import { officeTimestamp } from '#shared/base/index.ts';
import type { SlipDraft } from '#shared/dossier/index.ts';
import { chooseSlipTemplate, emptySlipValues, type FormDocument, layoutSlip } from '#shared/forms/index.ts';
import { decideSlip } from './decide-slip.ts';
import { type PreviewContext, receiptHeadOf } from './preview.ts';

/** The slip as it would be printed, and what would make the office refuse it. Writes nothing. */
export function previewSlip(
  draft: SlipDraft,
  context: PreviewContext,
): { document: FormDocument; problems: { field: string; message: string }[] } {
  const { rules, office, actor, now, clockTrouble } = context;
  const { content, slip, problems } = decideSlip(draft, rules, now);
  const listed = rules.slipReasons[draft.kind].find(({ code }) => code === draft.reason.code);
  const givenAt = officeTimestamp(now);
  const template = chooseSlipTemplate(rules.slipTemplates, slip.kind, givenAt.slice(0, 10));
  const document = layoutSlip(template, {
    ...emptySlipValues(receiptHeadOf(office.profile)),
    applicant: draft.applicant,
    coApplicants: draft.coApplicants ?? [],
    filer: draft.filer,
    content: content === '' ? null : content,
    gaps: slip.gaps.filter(({ text }) => text !== ''),
    // What is still to be said in words keeps it from being given, not from being shown.
    reason: slip.reason ?? (listed === undefined ? null : { ...listed, text: draft.reason.text.trim() }),
    until: slip.until,
    givenAt,
    officerName: actor.name,
    sample: office.sample,
    clockSuspect: clockTrouble !== null,
  });
  return { document, problems: problems.map(({ field, message }) => ({ field, message })) };
}
