import { err, ok, type Result } from '#shared/base/index.ts';
import type { MendingReason, MendingReasonInput, ReasonList } from '#shared/dossier/index.ts';
import type { ReceptionProblem } from './findings.ts';

/** The reason as the entry keeps it: the list's words of today and what the clerk added; or what is wrong with it. */
export function checkReason(
  list: ReasonList,
  { code, text }: MendingReasonInput,
): Result<MendingReason, ReceptionProblem> {
  const reason = list.find((item) => item.code === code);
  const added = text.trim();
  if (reason === undefined) return problem('reason.code', 'Hãy chọn lý do trong danh sách.');
  if (reason.textNeeded && added === '') return problem('reason.text', 'Hãy ghi rõ lý do.');
  return ok({ code, label: reason.label, text: added });
}

function problem(field: string, message: string): { ok: false; error: ReceptionProblem } {
  return err({ code: 'invalid-input', field, message });
}
