import type { PdfFile } from '../pdf/file.ts';
import { fieldsOf, pagesOf } from '../pdf/pages.ts';
import { isDict, isRef, isStream, nameOf, type PdfDict, type PdfValue } from '../pdf/values.ts';

/** What an object is in a document; one object may be several things. */
export type Role =
  | 'catalog'
  | 'form'
  | 'field-list'
  | 'field'
  | 'field-part'
  | 'signature'
  | 'signature-mark'
  | 'page-tree'
  | 'page'
  | 'annotation-list'
  | 'annotation'
  | 'annotation-part'
  | 'content'
  | 'validation'
  | 'metadata'
  | 'structure';

/** Not looked at from below: where they point up or sideways, the same objects are reached in their own roles. */
const UPWARDS: Partial<Record<Role, readonly string[]>> = {
  'page-tree': ['Parent', 'Type', 'Count'],
  page: ['Parent', 'Type'],
  field: ['P', 'Parent', 'Type'],
  annotation: ['P', 'Parent', 'Type'],
};

/**
 * What every object of a document is, from its catalogue down. Whatever is drawn on a page is `content`; what has no
 * rule of its own is `structure`. Throws PdfFileError.
 */
export function rolesOf(file: PdfFile): Map<number, Set<Role>> {
  const roles = new Map<number, Set<Role>>();
  const tree = treeOf(file);
  const interactive = interactiveOf(file);
  const waiting: [value: PdfValue, role: Role][] = [];

  const meet = (value: PdfValue | undefined, role: Role): void => {
    if (value === undefined || value === null) return;
    if (isRef(value)) {
      const inTree = role === 'page' || role === 'page-tree' || role === 'catalog';
      if (!inTree && tree.has(value.number)) return;
      // Tags and destinations point at fields and notes; those have their own roles. What is drawn has no excuse.
      if ((role === 'structure' || role.endsWith('-part')) && interactive.has(value.number)) return;
      const known = roles.get(value.number) ?? new Set();
      if (known.has(role)) return;
      roles.set(value.number, known.add(role));
      waiting.push([file.resolve(value), role]);
    } else if (typeof value === 'object') waiting.push([value, role]);
  };

  meet(file.trailer.entries.get('Root'), 'catalog');
  meet(file.trailer.entries.get('Info'), 'metadata');
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [value, role] = next;
    if (Array.isArray(value)) {
      for (const item of value) meet(item, itemRole(file, item, role));
      continue;
    }
    const dict = isStream(value) ? value.dict : isDict(value) ? value : undefined;
    if (dict === undefined) continue;
    const skipped = UPWARDS[role] ?? [];
    for (const [key, item] of dict.entries)
      if (!skipped.includes(key)) meet(item, keyRole(file, dict, key, role));
      // Some readers inherit from whom a page calls its parent, be it in the tree or not.
      else if (role === 'page' && key === 'Parent') meet(item, 'content');
  }
  return roles;
}

/** Pages, their tree and the catalogue. */
function treeOf(file: PdfFile): Set<number> {
  const numbers = new Set(pagesOf(file).map((page) => page.ref.number));
  // `pagesOf` has found the tree sound and not too deep.
  const waiting = [file.catalog.entries.get('Pages')];
  for (let value = waiting.pop(); value !== undefined; value = waiting.pop()) {
    const dict = file.dictionary(value);
    if (!isRef(value) || dict?.entries.has('Kids') !== true || numbers.has(value.number)) continue;
    numbers.add(value.number);
    waiting.push(...file.array(dict.entries.get('Kids')));
  }
  const root = file.trailer.entries.get('Root');
  if (isRef(root)) numbers.add(root.number);
  return numbers;
}

/** Annotations on pages and form fields. */
function interactiveOf(file: PdfFile): Set<number> {
  const fields = fieldsOf(file).flatMap(({ ref, dict }) => [ref, ...file.array(dict.entries.get('Kids'))]);
  const annotations = pagesOf(file).flatMap((page) => file.array(page.dict.entries.get('Annots')));
  return new Set([...fields, ...annotations].flatMap((one) => (isRef(one) ? [one.number] : [])));
}

function itemRole(file: PdfFile, item: PdfValue, role: Role): Role {
  if (role === 'page-tree') return file.dictionary(item)?.entries.has('Kids') === true ? 'page-tree' : 'page';
  if (role === 'field-list') return 'field';
  if (role === 'annotation-list')
    return nameOf(file.resolve(file.dictionary(item)?.entries.get('Subtype'))) === 'Widget'
      ? 'field'
      : 'annotation';
  return role;
}

function keyRole(file: PdfFile, dict: PdfDict, key: string, role: Role): Role {
  switch (role) {
    case 'catalog':
      return CATALOG_KEYS[key] ?? 'structure';
    case 'form':
      return key === 'Fields' ? 'field-list' : 'field-part';
    case 'page-tree':
      return key === 'Kids' ? 'page-tree' : 'content';
    case 'page':
      return key === 'Annots' ? 'annotation-list' : 'content';
    case 'field':
      if (key === 'Kids') return 'field-list';
      if (fieldType(file, dict) !== 'Sig') return 'field-part';
      return key === 'V' ? 'signature' : 'signature-mark';
    case 'annotation':
      return key === 'Popup' || key === 'IRT' ? 'annotation' : 'annotation-part';
    default:
      return role;
  }
}

const CATALOG_KEYS: Readonly<Record<string, Role>> = {
  Pages: 'page-tree',
  AcroForm: 'form',
  DSS: 'validation',
  Metadata: 'metadata',
  // Tags tell what the drawn is; they draw nothing.
  StructTreeRoot: 'metadata',
};

/** The type of a field, its own or that of those above it. */
export function fieldType(file: PdfFile, dict: PdfDict): string {
  let current: PdfDict | undefined = dict;
  for (let height = 0; current !== undefined && height < 50; height += 1) {
    const type = file.resolve(current.entries.get('FT'));
    if (type !== null) return nameOf(type);
    current = file.dictionary(current.entries.get('Parent'));
  }
  return '';
}
