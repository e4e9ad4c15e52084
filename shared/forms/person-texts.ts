import type { Representative } from '../dossier/index.ts';
import type { ReceiptValues } from './receipt-values.ts';
import type { PersonValueKey } from './template-parts.ts';
import { fill, readablePhone } from './wording.ts';

type Persons = Pick<ReceiptValues, 'applicant' | 'coApplicants' | 'filer'>;

/** A text that says something; null for none, and for white space alone. */
export function textOrNull(value: string | null | undefined): string | null {
  return value == null || value.trim() === '' ? null : value;
}

/** What a form tells of the persons; null where it is not known. `andOthers`: the template's words. */
export function personText(values: Persons, key: PersonValueKey, andOthers: string): string | null {
  const { applicant, coApplicants, filer } = values;
  switch (key) {
    case 'applicant':
      return textOrNull(applicantText(values, andOthers));
    case 'representative':
      return textOrNull(representativeText(applicant?.representative));
    case 'coApplicants':
      return textOrNull(coApplicants.map(coApplicantText).join('; '));
    case 'filer':
      return textOrNull(filer === null ? null : filerText(filer));
    case 'filerGround':
      return textOrNull([filer?.ground, filer?.paper].filter((part) => part).join('; '));
    case 'address':
      return textOrNull(applicant?.address);
    case 'phone':
      return textOrNull(applicant?.phone == null ? null : readablePhone(applicant.phone));
    case 'email':
      return textOrNull(applicant?.email);
    case 'idNumber':
      return textOrNull(applicant?.idNumber);
  }
}

/** The first name, and how many stand beside it; their names are a line of their own. */
function applicantText({ applicant, coApplicants }: Persons, andOthers: string): string {
  if (applicant === null || coApplicants.length === 0) return applicant?.name ?? '';
  return `${applicant.name} ${fill(andOthers, { count: String(coApplicants.length) })}`;
}

function coApplicantText({ name, idNumber }: Persons['coApplicants'][number]): string {
  return idNumber === null ? name : `${name} (${idNumber})`;
}

function representativeText(speaker: Representative | undefined): string | null {
  if (speaker === undefined) return null;
  return [speaker.name, speaker.position, speaker.idNumber].filter((part) => part).join(' – ');
}

function filerText(filer: NonNullable<Persons['filer']>): string {
  const phone = filer.phone === null ? null : readablePhone(filer.phone);
  return [filer.name, filer.idNumber, phone].filter((part) => part !== null && part !== '').join(' – ');
}
