import type { PackItem } from './content.ts';

/** What changes for one thing of a pack. `fields`: names of what differs; empty unless it is `changed`. */
export type PackDifference = {
  change: 'added' | 'removed' | 'changed';
  key: string;
  label: string;
  fields: string[];
};

/** What the second version has otherwise than the first: removed first, then changed, then added, each by key. */
export function packDifferences(before: readonly PackItem[], after: readonly PackItem[]): PackDifference[] {
  const old = new Map(before.map((item) => [item.key, item]));
  const present = new Map(after.map((item) => [item.key, item]));
  const removed = before
    .filter(({ key }) => !present.has(key))
    .map(({ key, label }): PackDifference => ({ change: 'removed', key, label, fields: [] }));
  const added = after
    .filter(({ key }) => !old.has(key))
    .map(({ key, label }): PackDifference => ({ change: 'added', key, label, fields: [] }));
  const changed = after.flatMap((item): PackDifference[] => {
    const fields = fieldsThatDiffer(old.get(item.key)?.value, item.value);
    return fields.length === 0 ? [] : [{ change: 'changed', key: item.key, label: item.label, fields }];
  });
  const byKey = (one: PackDifference, other: PackDifference) => (one.key < other.key ? -1 : 1);
  return [...removed.sort(byKey), ...changed.sort(byKey), ...added.sort(byKey)];
}

function fieldsThatDiffer(before: Record<string, unknown> | undefined, after: Record<string, unknown>) {
  if (before === undefined) return [];
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].filter((name) => !isSameJson(before[name], after[name])).sort();
}

/** Equal as JSON, whatever the order of the members. */
export function isSameJson(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const [first, second] = [Object.entries(one), Object.entries(other)];
  const members = new Map<string, unknown>(second);
  return (
    first.length === second.length &&
    first.every(([name, value]) => members.has(name) && isSameJson(value, members.get(name)))
  );
}
