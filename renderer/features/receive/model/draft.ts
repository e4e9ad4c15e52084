import {
  checkEmail,
  normalizeAddress,
  normalizeName,
  parseIdNumber,
  parsePhone,
  parseTypedBirth,
} from '#shared/citizen/index.ts';
import type { EnteredDue, FeeInput, ReceptionDraft } from '#shared/dossier/index.ts';
import { parseDong } from '#shared/money/index.ts';
import { isAsScanned, plainNumber } from './applicant.ts';
import { parseDueMinute } from './due-text.ts';
import type {
  ApplicantFields,
  ApplicantPart,
  FilerFields,
  ReceiveForm,
  RepresentativeFields,
} from './form.ts';
import { receivedPapers } from './paper-rows.ts';

type DraftApplicant = NonNullable<ReceptionDraft['applicant']>;
type DraftFiler = NonNullable<ReceptionDraft['filer']>;

/**
 * The form as the office previews it: what cannot be read yet is absent, never a guess. What is wrong with a field is
 * said by `problems.ts`; here it only stays out of the paper.
 */
export function draftOf(form: ReceiveForm): ReceptionDraft {
  return {
    applicant: draftParty(form),
    ...draftOthers(form),
    filer: form.filer === null ? null : draftFiler(form.filer),
    procedureCode: form.procedure?.code ?? null,
    caseId: form.caseId,
    channel: form.channel,
    papers: receivedPapers(form.papers),
    dossierCopies: wholeBetween(form.dossierCopies, 1, 99) ?? 1,
    delivery: {
      way: form.deliveryWay,
      address: form.deliveryWay === 'post' ? address(form.deliveryAddress) : null,
    },
    note: wellFormed(form.note),
    fee: draftFee(form),
    due: draftDue(form),
    ...(form.atOnce ? { atOnce: true as const } : {}),
  };
}

/** A person, or an organisation or household business with who speaks for it. */
function draftParty(form: ReceiveForm): DraftApplicant | null {
  const applicant = draftApplicant(form.applicant);
  if (applicant === null || form.applicantKind === 'person') return applicant;
  const representative = draftRepresentative(form.representative);
  return {
    ...applicant,
    kind: form.applicantKind,
    oldNumber: null,
    birth: null,
    sex: null,
    issued: null,
    entry: 'typed',
    cardExtra: [],
    ...(representative === null ? {} : { representative }),
  };
}

function draftRepresentative(fields: RepresentativeFields): DraftApplicant['representative'] | null {
  const name = personName(fields.name);
  if (name === '') return null;
  const read = parseIdNumber(fields.idNumber);
  return {
    name,
    position: wellFormed(fields.position),
    idKind: read.ok ? read.value.kind : 'none',
    idNumber: read.ok ? read.value.number : null,
  };
}

/** Who stands beside the applicant; nobody is absent. A line that says nothing is nobody. */
function draftOthers({ coApplicants, helper }: ReceiveForm): Pick<ReceptionDraft, 'coApplicants' | 'helper'> {
  const others = coApplicants.map(draftApplicant).filter((person) => person !== null);
  const helped = helper !== null && (helper.name.trim() !== '' || helper.phone.trim() !== '');
  return {
    ...(others.length === 0 ? {} : { coApplicants: others }),
    ...(helped
      ? { helper: { name: personName(helper.name), phone: valueOrNull(parsePhone(helper.phone)) } }
      : {}),
  };
}

function draftApplicant(part: ApplicantPart): DraftApplicant | null {
  const { fields, card } = part;
  const name = personName(fields.name);
  if (name === '' && plainNumber(fields.idNumber) === '' && fields.phone.trim() === '') return null;
  const birth = parseTypedBirth(fields.birth);
  const scanned = isAsScanned(part);
  return {
    name,
    idKind: fields.idKind,
    idNumber: draftIdNumber(fields),
    oldNumber: draftOldNumber(fields.oldNumber),
    birth: birth.ok ? birth.value : null,
    sex: fields.sex === '' ? null : fields.sex,
    address: address(fields.address),
    issued: scanned ? (card?.issued ?? null) : null,
    phone: valueOrNull(parsePhone(fields.phone)),
    email: valueOrNull(checkEmail(fields.email)),
    entry: scanned ? 'scan' : 'typed',
    cardExtra: scanned ? (card?.extra ?? []) : [],
  };
}

function draftOldNumber(text: string): string | null {
  const number = plainNumber(text);
  return /^(?:\d{9}|\d{12})$/.test(number) ? number : null;
}

function draftIdNumber(fields: Pick<ApplicantFields, 'idKind' | 'idNumber'>): string | null {
  if (fields.idKind === 'none') return null;
  const read = parseIdNumber(fields.idNumber, fields.idKind);
  return read.ok ? read.value.number : null;
}

function draftFiler(filer: FilerFields): DraftFiler {
  return {
    name: personName(filer.name),
    idKind: filer.idKind,
    idNumber: draftIdNumber(filer),
    phone: valueOrNull(parsePhone(filer.phone)),
    ground: wellFormed(filer.ground),
    ...(wellFormed(filer.paper) === '' ? {} : { paper: wellFormed(filer.paper) }),
  };
}

function draftFee(form: ReceiveForm): FeeInput {
  const { fee } = form;
  const amount = parseDong(fee.amount);
  return {
    quantity: wholeBetween(fee.quantity, 1, 10_000) ?? 1,
    pages: wholeBetween(fee.pages, 1, 10_000) ?? 1,
    exemptionId: fee.exemptionId,
    exemptionGround: fee.exemptionId === null ? null : wellFormed(fee.exemptionGround) || null,
    enteredAmount: amount.ok ? amount.value : null,
  };
}

function draftDue(form: ReceiveForm): EnteredDue | null {
  const minute = parseDueMinute(form.due);
  const reason = wellFormed(form.due.reason);
  return minute.ok && reason !== '' ? { at: minute.value, reason } : null;
}

function valueOrNull(read: { ok: true; value: string } | { ok: false }): string | null {
  return read.ok ? read.value : null;
}

/** Half of a surrogate pair (an emoji cut by a field's limit) can be neither stored nor printed. */
function wellFormed(text: string): string {
  return text.toWellFormed().trim();
}

function personName(text: string): string {
  return normalizeName(wellFormed(text));
}

function address(text: string): string {
  return normalizeAddress(wellFormed(text));
}

/** A whole number as typed, within its bounds; undefined otherwise. */
export function wholeBetween(text: string, least: number, most: number): number | undefined {
  const typed = text.trim();
  if (!/^\d{1,6}$/.test(typed)) return undefined;
  const value = Number(typed);
  return value >= least && value <= most ? value : undefined;
}
