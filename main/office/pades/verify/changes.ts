import type { ChangeKind } from '#shared/signing/index.ts';
import { CHANGE_KINDS } from '#shared/signing/index.ts';
import { PdfFileError } from '../errors.ts';
import { openPdf, type PdfFile } from '../pdf/file.ts';
import { boxOf, fieldsOf, type PdfPage, pagesOf, widgetsOf } from '../pdf/pages.ts';
import {
  differingKeys,
  isDict,
  isRef,
  isStream,
  nameOf,
  type PdfDict,
  type PdfValue,
  sameValue,
} from '../pdf/values.ts';
import type { XrefEntry } from '../pdf/xref.ts';
import { fieldType, type Role, rolesOf } from './roles.ts';

/** A mark larger than this share of its page covers what was signed before. */
const LARGE_MARK = 0.25;

/**
 * What was changed between a signed state of a file and its present one, by comparing every object. What has no rule is
 * the gravest: `document-structure`. `later`: names of signature fields whose own signatures are whole and came after
 * that state, by which a later signature is told from a field that only looks like one.
 */
export function changesAfter(
  bytes: Uint8Array,
  length: number,
  later: ReadonlyMap<string, 'signature' | 'timestamp'>,
): ChangeKind[] {
  if (length === bytes.length) return [];
  try {
    const after = openPdf(bytes);
    // Behind the last state there is something that no reader shows.
    if (after.xrefAt < length) return ['unreadable'];
    const found = compare(openPdf(bytes.subarray(0, length)), after, later);
    return CHANGE_KINDS.filter((kind) => found.has(kind));
  } catch (error) {
    if (error instanceof PdfFileError) return ['unreadable'];
    throw error;
  }
}

function compare(
  before: PdfFile,
  after: PdfFile,
  later: ReadonlyMap<string, 'signature' | 'timestamp'>,
): Set<ChangeKind> {
  const found = new Set<ChangeKind>();
  const changed = [...new Set([...before.entries.keys(), ...after.entries.keys()])].filter(
    (number) => !isUntouched(before, after, number),
  );
  const rootChanged = !sameValue(before.trailer.entries.get('Root'), after.trailer.entries.get('Root'));
  const infoChanged = !sameValue(before.trailer.entries.get('Info'), after.trailer.entries.get('Info'));
  if (changed.length === 0 && !rootChanged && !infoChanged) return found;

  const roles = rolesOf(before);
  const fields = new Map(fieldsOf(after).map((field) => [field.dict, field]));
  const pages = new Map(pagesOf(after).map((page) => [page.ref.number, page]));
  if (infoChanged) found.add('metadata');
  if (rootChanged) judgeCatalog(before.catalog, after.catalog);
  for (const number of changed) {
    // What is new counts where something signed pointed at it already: a place kept free for it.
    const known = roles.get(number);
    if (known === undefined) continue;
    const old = before.object(number);
    const now = after.object(number);
    // Under another generation the same bytes appear where they did not, or no more.
    if (before.entries.has(number) && generationOf(before, number) !== generationOf(after, number))
      found.add('document-structure');
    if (sameValue(old, now)) continue;
    for (const role of known) judge(role, old, now);
  }
  return found;

  function judge(role: Role, old: PdfValue, now: PdfValue): void {
    switch (role) {
      case 'catalog':
        judgePair(old, now, judgeCatalog);
        break;
      case 'form':
        judgePair(old, now, judgeForm);
        break;
      case 'field-list':
        judgeFields(before.array(old), after.array(now));
        break;
      case 'field':
        judgeField(old, now);
        break;
      case 'page':
        judgePair(old, now, judgePage);
        break;
      case 'annotation-list':
        judgeAnnotations(before.array(old), after.array(now));
        break;
      default:
        found.add(PLAIN[role]);
    }
  }

  function judgePair(old: PdfValue, now: PdfValue, rule: (old: PdfDict, now: PdfDict) => void): void {
    if (isDict(old) && isDict(now)) rule(old, now);
    else found.add('document-structure');
  }

  function judgeCatalog(old: PdfDict, now: PdfDict): void {
    for (const key of differingKeys(old, now)) {
      if (key === 'AcroForm')
        judgeForm(
          before.dictionary(old.entries.get(key)) ?? NONE,
          after.dictionary(now.entries.get(key)) ?? NONE,
        );
      else found.add(key === 'Pages' ? 'pages' : (CATALOG_CHANGES[key] ?? 'document-structure'));
    }
  }

  function judgeForm(old: PdfDict, now: PdfDict): void {
    for (const key of differingKeys(old, now)) {
      if (key === 'Fields')
        judgeFields(before.array(old.entries.get(key)), after.array(now.entries.get(key)));
      else if (['DR', 'DA', 'Q', 'NeedAppearances'].includes(key)) found.add('form-filled');
      // SigFlags only says that signatures exist.
      else if (key !== 'SigFlags') found.add('document-structure');
    }
  }

  function judgeFields(old: PdfValue[], now: PdfValue[]): void {
    for (const gone of old.filter((item) => !now.some((other) => sameValue(item, other)))) removed(gone);
    for (const added of now.filter((item) => !old.some((other) => sameValue(item, other)))) addedField(added);
  }

  function removed(item: PdfValue): void {
    const dict = before.dictionary(item);
    const isSigned = dict !== undefined && fieldType(before, dict) === 'Sig' && dict.entries.has('V');
    found.add(isSigned ? 'signature-removed' : 'document-structure');
  }

  function addedField(item: PdfValue): void {
    const dict = after.dictionary(item);
    const field = dict === undefined ? undefined : fields.get(dict);
    const kind = field?.type === 'Sig' ? later.get(field.name) : undefined;
    if (field === undefined || kind === undefined) {
      found.add('form-fields-added');
      return;
    }
    found.add(kind === 'timestamp' ? 'timestamps-added' : 'signatures-added');
    for (const widget of widgetsOf(after, field)) if (isLarge(widget)) found.add('annotations');
  }

  function isLarge(widget: PdfDict): boolean {
    const box = boxOf(after, widget.entries.get('Rect'));
    const at = widget.entries.get('P');
    const page = (isRef(at) ? pages.get(at.number) : undefined) ?? smallest([...pages.values()]);
    if (box === undefined || page === undefined) return false;
    return area(box) > LARGE_MARK * area(page.box);
  }

  function judgeField(old: PdfValue, now: PdfValue): void {
    if (!isDict(old) || !isDict(now)) {
      found.add(
        isDict(old) && old.entries.has('V') && isSignature(old) ? 'signature-removed' : 'document-structure',
      );
      return;
    }
    const keys = differingKeys(old, now);
    if (isSignature(old)) {
      if ((old.entries.get('V') ?? null) !== null) found.add('signature-altered');
      else {
        const field = [...fields.values()].find(({ dict }) => dict === now || sameValue(dict, now));
        const kind = field === undefined ? undefined : later.get(field.name);
        found.add(
          kind === undefined ? 'form-filled' : kind === 'timestamp' ? 'timestamps-added' : 'signatures-added',
        );
        if (isLarge(now)) found.add('annotations');
      }
      return;
    }
    for (const key of keys) {
      if (key === 'Kids') judgeFields(before.array(old.entries.get(key)), after.array(now.entries.get(key)));
      else found.add(FILLED.has(key) ? 'form-filled' : 'annotations');
    }
  }

  function isSignature(dict: PdfDict): boolean {
    return fieldType(before, dict) === 'Sig';
  }

  function judgePage(old: PdfDict, now: PdfDict): void {
    for (const key of differingKeys(old, now)) {
      if (key === 'Annots')
        judgeAnnotations(before.array(old.entries.get(key)), after.array(now.entries.get(key)));
      else found.add(QUIET_PAGE_KEYS.has(key) ? 'metadata' : 'page-content');
    }
  }

  function judgeAnnotations(old: PdfValue[], now: PdfValue[]): void {
    for (const gone of old.filter((item) => !now.some((other) => sameValue(item, other)))) {
      const dict = before.dictionary(gone);
      if (dict !== undefined && isSignature(dict)) removed(gone);
      else found.add('annotations');
    }
    for (const added of now.filter((item) => !old.some((other) => sameValue(item, other)))) {
      const dict = after.dictionary(added);
      const isWidget = nameOf(after.resolve(dict?.entries.get('Subtype'))) === 'Widget';
      if (dict === undefined || !isWidget) {
        found.add('annotations');
        continue;
      }
      const owner = fields.has(dict) ? dict : after.dictionary(dict.entries.get('Parent'));
      const field = owner === undefined ? undefined : fields.get(owner);
      // A mark may name any field as its own; it is one of a signature where the signed field names it, too.
      const isOwn = field !== undefined && (field.dict === dict || widgetsOf(after, field).includes(dict));
      if (!isOwn || isLarge(dict)) found.add('annotations');
      addedField(fields.has(dict) ? added : (dict.entries.get('Parent') ?? added));
    }
  }
}

const NONE: PdfDict = { type: 'dict', entries: new Map() };
const FILLED = new Set(['V', 'AP', 'AS', 'I', 'DA', 'Q', 'MK', 'RV', 'M', 'Ff', 'NM']);
const QUIET_PAGE_KEYS = new Set(['Metadata', 'PieceInfo', 'LastModified', 'Tabs']);
const CATALOG_CHANGES: Readonly<Record<string, ChangeKind>> = {
  DSS: 'validation-data-added',
  // What goes with validation data: it says which extension of PDF the file uses.
  Extensions: 'validation-data-added',
  Metadata: 'metadata',
  Version: 'metadata',
  StructTreeRoot: 'metadata',
  MarkInfo: 'metadata',
};

/** Roles whose every change is of one kind. */
const PLAIN: Readonly<
  Record<Exclude<Role, 'catalog' | 'form' | 'field-list' | 'field' | 'page' | 'annotation-list'>, ChangeKind>
> = {
  'field-part': 'form-filled',
  signature: 'signature-altered',
  'signature-mark': 'signature-altered',
  'page-tree': 'pages',
  annotation: 'annotations',
  'annotation-part': 'annotations',
  content: 'page-content',
  validation: 'validation-data-added',
  metadata: 'metadata',
  structure: 'document-structure',
};

/** At the same place of the same bytes: nothing to compare. */
function isUntouched(before: PdfFile, after: PdfFile, number: number): boolean {
  const [old, now] = [before.entries.get(number), after.entries.get(number)];
  if (old === undefined || now === undefined || !sameEntry(old, now)) return false;
  if (old.kind === 'offset' || now.kind === 'offset') return !hasForeignLength(before, number);
  const container = (file: PdfFile) => file.entries.get(old.container);
  const [oldHome, nowHome] = [container(before), container(after)];
  return oldHome !== undefined && nowHome !== undefined && sameEntry(oldHome, nowHome);
}

// A stream whose length is another object may end elsewhere although it begins at the same byte.
function hasForeignLength(file: PdfFile, number: number): boolean {
  const value = file.object(number);
  return isStream(value) && isRef(value.dict.entries.get('Length'));
}

function generationOf(file: PdfFile, number: number): number | undefined {
  const entry = file.entries.get(number);
  return entry?.kind === 'compressed' ? 0 : entry?.generation;
}

function sameEntry(one: XrefEntry, other: XrefEntry): boolean {
  return one.kind === 'offset'
    ? other.kind === 'offset' && one.offset === other.offset && one.generation === other.generation
    : other.kind === 'compressed' && one.container === other.container && one.index === other.index;
}

const area = (box: readonly [number, number, number, number]) => (box[2] - box[0]) * (box[3] - box[1]);

function smallest(pages: readonly PdfPage[]): PdfPage | undefined {
  return [...pages].sort((one, other) => area(one.box) - area(other.box))[0];
}
