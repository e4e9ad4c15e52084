import { checkEmail, parseIdNumber, parsePhone, parseTypedBirth } from '#shared/citizen/index.ts';
import type { ReceptionPreview } from '#shared/contract/index.ts';
import type { ReceiveDossier } from '#shared/dossier/index.ts';
import { parseDong } from '#shared/money/index.ts';
import { draftOf, wholeBetween } from './draft.ts';
import { parseDueMinute } from './due-text.ts';
import type { FilerFields, ReceiveForm } from './form.ts';
import { type FieldPath, type FieldProblems, findFieldPath } from './form-fields.ts';
import { isBlank } from './people.ts';
import { ticketOf } from './ticket.ts';

/** The sentences for what the form itself can see; translated by the page. */
export type ProblemWords = {
  name: string;
  procedure: string;
  chosenCase: string;
  organisationName: string;
  otherName: string;
  helperName: string;
  filerName: string;
  filerGround: string;
  deliveryAddress: string;
  dossierCopies: string;
  quantity: string;
  pages: string;
  exemptionGround: string;
  dueDate: string;
  dueTime: string;
  dueReason: string;
};

/** What the preview says is needed; all false before the first answer. */
export type Needs = { due: boolean; fee: boolean };

type Put = (field: FieldPath, message: string) => void;

/**
 * What is typed but cannot be read. It may be said as soon as the field is left; nothing here is about what is
 * still empty.
 */
export function typedProblems(form: ReceiveForm, needs: Needs, words: ProblemWords): FieldProblems {
  const found = new Map<FieldPath, string>();
  const put: Put = (field, message) => {
    if (!found.has(field)) found.set(field, message);
  };
  const { fields } = form.applicant;
  putIdNumber(put, 'applicant.idNumber', fields);
  if (form.applicantKind === 'person') putUnread(put, 'applicant.birth', fields.birth, parseTypedBirth);
  else putUnread(put, 'applicant.representative.idNumber', form.representative.idNumber, parseIdNumber);
  putUnread(put, 'applicant.phone', fields.phone, parsePhone);
  putUnread(put, 'applicant.email', fields.email, checkEmail);
  form.coApplicants.forEach((part, index) => {
    const path = `coApplicants.${index}` as const;
    putIdNumber(put, `${path}.idNumber`, part.fields);
    putUnread(put, `${path}.birth`, part.fields.birth, parseTypedBirth);
    putUnread(put, `${path}.phone`, part.fields.phone, parsePhone);
  });
  if (form.helper !== null) putUnread(put, 'helper.phone', form.helper.phone, parsePhone);
  if (form.filer !== null) {
    putIdNumber(put, 'filer.idNumber', form.filer);
    putUnread(put, 'filer.phone', form.filer.phone, parsePhone);
  }
  if (wholeBetween(form.dossierCopies, 1, 99) === undefined) put('dossierCopies', words.dossierCopies);
  if (wholeBetween(form.fee.quantity, 1, 10_000) === undefined) put('fee.quantity', words.quantity);
  if (wholeBetween(form.fee.pages, 1, 10_000) === undefined) put('fee.pages', words.pages);
  if (needs.fee) putUnread(put, 'fee.enteredAmount', form.fee.amount, parseDong);
  if (needs.due && form.due.date.trim() !== '') {
    const minute = parseDueMinute(form.due);
    if (!minute.ok)
      put(
        minute.error === 'date' ? 'due.at' : 'due.time',
        words[minute.error === 'date' ? 'dueDate' : 'dueTime'],
      );
  }
  return found;
}

function putUnread(
  put: Put,
  field: FieldPath,
  text: string,
  read: (text: string) => { ok: true } | { ok: false; error: string },
): void {
  if (text.trim() === '') return;
  const outcome = read(text);
  if (!outcome.ok) put(field, outcome.error);
}

function putIdNumber(put: Put, field: FieldPath, person: Pick<FilerFields, 'idKind' | 'idNumber'>): void {
  const { idKind } = person;
  if (idKind === 'none') return;
  putUnread(put, field, person.idNumber, (text) => parseIdNumber(text, idKind));
}

/** What is absent without which the form cannot even be sent. */
function absentProblems(form: ReceiveForm, needs: Needs, words: ProblemWords): FieldProblems {
  const found = new Map<FieldPath, string>();
  if (form.applicant.fields.name.trim() === '')
    found.set('applicant.name', form.applicantKind === 'person' ? words.name : words.organisationName);
  form.coApplicants.forEach((part, index) => {
    if (!isBlank(part) && part.fields.name.trim() === '')
      found.set(`coApplicants.${index}.name`, words.otherName);
  });
  if (form.helper !== null && form.helper.name.trim() === '' && form.helper.phone.trim() !== '')
    found.set('helper.name', words.helperName);
  if (form.filer !== null && form.filer.name.trim() === '') found.set('filer.name', words.filerName);
  if (form.filer !== null && form.filer.ground.trim() === '') found.set('filer.ground', words.filerGround);
  if (form.procedure === null) found.set('procedureCode', words.procedure);
  else if (form.caseId === null) found.set('caseId', words.chosenCase);
  if (form.deliveryWay === 'post' && form.deliveryAddress.trim() === '')
    found.set('delivery.address', words.deliveryAddress);
  if (form.fee.exemptionId !== null && form.fee.exemptionGround.trim() === '')
    found.set('fee.exemptionGround', words.exemptionGround);
  if (needs.due && form.due.date.trim() === '') found.set('due.at', words.dueDate);
  if (needs.due && form.due.reason.trim() === '') found.set('due.reason', words.dueReason);
  return found;
}

/** Several lists as one; the earlier one wins where both speak of a field. */
export function mergeProblems(...lists: readonly FieldProblems[]): FieldProblems {
  const merged = new Map<FieldPath, string>();
  for (const list of lists)
    for (const [field, message] of list) if (!merged.has(field)) merged.set(field, message);
  return merged;
}

/** What the office says would make F2 refuse. Problems about nothing on this screen stay with `otherwise`. */
export function officeProblems(
  problems: ReceptionPreview['problems'],
  otherwise: FieldPath = 'procedureCode',
): FieldProblems {
  const found = new Map<FieldPath, string>();
  for (const { field, message } of problems) {
    const path = findFieldPath(field) ?? otherwise;
    if (!found.has(path)) found.set(path, message);
  }
  return found;
}

/** What the office says of this form. Without a reason it was told of no date: it misses one that stands there, rightly typed. */
export function toldProblems(form: ReceiveForm, told: ReceptionPreview['problems']): FieldProblems {
  const dateKeptBack = form.due.reason.trim() === '' && parseDueMinute(form.due).ok;
  return officeProblems(dateKeptBack ? told.filter(({ field }) => field !== 'due.at') : told);
}

/** Everything that keeps the form from being sent, by what the form itself knows. */
export function blockingProblems(form: ReceiveForm, needs: Needs, words: ProblemWords): FieldProblems {
  return mergeProblems(absentProblems(form, needs, words), typedProblems(form, needs, words));
}

/** The form as it is submitted; undefined while `blockingProblems` would name something. */
export function findReception(form: ReceiveForm, needs: Needs): ReceiveDossier | undefined {
  const { applicant, filer, procedureCode, caseId, ...rest } = draftOf(form);
  if (applicant === null || procedureCode === null || caseId === null) return undefined;
  return {
    requestId: form.requestId,
    applicant,
    filer,
    procedureCode,
    caseId,
    ...(form.visitOf === null ? {} : { visitOf: form.visitOf.id }),
    ...ticketOf(form),
    ...(form.follows === null ? {} : { follows: form.follows.id }),
    ...(form.atOnce ? { print: form.printReceipt } : {}),
    ...rest,
    // Typed for another procedure or case: not what the clerk means now.
    due: needs.due ? rest.due : null,
    fee: { ...rest.fee, enteredAmount: needs.fee ? rest.fee.enteredAmount : null },
  };
}
