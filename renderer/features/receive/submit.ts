import type { OfficeClient, OfficeError } from '#renderer/office/index.ts';
import { type FieldPath, type FieldProblems, findFieldPath } from './model/form-fields.ts';

/** What came of a reception or of a slip: both are a dossier, and perhaps a paper on its way. */
export type ReceiveAnswer = Awaited<ReturnType<OfficeClient['dossiers']['receive']>>;

/** The field a refusal is about where the office named none. */
const FIELD_OF_CODE: Partial<Record<OfficeError['code'], FieldPath>> = {
  'unknown-procedure': 'procedureCode',
  'due-needed': 'due.at',
  'due-in-past': 'due.at',
  'fee-needed': 'fee.enteredAmount',
  'exemption-needs-ground': 'fee.exemptionGround',
};

/** A refusal as problems of fields; empty when it is about none. `sentence`: the error in words. */
export function refusalProblems(failure: OfficeError, sentence: string): FieldProblems {
  const found = new Map<FieldPath, string>();
  for (const { field, message } of failure.fields) {
    const path = findFieldPath(field);
    if (path !== undefined && !found.has(path)) found.set(path, message === '' ? sentence : message);
  }
  const named = failure.field === null ? undefined : findFieldPath(failure.field);
  const path = named ?? (found.size === 0 ? FIELD_OF_CODE[failure.code] : undefined);
  if (path !== undefined && !found.has(path)) found.set(path, sentence);
  return found;
}
