import { chooseTemplate, formKey } from '#shared/forms/index.ts';
import { canonicalJson } from '#shared/journal/index.ts';
import { chosen } from '../in-force.ts';
import type { FormTemplate } from '../read-content.ts';
import { type Change, type Difference, dayText, isSame, type Label, sorted } from './difference.ts';

const KINDS = {
  receipt: 'Giấy tiếp nhận hồ sơ',
  'supplement-slip': 'Phiếu yêu cầu bổ sung',
  'refusal-slip': 'Phiếu từ chối',
} as const satisfies Record<FormTemplate['kind'], string>;

const LABELS: Readonly<Record<string, Label>> = {
  circular: { vi: 'Thông tư', en: 'Circular' },
  number: { vi: 'Mẫu số', en: 'Form' },
  version: { vi: 'Bản', en: 'Version' },
  validFrom: { vi: 'Dùng từ ngày', en: 'Used from' },
  validTo: { vi: 'Dùng đến hết ngày', en: 'Used until' },
  unconfirmed: { vi: 'Chưa thấy bản in chính thức', en: 'Official print not seen' },
  source: { vi: 'Nguồn', en: 'Source' },
  paper: { vi: 'Khổ giấy', en: 'Paper' },
  title: { vi: 'Tên mẫu', en: 'Title' },
  headRight: { vi: 'Góc trên bên phải', en: 'Top right' },
  copies: { vi: 'Các liên', en: 'Copies' },
  signatures: { vi: 'Chỗ ký', en: 'Signatures' },
  notes: { vi: 'Lời dặn cuối giấy', en: 'Notes' },
  returnedNotes: { vi: 'Lời dặn khi trả kết quả ngay', en: 'Notes when handed over at once' },
  lines: { vi: 'Các dòng', en: 'Lines' },
  words: { vi: 'Câu chữ', en: 'Wording' },
  numberShape: { vi: 'Cách ghi số', en: 'Shape of the number' },
  book: { vi: 'Ký hiệu sổ', en: 'Letters of the book' },
  booksByUnit: { vi: 'Ký hiệu sổ theo đơn vị', en: 'Letters by unit' },
};

/**
 * What a pack of forms changes: each of its templates against the one that would be used on its first day without it,
 * text by text; and those to come that it leaves out. `layers`: what stands now, newest first. `day`: `YYYY-MM-DD`.
 */
export function formDifferences(
  layers: readonly (readonly FormTemplate[])[],
  pack: readonly FormTemplate[],
  day: string,
): Difference[] {
  const present = pack.flatMap((template): Difference[] => {
    const first = template.validFrom > day ? template.validFrom : day;
    const old = findUsed(layers, template.kind, first);
    if (findUsed([pack], template.kind, first) !== template) return unused(layers, template);
    const title = `${KINDS[template.kind]} – ${formKey(template)}`;
    const changes = templateChanges(old, template);
    if (changes.length === 0) return [];
    return [{ what: old === undefined ? 'added' : 'changed', key: keyOf(template), title, changes }];
  });
  const kinds = new Set(pack.map(({ kind }) => kind));
  const keys = new Set(pack.map(keyOf));
  const dropped = (layers[0] ?? [])
    .filter((template) => kinds.has(template.kind) && template.validFrom > day && !keys.has(keyOf(template)))
    .map(
      (template): Difference => ({
        what: 'removed',
        key: keyOf(template),
        title: `${KINDS[template.kind]} – ${formKey(template)}, dùng từ ${dayText(template.validFrom)}`,
        changes: [],
      }),
    );
  return sorted([...present, ...dropped]);
}

/** One that the pack holds beside the one it is used by: told where it was not known before. */
function unused(layers: readonly (readonly FormTemplate[])[], template: FormTemplate): Difference[] {
  if (layers.flat().some((known) => isSame(known, template))) return [];
  const title = `${KINDS[template.kind]} – ${formKey(template)}`;
  const changes = templateChanges(undefined, template).filter(({ field }) => /^valid/.test(field));
  return [{ what: 'added', key: keyOf(template), title, changes }];
}

const keyOf = (template: FormTemplate): string => `${template.kind} ${formKey(template)}`;

function findUsed(
  layers: readonly (readonly FormTemplate[])[],
  kind: FormTemplate['kind'],
  day: string,
): FormTemplate | undefined {
  const candidates = chosen(layers, [kind], day);
  return candidates.length === 0 ? undefined : chooseTemplate(candidates, day);
}

function templateChanges(old: FormTemplate | undefined, present: FormTemplate): Change[] {
  const before: Readonly<Record<string, unknown>> = old ?? {};
  const after: Readonly<Record<string, unknown>> = present;
  const fields = [...new Set([...Object.keys(LABELS), ...Object.keys(before), ...Object.keys(after)])];
  return fields.flatMap((field) =>
    isSame(before[field], after[field]) ? [] : fieldChanges(field, before[field], after[field]),
  );
}

function fieldChanges(field: string, before: unknown, after: unknown): Change[] {
  const label = LABELS[field] ?? { vi: field, en: field };
  if (Array.isArray(before) || Array.isArray(after)) {
    return listChanges(field, label, asList(before), asList(after));
  }
  if (isRecord(after) || isRecord(before)) {
    const [one, other] = [isRecord(before) ? before : {}, isRecord(after) ? after : {}];
    return [...new Set([...Object.keys(one), ...Object.keys(other)])]
      .filter((name) => !isSame(one[name], other[name]))
      .flatMap((name) => told(field, label, one[name], other[name]));
  }
  return told(field, label, before, after);
}

/** Lines that are in both lists stay where they are; what is between them is paired in order. */
function listChanges(
  field: string,
  label: Label,
  before: readonly unknown[],
  after: readonly unknown[],
): Change[] {
  const shared = commonOf(before.map(canonicalJson), after.map(canonicalJson));
  const old = before.filter((_, index) => !shared.before.has(index));
  const present = after.filter((_, index) => !shared.after.has(index));
  return Array.from({ length: Math.max(old.length, present.length) }, (_, index) =>
    told(field, label, old[index], present[index]),
  ).flat();
}

/** Places of a longest common subsequence. */
function commonOf(before: readonly string[], after: readonly string[]) {
  const longest: number[][] = Array.from({ length: before.length + 1 }, () =>
    new Array(after.length + 1).fill(0),
  );
  for (let i = before.length - 1; i >= 0; i -= 1) {
    for (let j = after.length - 1; j >= 0; j -= 1) {
      const row = longest[i];
      if (row === undefined) continue;
      row[j] =
        before[i] === after[j]
          ? at(longest, i + 1, j + 1) + 1
          : Math.max(at(longest, i + 1, j), at(longest, i, j + 1));
    }
  }
  const found = { before: new Set<number>(), after: new Set<number>() };
  let [i, j] = [0, 0];
  while (i < before.length && j < after.length) {
    if (before[i] === after[j]) {
      found.before.add(i);
      found.after.add(j);
      i += 1;
      j += 1;
    } else if (at(longest, i + 1, j) >= at(longest, i, j + 1)) i += 1;
    else j += 1;
  }
  return found;
}

const at = (table: readonly (readonly number[])[], i: number, j: number): number => table[i]?.[j] ?? 0;

/** What differs without another word to read (bold, a column, what a line holds) is said all the same. */
function told(field: string, label: Label, before: unknown, after: unknown): Change[] {
  const [one, other] = [textOf(before), textOf(after)];
  if (one !== other) return [{ field, label, before: one, after: other }];
  return [{ field, label, before: one, after: `${other} (đổi cách trình bày)`.trim() }];
}

/** The words of a part of a form, as they are read. */
function textOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'boolean') return value ? 'Có' : 'Không';
  if (Array.isArray(value))
    return value
      .map(textOf)
      .filter((text) => text !== '')
      .join(' · ');
  if (!isRecord(value))
    return /^\d{4}-\d{2}-\d{2}$/.test(String(value)) ? dayText(String(value)) : String(value);
  return Object.entries(value)
    .filter(([name]) => READ.has(name) || isRecord(value[name]) || Array.isArray(value[name]))
    .map(([, one]) => textOf(one))
    .filter((text) => text !== '')
    .join(' · ');
}

/** Members that are read by people; others say how a line is laid out. */
const READ: ReadonlySet<string> = new Set(['text', 'label', 'heading', 'title', 'hint', 'begins', 'book']);

const asList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
