import type { Result } from '#shared/base/index.ts';
import {
  checkEmail,
  checkTaxCode,
  normalizeAddress,
  normalizeName,
  parseIdNumber,
  parsePhone,
} from '#shared/citizen/index.ts';
import type { Dossier, Filer, Person, ReceiveDossier } from '#shared/dossier/index.ts';

/**
 * The form with every number, phone and name in its one written form, whoever sent it: otherwise the same person
 * would be two, and a phone typed in groups would not be found. What can't be read stays for the checks to refuse.
 */
export function normalisePeople<
  Form extends Pick<ReceiveDossier, 'applicant' | 'coApplicants' | 'filer' | 'helper'>,
>(input: Form): Form {
  const { applicant, coApplicants, filer, helper } = input;
  const { representative } = applicant;
  return {
    ...input,
    applicant: {
      ...applicantOf(applicant),
      ...(representative === undefined
        ? {}
        : {
            representative: {
              ...representative,
              ...namedOf(representative),
              position: representative.position.trim(),
            },
          }),
    },
    ...(coApplicants === undefined ? {} : { coApplicants: coApplicants.map(applicantOf) }),
    filer: filer === null ? null : { ...filer, ...personOf(filer), ground: filer.ground.trim() },
    ...(helper === undefined
      ? {}
      : { helper: { name: normalizeName(helper.name), phone: readable(helper.phone, parsePhone) } }),
  };
}

/** Who stands beside the applicant, as a dossier states it: nobody is absent, not empty. */
export function besidesApplicant(
  input: Pick<ReceiveDossier, 'coApplicants' | 'filer' | 'helper'>,
): Pick<Dossier, 'coApplicants' | 'filer' | 'helper'> {
  const { coApplicants = [], filer, helper } = input;
  return {
    ...(coApplicants.length === 0 ? {} : { coApplicants }),
    filer,
    ...(helper === undefined ? {} : { helper }),
  };
}

/** The written form of a personal number that somebody types to find a person; the text itself where it is none. */
export function numberToFind(text: string): string {
  const parsed = parseIdNumber(text);
  if (parsed.ok) return parsed.value.number;
  const code = checkTaxCode(text);
  return code.ok ? code.value.code : text.trim().toUpperCase();
}

function applicantOf<Given extends Person>(applicant: Given): Given {
  return {
    ...applicant,
    ...personOf(applicant),
    address: normalizeAddress(applicant.address),
    email: readable(applicant.email, checkEmail),
  };
}

function personOf(person: Pick<Filer, 'name' | 'idKind' | 'idNumber' | 'phone'>) {
  return { ...namedOf(person), phone: readable(person.phone, parsePhone) };
}

function namedOf(person: Pick<Filer, 'name' | 'idKind' | 'idNumber'>) {
  const { idKind } = person;
  return {
    name: normalizeName(person.name),
    idNumber:
      idKind === 'none'
        ? person.idNumber
        : readable(person.idNumber, (text) => numberOf(parseIdNumber(text, idKind))),
  };
}

function numberOf(parsed: ReturnType<typeof parseIdNumber>): Result<string, string> {
  return parsed.ok ? { ok: true, value: parsed.value.number } : parsed;
}

function readable(text: string | null, read: (text: string) => Result<string, string>): string | null {
  if (text === null) return null;
  const parsed = read(text);
  return parsed.ok ? parsed.value : text;
}
