import { canonicalJson } from '#shared/journal/index.ts';

export type Label = { readonly vi: string; readonly en: string };

/** One thing that two versions say otherwise, in Vietnamese words; empty where one says nothing. */
export type Change = {
  /** The member of the content that differs, so that whoever checks can tell that none is left out. */
  readonly field: string;
  readonly label: Label;
  readonly before: string;
  readonly after: string;
};

/** A procedure, a day or a form that two versions have otherwise. */
export type Difference = {
  readonly what: 'added' | 'removed' | 'changed';
  /** Names it within its kind: code of a procedure, day, key of a form. */
  readonly key: string;
  readonly title: string;
  readonly changes: readonly Change[];
};

/** Equal as what is hashed: the order of members does not matter, that of lists does. */
export function isSame(one: unknown, other: unknown): boolean {
  return canonicalJson(one ?? null) === canonicalJson(other ?? null);
}

/** A change in words; empty where both say the same. */
export function change(field: string, label: Label, before: string, after: string): Change[] {
  return before === after ? [] : [{ field, label, before, after }];
}

/**
 * What is left where members differ that no sentence tells apart (an order, an inner id): the reader is told that
 * something of it changed, rather than nothing.
 */
export function rest(field: string, label: Label, told: readonly Change[], isEqual: boolean): Change[] {
  if (isEqual || told.some((one) => one.field === field)) return [...told];
  return [
    ...told,
    { field, label, before: '', after: 'Đổi cách ghi hoặc thứ tự, không đổi nội dung đọc được' },
  ];
}

/** Pairs two lists by key, in the order of the second, then what only the first has. */
export function pairs<Item>(
  before: readonly Item[],
  after: readonly Item[],
  keyOf: (item: Item) => string,
): { key: string; before: Item | undefined; after: Item | undefined }[] {
  const old = new Map(before.map((item) => [keyOf(item), item]));
  const present = new Map(after.map((item) => [keyOf(item), item]));
  return [
    ...[...present].map(([key, item]) => ({ key, before: old.get(key), after: item })),
    ...[...old]
      .filter(([key]) => !present.has(key))
      .map(([key, item]) => ({ key, before: item, after: undefined })),
  ];
}

const ORDER = { removed: 0, changed: 1, added: 2 } as const;

/** What goes first, for who reads only the beginning; then what changes, then what is new. */
export function sorted(differences: readonly Difference[]): Difference[] {
  return differences.toSorted(
    (a, b) => ORDER[a.what] - ORDER[b.what] || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0),
  );
}

/** `01/02/2027`. */
export function dayText(day: string): string {
  const [year = '', month = '', date = ''] = day.split('-');
  return `${date}/${month}/${year}`;
}
