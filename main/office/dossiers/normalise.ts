import type { Result } from '#shared/base/index.ts';
import {
  checkEmail,
  normalizeAddress,
  normalizeName,
  parseIdNumber,
  parsePhone,
} from '#shared/citizen/index.ts';
import type { Filer, ReceiveDossier } from '#shared/dossier/index.ts';

/**
 * The form with every number, phone and name in its one written form, whoever sent it: otherwise the same person
 * would be two, and a phone typed in groups would not be found. What can't be read stays for the checks to refuse.
 */
export function normaliseReception(input: ReceiveDossier): ReceiveDossier {
  const { applicant, filer } = input;
  return {
    ...input,
    applicant: {
      ...applicant,
      ...personOf(applicant),
      address: normalizeAddress(applicant.address),
      email: readable(applicant.email, checkEmail),
    },
    filer: filer === null ? null : { ...filer, ...personOf(filer), ground: filer.ground.trim() },
  };
}

/** The written form of a personal number that somebody types to find a person; the text itself where it is none. */
export function numberToFind(text: string): string {
  const parsed = parseIdNumber(text);
  return parsed.ok ? parsed.value.number : text.trim().toUpperCase();
}

function personOf(person: Pick<Filer, 'name' | 'idKind' | 'idNumber' | 'phone'>) {
  const { idKind } = person;
  return {
    name: normalizeName(person.name),
    idNumber:
      idKind === 'none'
        ? person.idNumber
        : readable(person.idNumber, (text) => numberOf(parseIdNumber(text, idKind))),
    phone: readable(person.phone, parsePhone),
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
