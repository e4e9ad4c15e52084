/** What the wizard asks about an office, as typed. */
export type OfficeDraft = {
  provinceId: string;
  name: string;
  authority: string;
  counterName: string;
  place: string;
  agencyCode: string;
  codeFormat: string;
  hotline: string;
  lookUpAddress: string;
};

export type OfficeField = keyof OfficeDraft;

/** The fields that go to the office, by the contract's names. */
export const OFFICE_FIELDS = [
  'name',
  'authority',
  'counterName',
  'place',
  'agencyCode',
  'codeFormat',
  'hotline',
  'lookUpAddress',
] as const satisfies readonly OfficeField[];

/** The same shape as the contract's `agencyCode` (session.ts); checked here so that the error comes while typing. */
const AGENCY_CODE = /^(?:\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{2}|[A-Z]\d{2}(?:\.\d{2,3}){0,4})$/;

/** What is wrong with a draft, by field; the value says which sentence to show. */
export function problemsOf(
  draft: OfficeDraft,
): Partial<Record<OfficeField, 'missing' | 'agencyCodeBad' | 'lookUpBad'>> {
  const problems: ReturnType<typeof problemsOf> = {};
  for (const field of ['name', 'authority', 'counterName', 'place', 'agencyCode', 'codeFormat'] as const) {
    if (draft[field].trim() === '') problems[field] = 'missing';
  }
  if (problems.agencyCode === undefined && !AGENCY_CODE.test(draft.agencyCode.trim())) {
    problems.agencyCode = 'agencyCodeBad';
  }
  const address = draft.lookUpAddress.trim();
  if (address !== '' && !/^https?:\/\/\S+$/.test(address)) problems.lookUpAddress = 'lookUpBad';
  return problems;
}

/**
 * The code format whose example begins like this agency code (`H28…` or `000.00…`), so that nobody has to know the
 * names of circulars; undefined while nothing is typed or nothing fits.
 */
export function findFittingFormat(
  agencyCode: string,
  formats: readonly { key: string; example: string }[],
): string | undefined {
  const kind = (code: string): string => (/^\d/.test(code) ? 'digits' : /^[A-Z]/.test(code) ? 'letter' : '');
  const typed = kind(agencyCode.trim());
  return typed === '' ? undefined : formats.find((format) => kind(format.example) === typed)?.key;
}
