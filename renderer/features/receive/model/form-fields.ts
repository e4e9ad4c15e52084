/**
 * The fields of the form by the dotted paths that the contract uses, in the order in which the form is read.
 * An error's field is looked up here, and the first one with an error gets the focus.
 */
export const FIELD_ORDER = [
  'applicant.name',
  'applicant.idKind',
  'applicant.idNumber',
  'applicant.birth',
  'applicant.sex',
  'applicant.address',
  'applicant.phone',
  'applicant.email',
  'filer.name',
  'filer.idKind',
  'filer.idNumber',
  'filer.phone',
  'filer.ground',
  'procedureCode',
  'caseId',
  'papers',
  'delivery.way',
  'delivery.address',
  'channel',
  'dossierCopies',
  'fee.exemptionId',
  'fee.exemptionGround',
  'fee.quantity',
  'fee.pages',
  'fee.enteredAmount',
  'due.at',
  'due.time',
  'due.reason',
  'note',
] as const;
export type FieldPath = (typeof FIELD_ORDER)[number];

export type FieldProblems = ReadonlyMap<FieldPath, string>;

/** The field of the form for a path in the contract's input: `papers.3.name` → `papers`, `applicant` → its name. */
export function findFieldPath(path: string): FieldPath | undefined {
  const exact = FIELD_ORDER.find((field) => field === path);
  if (exact !== undefined) return exact;
  const first = path.split('.')[0] ?? '';
  return FIELD_ORDER.find((field) => field === first || field.startsWith(`${first}.`));
}

/** The id of the field's element. */
export function fieldElementId(field: FieldPath): string {
  return `receive-${field.replace('.', '-')}`;
}

/** The first field, in the order of the form, that has a problem. */
export function findFirstProblem(problems: FieldProblems): FieldPath | undefined {
  return FIELD_ORDER.find((field) => problems.has(field));
}
