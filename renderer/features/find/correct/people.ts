import { displayBirth, formatPhone, parseIdNumber, parseTypedBirth } from '#shared/citizen/index.ts';
import type { Dossier, Filer, Person } from '#shared/dossier/index.ts';

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

type BadDate = (field: string) => void;

/** The further applicants as the office takes them; a line without name and number is nobody. */
export function othersOf({ others }: PeopleFields, dossier: Dossier, badDate: BadDate): Person[] {
  return others
    .filter(({ name, idNumber }) => `${name}${idNumber}`.trim() !== '')
    .map((typed, index) => {
      const before = typed.from === null ? undefined : dossier.coApplicants?.[typed.from];
      const birth = typed.birth.trim() === '' ? null : parseTypedBirth(typed.birth);
      if (birth !== null && !birth.ok) badDate(`coApplicants.${index}.birth`);
      const idNumber = plainNumber(typed);
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
        phone: typed.phone.trim() || null,
        email: before?.email ?? null,
        entry: sameCard && typed.name === before.name ? before.entry : 'typed',
        cardExtra: sameCard ? before.cardExtra : [],
      };
    });
}

export function representativeOf({ representative }: PeopleFields): Dossier['applicant']['representative'] {
  const { name, position, idNumber } = representative;
  if (name.trim() === '') return undefined;
  const read = parseIdNumber(idNumber);
  if (read.ok) return { name, position, idKind: read.value.kind, idNumber: read.value.number };
  // Not readable: the office says what is wrong with it.
  const typed = idNumber.trim();
  return { name, position, idKind: typed === '' ? 'none' : 'citizen-number', idNumber: typed || null };
}

export function helperOf({ helper }: PeopleFields): NonNullable<Dossier['helper']> | null {
  const { name, phone } = helper;
  return `${name}${phone}`.trim() === '' ? null : { name, phone: phone.trim() || null };
}

function plainNumber({ idKind, idNumber }: Pick<OtherFields, 'idKind' | 'idNumber'>): string | null {
  return idKind === 'none' ? null : idNumber.replace(/[\s.\-_]+/gu, '').toUpperCase() || null;
}
