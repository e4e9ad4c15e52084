import type { Channel, Procedure } from '#shared/catalog/index.ts';
import { type CitizenCard, formatCitizenNumber, parseIdNumber } from '#shared/citizen/index.ts';
import type { KnownCitizen } from '#shared/contract/index.ts';
import type { Delivery, SlipKind } from '#shared/dossier/index.ts';
import { fillFromKnown, plainNumber, refuseKnown, scanApplicant, typeApplicant } from './applicant.ts';
import {
  type ApplicantField,
  type DueFields,
  EMPTY_DUE,
  EMPTY_FEE,
  EMPTY_FILER,
  emptyForm,
  type FeeFields,
  type FilerFields,
  type FollowedSlip,
  type ReceiveForm,
  type ScanProblem,
} from './form.ts';
import {
  addRow,
  type PaperCount,
  removeRow,
  renameRow,
  rowsOfCase,
  setCount,
  toggleHandling,
  toggleRequired,
  toggleRow,
} from './paper-rows.ts';
import { fillRepresentative, type PeopleAction, reducePeople } from './people.ts';
import { decidePapers, gapRows, writeLine } from './slip.ts';

/** What can happen on the sheet of a slip. */
export type SlipAction =
  | { kind: 'slip-typed'; field: 'matter' | 'until'; value: string }
  | { kind: 'slip-line'; index: number; value: string }
  | { kind: 'slip-lines-tidied' }
  | { kind: 'slip-reason'; slip: SlipKind; field: 'code' | 'text'; value: string }
  | { kind: 'slip-paper'; action: PaperAction };

/** What can happen to a table of papers. */
export type PaperAction =
  | { kind: 'paper-toggled'; key: string }
  | { kind: 'paper-counted'; key: string; count: PaperCount; value: number }
  | { kind: 'paper-handling'; key: string }
  | { kind: 'paper-added' }
  | { kind: 'paper-renamed'; key: string; name: string }
  | { kind: 'paper-removed'; key: string }
  | { kind: 'required-toggled' };

/** Everything that can happen to the form. */
export type FormAction =
  | PeopleAction
  | PaperAction
  | SlipAction
  | { kind: 'applicant-typed'; field: ApplicantField; value: string }
  | { kind: 'card-read'; card: CitizenCard; to: 'applicant' | 'filer' }
  | { kind: 'scan-undone' }
  | { kind: 'scan-failed'; problem: ScanProblem }
  | { kind: 'scan-problem-closed' }
  // `asked`: the number that was looked up; the person may have been found by an older one.
  | { kind: 'known-found'; asked: string; citizen: KnownCitizen }
  | { kind: 'known-refused' }
  | { kind: 'filer-toggled' }
  | { kind: 'filer-typed'; field: keyof FilerFields; value: string }
  | { kind: 'procedure-query'; value: string }
  | { kind: 'procedure-picked'; procedure: Procedure }
  | { kind: 'case-chosen'; caseId: string }
  | { kind: 'case-reopened' }
  | { kind: 'channel-chosen'; channel: Channel }
  | { kind: 'typed'; field: 'dossierCopies' | 'deliveryAddress' | 'note'; value: string }
  | { kind: 'delivery-chosen'; way: Delivery['way'] | 'at-once' }
  | { kind: 'print-chosen'; print: boolean }
  // The form as it was filled from a slip; or a slip joined to the form as it stands, null: taken away from it.
  | { kind: 'follows-filled'; form: ReceiveForm }
  | { kind: 'follows-joined'; follows: FollowedSlip | null }
  | { kind: 'fee-typed'; field: Exclude<keyof FeeFields, 'exemptionId'>; value: string }
  | { kind: 'exemption-chosen'; exemptionId: string | null }
  | { kind: 'due-typed'; field: keyof DueFields; value: string }
  /** A draft takes the place of what stands here. `savedAt`: office time of its last key. */
  | { kind: 'draft-opened'; form: ReceiveForm; savedAt: string }
  | { kind: 'unread-closed' }
  | { kind: 'begun-anew'; requestId: string }
  // `dossierId`: the dossier that was just received.
  | { kind: 'same-person'; requestId: string; dossierId: string };

/** The form after an action. Pure; the request id changes only where a new dossier begins. */
export function reduceForm(form: ReceiveForm, action: FormAction): ReceiveForm {
  switch (action.kind) {
    case 'applicant-typed':
      return typed(form, action.field, action.value);
    case 'card-read':
      return readCard(form, action.card, action.to);
    case 'scan-undone':
      return form.beforeScan === null ? form : { ...form, applicant: form.beforeScan, beforeScan: null };
    case 'scan-failed':
      return { ...form, scanProblem: action.problem };
    case 'scan-problem-closed':
      return { ...form, scanProblem: null };
    case 'known-found':
      return knownFound(form, action.asked, action.citizen);
    case 'known-refused':
      return { ...form, applicant: refuseKnown(form.applicant) };
    case 'filer-toggled':
      return { ...form, filer: form.filer === null ? EMPTY_FILER : null };
    case 'filer-typed':
      return { ...form, filer: { ...(form.filer ?? EMPTY_FILER), [action.field]: action.value } };
    case 'procedure-query':
      return { ...form, procedureQuery: action.value };
    case 'procedure-picked':
      return pickProcedure(form, action.procedure);
    case 'case-chosen':
      return chooseCase(form, action.caseId);
    case 'case-reopened':
      return { ...form, caseId: null };
    case 'channel-chosen':
      return { ...form, channel: action.channel };
    case 'typed':
      return { ...form, [action.field]: action.value };
    case 'delivery-chosen':
      return chooseDelivery(form, action.way);
    case 'print-chosen':
      return { ...form, printReceipt: action.print };
    case 'follows-filled':
      return action.form;
    case 'follows-joined':
      return { ...form, follows: action.follows };
    case 'fee-typed':
      return { ...form, fee: { ...form.fee, [action.field]: action.value } };
    case 'exemption-chosen':
      return {
        ...form,
        fee: {
          ...form.fee,
          exemptionId: action.exemptionId,
          exemptionGround: action.exemptionId === null ? '' : form.fee.exemptionGround,
        },
      };
    case 'due-typed':
      return { ...form, due: { ...form.due, [action.field]: action.value } };
    case 'draft-opened':
      return action.form;
    case 'unread-closed':
      return { ...form, unread: '' };
    case 'begun-anew':
      return emptyForm(action.requestId);
    case 'same-person':
      return samePerson(form, action.requestId, action.dossierId);
    default:
      if (isPeopleAction(action)) return reducePeople(form, action);
      if (isSlipAction(action)) return { ...form, slip: reduceSlip(form, action) };
      return { ...form, papers: reducePapers(form.papers, action) };
  }
}

function isPeopleAction(action: FormAction): action is PeopleAction {
  return action.kind.startsWith('people-');
}

function isSlipAction(action: FormAction): action is SlipAction {
  return action.kind.startsWith('slip-');
}

function reduceSlip(form: ReceiveForm, action: SlipAction): ReceiveForm['slip'] {
  const { slip } = form;
  switch (action.kind) {
    case 'slip-typed':
      return { ...slip, [action.field]: action.value };
    case 'slip-line':
      return { ...slip, lines: writeLine(slip.lines, action.index, action.value) };
    case 'slip-lines-tidied':
      return { ...slip, lines: slip.lines.filter((line) => line.trim() !== '') };
    case 'slip-reason': {
      const reason = { ...slip.reasons[action.slip], [action.field]: action.value };
      return { ...slip, reasons: { ...slip.reasons, [action.slip]: reason } };
    }
    case 'slip-paper':
      return { ...slip, papers: decidePapers(form, reducePapers(gapRows(form), action.action)) };
  }
}

function reducePapers(rows: ReceiveForm['papers'], action: PaperAction): ReceiveForm['papers'] {
  switch (action.kind) {
    case 'paper-toggled':
      return toggleRow(rows, action.key);
    case 'paper-counted':
      return setCount(rows, action.key, action.count, action.value);
    case 'paper-handling':
      return toggleHandling(rows, action.key);
    case 'paper-added':
      return addRow(rows);
    case 'paper-renamed':
      return renameRow(rows, action.key, action.name);
    case 'paper-removed':
      return removeRow(rows, action.key);
    case 'required-toggled':
      return toggleRequired(rows);
  }
}

/** A whole number of somebody else parts the form from the slip; half a number says nothing yet. */
function typed(form: ReceiveForm, field: ApplicantField, value: string): ReceiveForm {
  const applicant = typeApplicant(form.applicant, field, value);
  const { idKind, idNumber } = applicant.fields;
  const read = field === 'idNumber' && idKind !== 'none' ? parseIdNumber(idNumber, idKind) : undefined;
  const follows =
    read?.ok === true ? slipOf(form.follows, [read.value.number, applicant.fields.oldNumber]) : form.follows;
  return { ...form, applicant, follows };
}

/** The slip, unless it was given to a person of another number. */
function slipOf(follows: FollowedSlip | null, numbers: readonly (string | null)[]): FollowedSlip | null {
  if (follows === null || follows.idNumber === '') return follows;
  const theirs = plainNumber(follows.idNumber);
  return numbers.some((number) => number !== null && plainNumber(number) === theirs) ? follows : null;
}

function readCard(form: ReceiveForm, card: CitizenCard, to: 'applicant' | 'filer'): ReceiveForm {
  if (to === 'applicant') {
    const before = plainNumber(form.applicant.fields.idNumber);
    const isNew = form.applicant.fields.name !== '' || form.applicant.fields.idNumber !== '';
    return {
      ...form,
      applicant: scanApplicant(form.applicant, card),
      beforeScan: isNew ? form.applicant : null,
      scanProblem: null,
      // Somebody else: a visit of their own, and no slip of theirs.
      visitOf: isNew && before !== card.number ? null : form.visitOf,
      // Of somebody else's number: begun anew, under whichever ticket is served now.
      ticket: before !== '' && before !== card.number ? null : form.ticket,
      follows: slipOf(form.follows, [card.number, card.oldNumber]),
    };
  }
  const filer = form.filer ?? EMPTY_FILER;
  return {
    ...form,
    scanProblem: null,
    filer: {
      ...filer,
      name: card.name,
      idKind: 'citizen-number',
      idNumber: formatCitizenNumber(card.number),
    },
  };
}

/** An answer that comes late, for a number that is no longer in the form, changes nothing; nor does a second one. */
function knownFound(form: ReceiveForm, asked: string, citizen: KnownCitizen): ReceiveForm {
  const { fields, known } = form.applicant;
  if (plainNumber(fields.idNumber) !== asked || known !== null) return form;
  return fillRepresentative({ ...form, applicant: fillFromKnown(form.applicant, citizen) }, citizen);
}

function pickProcedure(form: ReceiveForm, procedure: Procedure): ReceiveForm {
  const [only, ...more] = procedure.cases;
  const chosen = more.length === 0 ? only : undefined;
  const same = form.procedure?.code === procedure.code;
  // What was counted for another procedure is not evidence for this one, even where the ids happen to be alike.
  const before = same ? form.papers : form.papers.filter((row) => row.need === 'added');
  const channels = procedure.channels.map((terms) => terms.channel);
  return {
    ...form,
    procedure,
    procedureQuery: procedure.name,
    caseId: chosen?.id ?? null,
    papers: rowsOfCase(chosen, before),
    channel: channels.includes(form.channel) ? form.channel : (channels[0] ?? form.channel),
    fee: same ? form.fee : EMPTY_FEE,
    due: same ? form.due : EMPTY_DUE,
    // Handed over at once: that was meant of the other one.
    atOnce: same && form.atOnce,
    slip: same ? form.slip : { ...form.slip, papers: [] },
  };
}

function chooseCase(form: ReceiveForm, caseId: string): ReceiveForm {
  const chosen = form.procedure?.cases.find((candidate) => candidate.id === caseId);
  if (chosen === undefined) return form;
  return { ...form, caseId, papers: rowsOfCase(chosen, form.papers) };
}

/** By post the applicant's own address is offered first; it can be written over. */
function chooseDelivery(form: ReceiveForm, chosen: Delivery['way'] | 'at-once'): ReceiveForm {
  const atOnce = chosen === 'at-once';
  const way = atOnce ? 'counter' : chosen;
  const offered = form.deliveryAddress.trim() === '' ? form.applicant.fields.address : form.deliveryAddress;
  return {
    ...form,
    atOnce,
    deliveryWay: way,
    deliveryAddress: way === 'post' ? offered : form.deliveryAddress,
  };
}

/** One visit, several dossiers: who came stays, what they came for begins anew. */
function samePerson(form: ReceiveForm, requestId: string, dossierId: string): ReceiveForm {
  const fresh = emptyForm(requestId);
  return {
    ...fresh,
    applicant: form.applicant,
    applicantKind: form.applicantKind,
    representative: form.representative,
    coApplicants: form.coApplicants,
    filer: form.filer,
    helper: form.helper,
    visitOf: { id: dossierId, count: (form.visitOf?.count ?? 1) + 1 },
    ticket: form.ticket,
    channel: form.channel,
    deliveryWay: form.deliveryWay,
    deliveryAddress: form.deliveryAddress,
  };
}
