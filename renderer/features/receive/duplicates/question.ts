import type { DuplicateFound, DuplicateSubject } from '#shared/contract/index.ts';
import { applicantKindOf, type Person } from '#shared/dossier/index.ts';
import { draftOf } from '../model/draft.ts';
import type { ReceiveForm } from '../model/form.ts';
import { type FieldProblems, findFieldPath } from '../model/form-fields.ts';

/**
 * What the office is asked: everybody who has a name and a number or a whole birth. Null while there is nobody like
 * that.
 */
export function duplicateQuestion(
  form: ReceiveForm,
): { applicants: DuplicateSubject[]; procedureCode: string | null } | null {
  const { applicant, coApplicants = [], procedureCode } = draftOf(form);
  const kind = applicant === null ? 'person' : applicantKindOf(applicant);
  const applicants = [
    ...(applicant === null ? [] : [subjectOf('applicant', kind, applicant)]),
    ...coApplicants.map((person, index) => subjectOf(`coApplicants.${index}`, 'person', person)),
  ].filter(({ name, idNumber, birth }) => name !== '' && (idNumber !== null || birth !== null));
  return applicants.length === 0 ? null : { applicants, procedureCode };
}

function subjectOf(place: string, kind: DuplicateSubject['kind'], person: Person): DuplicateSubject {
  const { name, idNumber, oldNumber, birth } = person;
  return { place, kind, name, idNumber, oldNumber, birth };
}

/** The fields that duplicates are about, each with this word. */
export function duplicateWarnings(found: readonly DuplicateFound[], word: string): FieldProblems {
  return new Map(
    found.flatMap(({ place, kind }) => {
      const field =
        kind === 'open-dossier' ? 'procedureCode' : `${place}.${kind === 'other-name' ? 'name' : 'idNumber'}`;
      const path = findFieldPath(field);
      return path === undefined ? [] : [[path, word] as const];
    }),
  );
}
