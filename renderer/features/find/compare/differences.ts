import type { DossierRevision } from '#shared/contract/index.ts';

/** One thing in both revisions; empty where one of them says nothing of it. */
export type ComparedField = {
  key: string;
  label: DossierRevision['fields'][number]['label'];
  before: string;
  after: string;
  differs: boolean;
};

/** The fields of two revisions side by side, in the order of the form: what only one has stands where it stands there. */
export function compareFields(
  before: Pick<DossierRevision, 'fields'>,
  after: Pick<DossierRevision, 'fields'>,
): ComparedField[] {
  const merged = [...after.fields];
  before.fields.forEach((field, index) => {
    if (merged.some(({ key }) => key === field.key)) return;
    const previous = before.fields[index - 1];
    merged.splice(
      previous === undefined ? 0 : 1 + merged.findIndex(({ key }) => key === previous.key),
      0,
      field,
    );
  });
  const valueIn = (fields: DossierRevision['fields'], wanted: string) =>
    fields.find(({ key }) => key === wanted)?.value ?? '';
  return merged.map(({ key, label }) => {
    const old = valueIn(before.fields, key);
    const now = valueIn(after.fields, key);
    return { key, label, before: old, after: now, differs: old !== now };
  });
}
