/**
 * The fields of the form by the dotted paths that the contract uses, in the order in which the form is read.
 * An error's field is looked up here, and the first one with an error gets the focus.
 */
const BEFORE_OTHERS = [
  'applicant.name',
  'applicant.idKind',
  'applicant.idNumber',
  'applicant.birth',
  'applicant.sex',
  'applicant.address',
  'applicant.phone',
  'applicant.email',
  'applicant.representative.name',
  'applicant.representative.position',
  'applicant.representative.idNumber',
] as const;
const BEHIND_OTHERS = [
  'filer.name',
  'filer.idKind',
  'filer.idNumber',
  'filer.phone',
  'filer.ground',
  'filer.paper',
  'helper.name',
  'helper.phone',
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
  // Of a slip: what is asked for, and why.
  'matter',
  'gaps',
  'reason.code',
  'reason.text',
  'until',
] as const;
const OF_ONE_OTHER = ['name', 'idNumber', 'birth', 'address', 'phone'] as const;
const MOST_OTHERS = 50;

export type CoApplicantPath = `coApplicants.${number}.${(typeof OF_ONE_OTHER)[number]}`;
export type FieldPath = (typeof BEFORE_OTHERS)[number] | CoApplicantPath | (typeof BEHIND_OTHERS)[number];

export const FIELD_ORDER: readonly FieldPath[] = [
  ...BEFORE_OTHERS,
  ...Array.from({ length: MOST_OTHERS }, (_, index) =>
    OF_ONE_OTHER.map((field): CoApplicantPath => `coApplicants.${index}.${field}`),
  ).flat(),
  ...BEHIND_OTHERS,
];

export type FieldProblems = ReadonlyMap<FieldPath, string>;

/** The field of the form for a path in the contract's input: `papers.3.name` → `papers`, `applicant` → its name. */
export function findFieldPath(path: string): FieldPath | undefined {
  const exact = FIELD_ORDER.find((field) => field === path);
  if (exact !== undefined) return exact;
  const parts = path.split('.');
  const first = parts[0] === 'coApplicants' ? parts.slice(0, 2).join('.') : (parts[0] ?? '');
  return FIELD_ORDER.find((field) => field === first || field.startsWith(`${first}.`));
}

/** Which further applicant a field belongs to; undefined for all other fields. */
export function findCoApplicantOf(field: FieldPath): number | undefined {
  const [first, index] = field.split('.');
  return first === 'coApplicants' ? Number(index) : undefined;
}

/** The id of the field's element. */
export function fieldElementId(field: FieldPath): string {
  return `receive-${field.replaceAll('.', '-')}`;
}

/** The first field, in the order of the form, that has a problem. */
export function findFirstProblem(problems: FieldProblems): FieldPath | undefined {
  return FIELD_ORDER.find((field) => problems.has(field));
}
