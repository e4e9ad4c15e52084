import type { Dossier } from './dossier.ts';
import type { Applicant, ApplicantKind, Filer } from './receive.ts';

/** Everybody a dossier names, by what they are in it. */
export type Party = {
  role: 'applicant' | 'co-applicant' | 'representative' | 'filer' | 'helper';
  kind: ApplicantKind;
  name: string;
  idNumber: string | null;
  oldNumber: string | null;
  birth: string | null;
  phone: string | null;
  address: string | null;
};

export function applicantKindOf(applicant: Pick<Applicant, 'kind'>): ApplicantKind {
  return applicant.kind ?? 'person';
}

/**
 * What tells one applicant from another by number: a household business may carry its owner's personal number as tax
 * code and is not its owner. Null where there is no number.
 */
export function personKey(kind: ApplicantKind, idNumber: string | null): string | null {
  if (idNumber === null) return null;
  return kind === 'person' ? idNumber : `tax:${idNumber}`;
}

type Named = Pick<Dossier, 'applicant' | 'coApplicants' | 'filer' | 'helper'>;
const NOTHING = { oldNumber: null, birth: null, phone: null, address: null, idNumber: null } as const;

/** Everybody whom a dossier names, the applicant first, then in the order of the form. */
export function partiesOf({ applicant, coApplicants, filer, helper }: Named): Party[] {
  const { representative } = applicant;
  return [
    partyOf('applicant', applicant),
    ...(coApplicants ?? []).map((person) => partyOf('co-applicant', person)),
    ...(representative === undefined
      ? []
      : [{ ...NOTHING, role: 'representative' as const, kind: 'person' as const, ...named(representative) }]),
    ...(filer === null
      ? []
      : [
          {
            ...NOTHING,
            role: 'filer' as const,
            kind: 'person' as const,
            ...named(filer),
            phone: filer.phone,
          },
        ]),
    ...(helper === undefined
      ? []
      : [
          {
            ...NOTHING,
            role: 'helper' as const,
            kind: 'person' as const,
            name: helper.name,
            phone: helper.phone,
          },
        ]),
  ];
}

function partyOf(role: 'applicant' | 'co-applicant', applicant: Applicant): Party {
  const { name, idNumber, oldNumber, birth, phone, address } = applicant;
  return { role, kind: applicantKindOf(applicant), name, idNumber, oldNumber, birth, phone, address };
}

function named({ name, idNumber }: Pick<Filer, 'name' | 'idNumber'>) {
  return { name, idNumber };
}

/** Do two dossiers belong to the same applicant, as far as they say: by number, else by name and birth. */
export function sameApplicant(one: Applicant, other: Applicant): boolean {
  const [a, b] = [one, other].map((applicant) => personKey(applicantKindOf(applicant), applicant.idNumber));
  if (a !== null && b !== null) return a === b;
  if (applicantKindOf(one) !== applicantKindOf(other)) return false;
  return one.name === other.name && one.birth === other.birth;
}
