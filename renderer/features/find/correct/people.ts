import { displayBirth, formatPhone, parseIdNumber, parseTypedBirth } from '#shared/citizen/index.ts';
import type { Dossier, Filer, Person } from '#shared/dossier/index.ts';
import { sendableNumber, type TooLong } from './sendable.ts';

/** A further applicant as a person types it. `from`: its place in the dossier; null for who is added now. */
export type OtherFields = {
  key: string;
  from: number | null;
  name: string;
  idKind: Filer['idKind'];
  idNumber: string;
  birth: string;
  address: string;
  phone: string;
};

/** Whoever a dossier names besides applicant and filer. A representative or helper without a name is none. */
export type PeopleFields = {
  representative: { name: string; position: string; idNumber: string };
  others: OtherFields[];
  helper: { name: string; phone: string };
};

export function peopleOfDossier({ applicant, coApplicants = [], helper }: Dossier): PeopleFields {
  const { representative } = applicant;
  return {
    representative: {
      name: representative?.name ?? '',
      position: representative?.position ?? '',
      idNumber: representative?.idNumber ?? '',
    },
    others: coApplicants.map((person, index) => ({
      key: `from-${index}`,
      from: index,
      name: person.name,
      idKind: person.idKind,
      idNumber: person.idNumber ?? '',
      birth: displayBirth(person.birth),
      address: person.address,
      phone: person.phone === null ? '' : formatPhone(person.phone),
    })),
    helper: {
      name: helper?.name ?? '',
      phone: helper?.phone == null ? '' : formatPhone(helper.phone),
    },
  };
}

/** An empty line behind the others. */
export function addOther(others: readonly OtherFields[]): OtherFields[] {
  const key = `added-${1 + Math.max(0, ...others.map((one) => Number(one.key.replace(/^added-|^from-.*/, '')) || 0))}`;
  const empty = {
    name: '',
    idKind: 'citizen-number' as const,
    idNumber: '',
    birth: '',
    address: '',
    phone: '',
  };
  return [...others, { key, from: null, ...empty }];
}

/** What cannot be sent as it was typed, told by its dotted path. */
type Untold = { badDate: (field: string) => void; tooLong: TooLong };

/** The further applicants as the office takes them; a line without name and number is nobody. */
export function othersOf({ others }: PeopleFields, dossier: Dossier, told: Untold): Person[] {
  return others
    .filter(({ name, idNumber }) => `${name}${idNumber}`.trim() !== '')
    .map((typed, index) => {
      const before = typed.from === null ? undefined : dossier.coApplicants?.[typed.from];
      const birth = typed.birth.trim() === '' ? null : parseTypedBirth(typed.birth);
      if (birth !== null && !birth.ok) told.badDate(`coApplicants.${index}.birth`);
      const idNumber = sendableNumber(plainNumber(typed), `coApplicants.${index}.idNumber`, told.tooLong);
      const sameCard = before !== undefined && idNumber === before.idNumber && typed.idKind === before.idKind;
      return {
        name: typed.name,
        idKind: typed.idKind,
        idNumber,
        oldNumber: sameCard ? before.oldNumber : null,
        birth: birth?.ok === true ? birth.value : null,
        sex: sameCard ? before.sex : null,
        address: typed.address,
        issued: sameCard ? before.issued : null,
        phone: sendableNumber(typed.phone.trim() || null, `coApplicants.${index}.phone`, told.tooLong),
        email: before?.email ?? null,
        entry: sameCard && typed.name === before.name ? before.entry : 'typed',
        cardExtra: sameCard ? before.cardExtra : [],
      };
    });
}

export function representativeOf(
  { representative }: PeopleFields,
  tooLong: TooLong,
): Dossier['applicant']['representative'] {
  const { name, position, idNumber } = representative;
  if (name.trim() === '') return undefined;
  const read = parseIdNumber(idNumber);
  if (read.ok) return { name, position, idKind: read.value.kind, idNumber: read.value.number };
  // Not readable: the office says what is wrong with it.
  const typed = sendableNumber(idNumber.trim() || null, 'applicant.representative.idNumber', tooLong);
  return { name, position, idKind: typed === null ? 'none' : 'citizen-number', idNumber: typed };
}

export function helperOf({ helper }: PeopleFields, tooLong: TooLong): NonNullable<Dossier['helper']> | null {
  const { name, phone } = helper;
  if (`${name}${phone}`.trim() === '') return null;
  return { name, phone: sendableNumber(phone.trim() || null, 'helper.phone', tooLong) };
}

function plainNumber({ idKind, idNumber }: Pick<OtherFields, 'idKind' | 'idNumber'>): string | null {
  return idKind === 'none' ? null : idNumber.replace(/[\s.\-_]+/gu, '').toUpperCase() || null;
}
