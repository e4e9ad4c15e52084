import { epochOfOfficeTimestamp, officeMinute } from '#shared/base/index.ts';
import type { Procedure } from '#shared/catalog/index.ts';
import type {
  Dossier,
  DossierChanges,
  DossierContent,
  DossierDue,
  ReceiveDossier,
} from '#shared/dossier/index.ts';
import { decideReception, type ReceptionDecision } from './decide.ts';
import type { ReceptionProblem, ReceptionWarning } from './findings.ts';
import { besidesApplicant, normalisePeople } from './normalise.ts';
import type { ReceptionRules } from './rules.ts';

/** What the rules make of a correction. `content` is complete also where there are problems: the screen shows it. */
export type CorrectionDecision = {
  content: DossierContent;
  dueChanged: boolean;
  problems: ReceptionProblem[];
  warnings: ReceptionWarning[];
};

/**
 * Decides what a corrected dossier says, purely by the rules it was received under: the procedure of its catalogue
 * version, its own time of reception. A promise once given stands unless the correction is about it: fee and due date
 * stay as they are where nothing about them is corrected, and a catalogue's due date where the calendar that it was
 * counted by is no longer here. `now` (milliseconds since 1970): a date entered anew must lie ahead.
 */
export function decideCorrection(
  dossier: Dossier,
  changes: DossierChanges,
  context: { procedure: Procedure; rules: ReceptionRules; now: number; clockSuspect: boolean },
): CorrectionDecision {
  const input = normalisePeople(formOf(dossier, changes));
  const rules = {
    ...context.rules,
    findProcedure: () => ({ procedure: context.procedure, catalogueVersion: dossier.versions.catalogue }),
  };
  const decision = decideReception(input, rules, epochOfOfficeTimestamp(dossier.receivedAt));
  const problems = decision.problems.filter(({ field }) => isCorrected(field, changes));
  const warnings = decision.warnings.filter(({ field }) => field !== null && isCorrected(field, changes));
  const promised = promisedDue(dossier);
  const due = dueOf(dossier, changes, decision, context.now, problems);
  return {
    content: {
      ...withoutPeople(contentOf(dossier)),
      applicant: changes.applicant === undefined ? dossier.applicant : input.applicant,
      ...besidesApplicant({
        ...besidesApplicant(dossier),
        ...(changes.coApplicants === undefined ? {} : { coApplicants: input.coApplicants }),
        ...(changes.filer === undefined ? {} : { filer: input.filer }),
        ...(changes.helper === undefined ? {} : { helper: input.helper }),
      }),
      procedure: {
        ...dossier.procedure,
        ...(changes.caseId === undefined || decision.case === null
          ? {}
          : { caseId: decision.case.id, caseName: decision.case.name }),
      },
      papers: input.papers,
      missingPapers: missingOf(dossier, changes, decision),
      dossierCopies: input.dossierCopies,
      delivery: input.delivery,
      note: input.note,
      fee: changes.fee === undefined ? dossier.fee : (decision.fee ?? dossier.fee),
      due,
      clockSuspect: dossier.clockSuspect || context.clockSuspect,
    },
    dueChanged: due.at !== promised.at,
    problems,
    warnings,
  };
}

/** What an entry states of a dossier. */
export function contentOf(dossier: Dossier): DossierContent {
  const {
    state: _state,
    revision: _revision,
    correction: _correction,
    cancelled: _cancelled,
    followedBy: _followedBy,
    ...content
  } = dossier;
  return content;
}

/** Only what was received is corrected, and that has a due date. */
export function promisedDue({ due }: Pick<Dossier, 'due'>): DossierDue {
  if (due === null) throw new Error('a slip is not corrected');
  return due;
}

/** Absent means nobody: what is corrected away must not stay behind. */
function withoutPeople(content: DossierContent): Omit<DossierContent, 'coApplicants' | 'helper'> {
  const { coApplicants: _co, helper: _helper, ...rest } = content;
  return rest;
}

function formOf(dossier: Dossier, changes: DossierChanges): ReceiveDossier {
  const { fee } = dossier;
  const due = promisedDue(dossier);
  const coApplicants = changes.coApplicants ?? dossier.coApplicants;
  const helper = changes.helper === undefined ? dossier.helper : (changes.helper ?? undefined);
  return {
    requestId: dossier.id,
    applicant: changes.applicant ?? dossier.applicant,
    ...(coApplicants === undefined ? {} : { coApplicants }),
    filer: changes.filer === undefined ? dossier.filer : changes.filer,
    ...(helper === undefined ? {} : { helper }),
    procedureCode: dossier.procedure.code,
    caseId: changes.caseId ?? dossier.procedure.caseId,
    channel: dossier.channel,
    papers: changes.papers ?? dossier.papers,
    dossierCopies: changes.dossierCopies ?? dossier.dossierCopies,
    delivery: changes.delivery ?? dossier.delivery,
    note: changes.note ?? dossier.note,
    fee: changes.fee ?? {
      quantity: fee.quantity,
      pages: fee.pages,
      exemptionId: fee.exemptionId,
      exemptionGround: fee.exemptionGround,
      enteredAmount: fee.amount,
    },
    due: changes.due ?? { at: due.at, reason: ' ' },
    ...(dossier.atOnce === true ? { atOnce: true as const } : {}),
  };
}

/** Old data is not judged again by what this release checks: only what the clerk corrects must be right. */
function isCorrected(field: string, changes: DossierChanges): boolean {
  return Object.hasOwn(changes, field.split('.', 1)[0] ?? '');
}

function dueOf(
  dossier: Dossier,
  changes: DossierChanges,
  decision: ReceptionDecision,
  now: number,
  problems: ReceptionProblem[],
): DossierDue {
  const { limit, due } = decision;
  const promised = promisedDue(dossier);
  if (limit !== null) {
    if (changes.due !== undefined) {
      problems.push({
        code: 'invalid-input',
        field: 'due.at',
        message: 'Ngày hẹn trả của thủ tục này do danh mục quy định nên không nhập tay. Hãy bỏ ngày đã nhập.',
      });
    }
    const sameRules =
      promised.basis === 'catalogue' && decision.calendarVersion === dossier.versions.calendar;
    return sameRules && due !== null ? due : promised;
  }
  if (changes.due === undefined || due === null) return promised;
  if (
    due.at !== promised.at &&
    due.at <= officeMinute(now) &&
    !problems.some(({ code }) => code === 'due-in-past')
  ) {
    problems.push({
      code: 'due-in-past',
      field: 'due.at',
      message: 'Ngày giờ trả mới đã qua. Hãy nhập ngày giờ sau lúc này.',
    });
  }
  return due;
}

function missingOf(dossier: Dossier, changes: DossierChanges, decision: ReceptionDecision): string[] {
  if ((changes.papers === undefined && changes.caseId === undefined) || decision.case === null) {
    return dossier.missingPapers;
  }
  return decision.missing.filter(({ need }) => need === 'required').map(({ name }) => name);
}
