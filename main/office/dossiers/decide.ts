import { officeMinute } from '#shared/base/index.ts';
import { computeDeadline, getDeadlineProfile, PlainDate, parsePlainMinute } from '#shared/calendar/index.ts';
import type { ChannelTerms, Procedure, ProcedureCase, TimeLimit } from '#shared/catalog/index.ts';
import {
  type DossierDue,
  type DossierFee,
  type MissingPaper,
  missingPapers,
  type ReasonStep,
  type ReceptionDraft,
} from '#shared/dossier/index.ts';
import { computeFee } from '#shared/money/index.ts';
import { checkPeople } from './check-people.ts';
import type { ReceptionProblem, ReceptionWarning } from './findings.ts';
import type { ReceptionRules } from './rules.ts';

/** What the rules make of a form, whole or half filled. Pure: the same form, rules and minute give the same decision. */
export type ReceptionDecision = {
  procedure: Procedure | null;
  catalogueVersion: number;
  /** Calendar data and rules of counting that the due date rests on. */
  calendarVersion: string;
  case: ProcedureCase | null;
  terms: ChannelTerms | null;
  limit: TimeLimit | null;
  due: DossierDue | null;
  dueNeeded: boolean;
  fee: DossierFee | null;
  feeNeeded: boolean;
  feeSteps: ReasonStep[];
  missing: MissingPaper[];
  problems: ReceptionProblem[];
  warnings: ReceptionWarning[];
};

/** Decides at an instant (milliseconds since 1970) what a form would become. */
export function decideReception(
  draft: ReceptionDraft,
  rules: ReceptionRules,
  now: number,
): ReceptionDecision {
  const receivedAt = officeMinute(now);
  const { problems, warnings } = checkPeople(draft);
  const found =
    draft.procedureCode === null
      ? undefined
      : rules.findProcedure(draft.procedureCode, receivedAt.slice(0, 10));
  if (found === undefined) {
    const message =
      draft.procedureCode === null
        ? 'Chưa chọn thủ tục. Gõ mã, tên hoặc vài chữ thường gọi rồi bấm Enter.'
        : 'Thủ tục này không có trong danh mục đang áp dụng. Hãy chọn lại.';
    problems.push({ code: 'unknown-procedure', field: 'procedureCode', message });
    return emptyDecision(problems, warnings);
  }
  const { procedure, catalogueVersion } = found;
  const procedureCase = procedure.cases.find((item) => item.id === draft.caseId) ?? null;
  if (procedureCase === null) {
    problems.push({ code: 'invalid-input', field: 'caseId', message: 'Hãy chọn trường hợp của thủ tục.' });
  }
  const terms = procedure.channels.find((item) => item.channel === draft.channel) ?? null;
  if (terms === null) {
    problems.push({
      code: 'invalid-input',
      field: 'channel',
      message: 'Thủ tục này không nhận qua kênh đã chọn. Hãy chọn kênh khác.',
    });
  }
  const due = decideDue(draft, terms, rules, receivedAt, problems, warnings);
  const fee = decideFee(draft, procedure, terms, problems);
  if (draft.delivery.way === 'post' && (draft.delivery.address ?? '').trim() === '') {
    problems.push({
      code: 'invalid-input',
      field: 'delivery.address',
      message: 'Nhận kết quả qua dịch vụ bưu chính thì phải có địa chỉ. Hãy nhập địa chỉ nhận.',
    });
  }
  return {
    procedure,
    catalogueVersion,
    case: procedureCase,
    terms,
    limit: terms?.limit ?? null,
    ...due,
    ...fee,
    missing: procedureCase === null ? [] : missingPapers(procedureCase, draft.papers),
    problems,
    warnings,
  };
}

function decideDue(
  draft: ReceptionDraft,
  terms: ChannelTerms | null,
  rules: ReceptionRules,
  receivedAt: string,
  problems: ReceptionProblem[],
  warnings: ReceptionWarning[],
): Pick<ReceptionDecision, 'due' | 'dueNeeded' | 'calendarVersion'> {
  const version = rules.calendar.calendar.version;
  if (terms === null) return { due: null, dueNeeded: false, calendarVersion: version };
  if (terms.limit === null && draft.atOnce === true) {
    // Nothing has to be promised of what the person holds already.
    const steps = [{ code: 'at-once', at: receivedAt, text: 'Trả kết quả ngay khi tiếp nhận' }];
    return {
      due: { at: receivedAt, basis: 'clerk', limit: null, steps, provisional: false },
      dueNeeded: false,
      calendarVersion: version,
    };
  }
  if (terms.limit === null) {
    if (draft.due === null) {
      problems.push({
        code: 'due-needed',
        field: 'due.at',
        message: 'Danh mục chưa có thời hạn dùng được. Hãy nhập ngày giờ trả và lý do.',
      });
      return { due: null, dueNeeded: true, calendarVersion: version };
    }
    if (parsePlainMinute(draft.due.at) === undefined) {
      problems.push({
        code: 'invalid-input',
        field: 'due.at',
        message: 'Ngày giờ trả không có thật. Nhập theo mẫu 17:00 24/12/2026.',
      });
      return { due: null, dueNeeded: true, calendarVersion: version };
    }
    if (draft.due.at <= receivedAt) {
      problems.push({
        code: 'due-in-past',
        field: 'due.at',
        message: 'Ngày giờ trả phải sau lúc nhận. Hãy nhập lại.',
      });
    }
    const steps = [{ code: 'entered', at: draft.due.at, text: `Cán bộ nhập: ${draft.due.reason}` }];
    return {
      due: { at: draft.due.at, basis: 'clerk', limit: null, steps, provisional: false },
      dueNeeded: true,
      calendarVersion: version,
    };
  }
  const { calendar } = rules.calendar;
  const profile = getDeadlineProfile(rules.calendar, PlainDate.parse(receivedAt.slice(0, 10)));
  const computed = computeDeadline({
    received: receivedAt,
    limit: terms.limit,
    pauses: [],
    calendar,
    profile,
  });
  if (!computed.ok) {
    problems.push({ code: 'invalid-input', field: 'due.at', message: computed.error.message });
    return { due: null, dueNeeded: false, calendarVersion: version };
  }
  const { due, steps, provisional } = computed.value;
  if (provisional) {
    warnings.push({
      field: 'due.at',
      message: 'Ngày trả tạm tính: có ngày nghỉ chưa được công bố chính thức.',
    });
  }
  return {
    due: {
      at: due,
      basis: 'catalogue',
      limit: terms.limit,
      steps: steps.map(({ code, at, text }) => ({ code, at, text })),
      provisional,
    },
    dueNeeded: false,
    calendarVersion: computed.value.calendarVersion,
  };
}

function decideFee(
  draft: ReceptionDraft,
  procedure: Procedure,
  terms: ChannelTerms | null,
  problems: ReceptionProblem[],
): { fee: DossierFee | null; feeNeeded: boolean; feeSteps: ReasonStep[] } {
  if (terms === null) return { fee: null, feeNeeded: false, feeSteps: [] };
  const input = draft.fee;
  const exemption = procedure.exemptions.find((item) => item.id === input.exemptionId) ?? null;
  if (input.exemptionId !== null && exemption === null) {
    problems.push({
      code: 'invalid-input',
      field: 'fee.exemptionId',
      message: 'Diện miễn, giảm này không áp dụng cho thủ tục đã chọn. Hãy chọn lại.',
    });
  }
  const ground = input.exemptionGround?.trim() || null;
  if (exemption !== null && ground === null) {
    problems.push({
      code: 'exemption-needs-ground',
      field: 'fee.exemptionGround',
      message: 'Hãy ghi căn cứ miễn, giảm (giấy tờ đã xem).',
    });
  }
  const applied = exemption === null ? null : { ...exemption, ground };
  const computed = computeFee(terms.fee, input, applied, input.enteredAmount);
  if (computed.amount === null) {
    problems.push({
      code: 'fee-needed',
      field: 'fee.enteredAmount',
      message: 'Mức phí chưa có trong danh mục. Hãy nhập số tiền (0 nếu không thu).',
    });
    return { fee: null, feeNeeded: true, feeSteps: computed.explanation };
  }
  const fee: DossierFee = {
    amount: computed.amount,
    basis: computed.basis,
    exemptionId: exemption?.id ?? null,
    exemptionGround: exemption === null ? null : ground,
    quantity: input.quantity,
    pages: input.pages,
    steps: computed.explanation,
  };
  return { fee, feeNeeded: computed.basis === 'entered', feeSteps: computed.explanation };
}

function emptyDecision(problems: ReceptionProblem[], warnings: ReceptionWarning[]): ReceptionDecision {
  return {
    procedure: null,
    catalogueVersion: 0,
    calendarVersion: '',
    case: null,
    terms: null,
    limit: null,
    due: null,
    dueNeeded: false,
    fee: null,
    feeNeeded: false,
    feeSteps: [],
    missing: [],
    problems,
    warnings,
  };
}
