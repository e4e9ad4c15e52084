import { type CitizenCard, formatCitizenNumber } from '#shared/citizen/index.ts';
import type { KnownCitizen } from '#shared/contract/index.ts';
import type { ApplicantKind } from '#shared/dossier/index.ts';
import { fillFromKnown, plainNumber, scanApplicant, typeApplicant } from './applicant.ts';
import {
  type ApplicantField,
  type ApplicantPart,
  EMPTY_APPLICANT,
  type HelperFields,
  type ReceiveForm,
  type RepresentativeFields,
} from './form.ts';

/** What can happen to whoever a form names besides the first applicant and the filer. */
export type PeopleAction =
  | { kind: 'people-kind'; value: ApplicantKind }
  | { kind: 'people-representative'; field: keyof RepresentativeFields; value: string }
  // Opens an empty line for a further person, or the empty one that is there.
  | { kind: 'people-added' }
  | { kind: 'people-opened'; index: number }
  | { kind: 'people-closed' }
  | { kind: 'people-typed'; index: number; field: ApplicantField; value: string }
  | { kind: 'people-removed'; index: number }
  | { kind: 'people-known'; index: number; asked: string; citizen: KnownCitizen }
  | { kind: 'people-card'; card: CitizenCard; to: 'co-applicant' | 'representative' }
  | { kind: 'people-helper' }
  | { kind: 'people-helper-typed'; field: keyof HelperFields; value: string };

const KINDS: readonly ApplicantKind[] = ['person', 'organisation', 'household-business'];

/** The kind after this one, around at the end. */
export function nextKind(kind: ApplicantKind): ApplicantKind {
  return KINDS[(KINDS.indexOf(kind) + 1) % KINDS.length] ?? 'person';
}

export function isBlank(part: ApplicantPart): boolean {
  const { name, idNumber, phone } = part.fields;
  return [name, idNumber, phone].every((text) => text.trim() === '');
}

/** The form after an action on its people. Pure. */
export function reducePeople(form: ReceiveForm, action: PeopleAction): ReceiveForm {
  switch (action.kind) {
    case 'people-kind':
      return chooseKind(form, action.value);
    case 'people-representative':
      return { ...form, representative: { ...form.representative, [action.field]: action.value } };
    case 'people-added':
      return addPerson(form);
    case 'people-opened':
      return action.index < form.coApplicants.length ? { ...form, openCoApplicant: action.index } : form;
    case 'people-closed':
      return { ...form, openCoApplicant: null };
    case 'people-typed':
      return changed(form, action.index, (part) => typeApplicant(part, action.field, action.value));
    case 'people-removed':
      return {
        ...form,
        coApplicants: form.coApplicants.filter((_, index) => index !== action.index),
        openCoApplicant: null,
      };
    case 'people-known':
      return changed(form, action.index, (part) =>
        plainNumber(part.fields.idNumber) !== action.asked || part.known !== null
          ? part
          : fillFromKnown(part, action.citizen),
      );
    case 'people-card':
      return readCard(form, action.card, action.to);
    case 'people-helper':
      return { ...form, helper: form.helper === null ? { name: '', phone: '' } : null };
    case 'people-helper-typed':
      return {
        ...form,
        helper: { ...(form.helper ?? { name: '', phone: '' }), [action.field]: action.value },
      };
  }
}

/** The number was another kind of number: it is typed anew, unless a household business goes by its owner's. */
function chooseKind(form: ReceiveForm, value: ApplicantKind): ReceiveForm {
  if (value === form.applicantKind) return form;
  const { fields } = form.applicant;
  const idKind = value === 'person' ? 'citizen-number' : 'tax-code';
  return {
    ...form,
    applicantKind: value,
    visitOf: null,
    applicant: { ...form.applicant, known: null, fields: { ...fields, idKind } },
  };
}

function addPerson(form: ReceiveForm): ReceiveForm {
  const blank = form.coApplicants.findIndex(isBlank);
  if (blank >= 0) return { ...form, openCoApplicant: blank };
  return {
    ...form,
    coApplicants: [...form.coApplicants, EMPTY_APPLICANT],
    openCoApplicant: form.coApplicants.length,
  };
}

function changed(
  form: ReceiveForm,
  index: number,
  change: (part: ApplicantPart) => ApplicantPart,
): ReceiveForm {
  return {
    ...form,
    coApplicants: form.coApplicants.map((part, at) => (at === index ? change(part) : part)),
  };
}

function readCard(form: ReceiveForm, card: CitizenCard, to: 'co-applicant' | 'representative'): ReceiveForm {
  const read = { ...form, scanProblem: null };
  if (to === 'representative') {
    const representative = {
      ...form.representative,
      name: card.name,
      idNumber: formatCitizenNumber(card.number),
    };
    return { ...read, representative };
  }
  // A card that was read before is the same person again, wherever the cursor stands.
  const same = form.coApplicants.findIndex(
    (part) => plainNumber(part.fields.idNumber) === plainNumber(card.number),
  );
  const open = same >= 0 ? same : form.openCoApplicant;
  const base = open === null ? addPerson(read) : { ...read, openCoApplicant: open };
  return changed(base, base.openCoApplicant ?? 0, (part) => scanApplicant(part, card));
}

/** Fills who spoke for an organisation the last time; what stands there is never overwritten. */
export function fillRepresentative(form: ReceiveForm, citizen: KnownCitizen): ReceiveForm {
  const { representative: known } = citizen;
  if (form.applicantKind === 'person' || known === null || form.representative.name !== '') return form;
  return { ...form, representative: { ...form.representative, ...known } };
}

/** What a further person looks like in one line: name and the end of the number. */
export function lineOf(part: ApplicantPart): { name: string; number: string } {
  const number = plainNumber(part.fields.idNumber);
  return { name: part.fields.name.trim(), number: number === '' ? '' : `…${number.slice(-4)}` };
}
