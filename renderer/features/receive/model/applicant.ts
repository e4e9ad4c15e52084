import {
  type CitizenCard,
  displayBirth,
  formatCitizenNumber,
  formatPhone,
  parseTypedBirth,
} from '#shared/citizen/index.ts';
import type { KnownCitizen } from '#shared/contract/index.ts';
import { fold } from '#shared/text/index.ts';
import type { ApplicantField, ApplicantFields, ApplicantPart, FieldSource } from './form.ts';

/** The digits of a number typed with blanks. */
export function plainNumber(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\s.\-_]+/gu, '')
    .toUpperCase();
}

/** Types into one field: it is the clerk's from now on. Another number is another person. */
export function typeApplicant(part: ApplicantPart, field: ApplicantField, value: string): ApplicantPart {
  const sources = { ...part.sources };
  delete sources[field];
  const fields = { ...part.fields, [field]: value };
  const sameNumber = field !== 'idNumber' || plainNumber(value) === plainNumber(part.fields.idNumber);
  const typed: ApplicantPart = { ...part, fields, sources };
  if (sameNumber) return typed;
  return { ...withoutKnown(typed), fields: { ...withoutKnown(typed).fields, idNumber: value } };
}

/**
 * Takes over what a card says. Phone and e-mail are not on a card: they stay when the same person (or nobody yet) was
 * entered, and go when they belong to someone else.
 */
export function scanApplicant(part: ApplicantPart, card: CitizenCard): ApplicantPart {
  const before = plainNumber(part.fields.idNumber);
  const samePerson = before === '' || before === card.number;
  const kept = samePerson ? part.fields : { phone: '', email: '', address: '', birth: '', sex: '' as const };
  const fields: ApplicantFields = {
    name: card.name,
    idKind: 'citizen-number',
    idNumber: formatCitizenNumber(card.number),
    oldNumber: card.oldNumber ?? '',
    birth: card.birth === null ? kept.birth : displayBirth(card.birth),
    sex: card.sex ?? kept.sex,
    address: card.address === '' ? kept.address : card.address,
    phone: kept.phone,
    email: kept.email,
  };
  const sources: Partial<Record<ApplicantField, FieldSource>> = { name: 'card', idNumber: 'card' };
  if (card.oldNumber !== null) sources.oldNumber = 'card';
  if (card.birth !== null) sources.birth = 'card';
  if (card.sex !== null) sources.sex = 'card';
  if (card.address !== '') sources.address = 'card';
  if (samePerson && part.sources.phone) sources.phone = part.sources.phone;
  if (samePerson && part.sources.email) sources.email = part.sources.email;
  return { fields, sources, card, known: samePerson && before !== '' ? part.known : null };
}

/** Does the applicant still stand as the card said, so that the record may call it scanned? */
export function isAsScanned(part: ApplicantPart): boolean {
  return part.card !== null && part.sources.name === 'card' && part.sources.idNumber === 'card';
}

function valuesOfKnown(citizen: KnownCitizen): Partial<ApplicantFields> {
  return {
    name: citizen.name,
    birth: displayBirth(citizen.birth),
    sex: citizen.sex ?? '',
    address: citizen.address,
    phone: citizen.phone === null ? '' : formatPhone(citizen.phone),
    email: citizen.email ?? '',
  };
}

const FILLED_FROM_KNOWN = ['name', 'birth', 'sex', 'address', 'phone', 'email'] as const;

/**
 * Was the known name typed in haste: without its marks, or in other capitals? Marks that are typed are meant, a card's
 * letters stand on paper, and a name with other letters is another name: those stay.
 */
function isCarelessly({ fields, sources }: ApplicantPart, known: string): boolean {
  const typed = fields.name.trim().replace(/\s+/gu, ' ').normalize('NFC');
  if (sources.name !== undefined || typed === known || fold(typed) !== fold(known)) return false;
  const small = typed.toLowerCase();
  return small === fold(typed) || small === known.normalize('NFC').toLowerCase();
}

/**
 * Fills what is empty from an earlier reception; what stands there already is never overwritten, but a name that was typed
 * without its marks takes the spelling it has there.
 */
export function fillFromKnown(part: ApplicantPart, citizen: KnownCitizen): ApplicantPart {
  const known = valuesOfKnown(citizen);
  const filled: Partial<ApplicantFields> = {};
  const fields = { ...part.fields };
  const sources = { ...part.sources };
  for (const field of FILLED_FROM_KNOWN) {
    const value = known[field];
    if (value === undefined || value === '') continue;
    const isOpen = part.fields[field].trim() === '' || (field === 'name' && isCarelessly(part, value));
    if (!isOpen) continue;
    Object.assign(filled, { [field]: part.fields[field] });
    Object.assign(fields, { [field]: value });
    sources[field] = 'known';
  }
  return { ...part, fields, sources, known: { citizen, filled, undone: false } };
}

/** Takes back what was filled from an earlier reception and has not been changed since. */
export function withoutKnown(part: ApplicantPart): ApplicantPart {
  if (part.known === null) return part;
  const fields = { ...part.fields };
  const sources = { ...part.sources };
  for (const field of FILLED_FROM_KNOWN) {
    if (sources[field] !== 'known') continue;
    Object.assign(fields, { [field]: part.known.filled[field] ?? '' });
    delete sources[field];
  }
  return { ...part, fields, sources, known: null };
}

/** As `withoutKnown`, but remembers that the offer was refused, so that it is not made again for this number. */
export function refuseKnown(part: ApplicantPart): ApplicantPart {
  if (part.known === null) return part;
  return { ...withoutKnown(part), known: { ...part.known, filled: {}, undone: true } };
}

/** A birth date tidied once it is complete (`24111995` → `24/11/1995`); half a date stays as it was typed. */
export function tidyBirth(text: string): string {
  const read = parseTypedBirth(text);
  return read.ok ? displayBirth(read.value) : text;
}
