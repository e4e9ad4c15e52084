import { officeDate } from '#shared/base/index.ts';
import type { Procedure, ProcedureCase } from '#shared/catalog/index.ts';
import type { DossierSlip, MendingReason, SlipDraft } from '#shared/dossier/index.ts';
import { checkPeople } from './check-people.ts';
import type { ReceptionProblem } from './findings.ts';
import { checkReason } from './reasons.ts';
import type { ReceptionRules } from './rules.ts';

/** What the rules make of a slip, whole or half filled. Pure, as `decideReception` is. */
export type SlipDecision = {
  procedure: Procedure | null;
  catalogueVersion: number;
  case: ProcedureCase | null;
  /** The procedure's name, or the matter in the clerk's words. */
  content: string;
  slip: Omit<DossierSlip, 'reason'> & { reason: MendingReason | null };
  problems: ReceptionProblem[];
};

/** That there is none may be the very reason of a refusal. */
const NO_GROUND =
  'Chưa có căn cứ nộp thay. Ghi giấy ủy quyền hoặc quan hệ đại diện; nếu không có thì ghi rõ là không có.';

/**
 * Decides at an instant (milliseconds since 1970) what a slip would say. Less is asked for than of a reception: the form
 * is as far as the person came. What belongs to the other kind of slip is left out, so that a clerk may change their mind.
 */
export function decideSlip(draft: SlipDraft, rules: ReceptionRules, now: number): SlipDecision {
  const today = officeDate(now);
  const problems = checkPeople(draft).problems.map((problem) =>
    problem.field === 'filer.ground' ? { ...problem, message: NO_GROUND } : problem,
  );
  const found = draft.procedureCode === null ? undefined : rules.findProcedure(draft.procedureCode, today);
  const matter = draft.matter.trim();
  if (draft.procedureCode !== null && found === undefined) {
    problems.push({
      code: 'unknown-procedure',
      field: 'procedureCode',
      message: 'Thủ tục này không có trong danh mục đang áp dụng. Hãy chọn lại, hoặc ghi nội dung yêu cầu.',
    });
  }
  if (draft.procedureCode === null && matter === '') {
    stop(problems, 'matter', 'Hãy chọn thủ tục, hoặc ghi nội dung người dân yêu cầu.');
  }
  const gaps = draft.kind === 'supplement' ? draft.gaps : [];
  if (draft.kind === 'supplement' && gaps.length === 0) {
    stop(problems, 'gaps', 'Hãy nêu ít nhất một nội dung cần bổ sung; nêu đủ trong một lần.');
  }
  gaps.forEach(({ text }, index) => {
    if (text.trim() === '')
      stop(problems, `gaps.${index}`, 'Hãy ghi nội dung cần bổ sung, hoặc bỏ dòng này.');
  });
  const reason = checkReason(rules.slipReasons[draft.kind], draft.reason);
  if (!reason.ok) problems.push(reason.error);
  const until = draft.kind === 'supplement' ? draft.until : null;
  if (until !== null && until < today) {
    stop(problems, 'until', 'Ngày hẹn bổ sung đã qua. Hãy nhập hôm nay hoặc một ngày sau, hoặc để trống.');
  }
  return {
    procedure: found?.procedure ?? null,
    catalogueVersion: found?.catalogueVersion ?? 0,
    case: found?.procedure.cases.find(({ id }) => id === draft.caseId) ?? null,
    content: found?.procedure.name ?? matter,
    slip: {
      kind: draft.kind,
      gaps: gaps.map((gap) => ({ ...gap, text: gap.text.trim() })),
      reason: reason.ok ? reason.value : null,
      until,
    },
    problems,
  };
}

function stop(problems: ReceptionProblem[], field: string, message: string): void {
  problems.push({ code: 'invalid-input', field, message });
}
