import { PdfFileError } from './errors.ts';
import type { PdfFile } from './pdf/file.ts';
import { type Box, fieldsOf, type PdfPage } from './pdf/pages.ts';
import {
  dict,
  isDict,
  isRef,
  name,
  type PdfDict,
  type PdfRef,
  type PdfValue,
  textString,
} from './pdf/values.ts';
import type { PdfUpdate } from './pdf/write.ts';

/** A signature field as it is put on a page. */
export type NewField = {
  /** Its name: unique in the file. */
  field: string;
  /** Null: invisible. */
  mark: { box: Box; form: PdfRef } | null;
  page: PdfPage;
  /** The signature dictionary. */
  value: PdfRef;
};

/**
 * What forbids a signature: a form only one reader draws (XFA alone), or a certifying signature that allows no change
 * (DocMDP 1, §12.8.2.2). Throws PdfFileError.
 */
export function checkSignable(file: PdfFile, field: string): void {
  if (file.resolve(file.catalog.entries.get('NeedsRendering')) === true)
    throw new PdfFileError('dynamic-form', 'the pages are drawn by XFA');
  const permissions = file.dictionary(file.catalog.entries.get('Perms'));
  const certified = file.dictionary(permissions?.entries.get('DocMDP'));
  for (const reference of file.array(certified?.entries.get('Reference'))) {
    const settings = file.dictionary(file.dictionary(reference)?.entries.get('TransformParams'));
    if (file.resolve(settings?.entries.get('P')) === 1)
      throw new PdfFileError('no-changes-allowed', 'certified against every change');
  }
  if (fieldsOf(file).some(({ name: taken }) => taken === field || taken.startsWith(`${field}.`)))
    throw new PdfFileError('field-taken', field);
}

/** Puts the field into the form and onto its page; as few objects as can be are written anew. */
export function addField(file: PdfFile, update: PdfUpdate, wanted: NewField): void {
  const { page, mark } = wanted;
  const widget = update.add(
    dict({
      Type: name('Annot'),
      Subtype: name('Widget'),
      FT: name('Sig'),
      T: textString(wanted.field),
      // Printed and locked: a reader must not offer to move or delete it.
      F: 132,
      P: page.ref,
      Rect: mark === null ? [0, 0, 0, 0] : [...mark.box],
      V: wanted.value,
      AP: mark === null ? undefined : dict({ N: mark.form }),
    }),
  );
  appendTo(file, update, page.ref, page.dict, 'Annots', widget);
  addToForm(file, update, widget);
}

function addToForm(file: PdfFile, update: PdfUpdate, widget: PdfRef): void {
  const root = file.trailer.entries.get('Root');
  if (!isRef(root)) throw new PdfFileError('broken', 'the catalogue is no object');
  const place = file.catalog.entries.get('AcroForm');
  const form = copyOf(file.dictionary(place) ?? dict({}));
  const fields = form.entries.get('Fields');
  if (isRef(fields) && Array.isArray(file.resolve(fields)))
    update.set(fields, [...file.array(fields), widget]);
  else form.entries.set('Fields', [...file.array(fields), widget]);
  const flags = file.resolve(form.entries.get('SigFlags'));
  // Signatures exist; append only (§12.7.2).
  form.entries.set('SigFlags', (typeof flags === 'number' ? flags : 0) | 3);
  if (isRef(place) && isDict(file.resolve(place))) update.set(place, form);
  else {
    const catalog = copyOf(file.catalog);
    catalog.entries.set('AcroForm', form);
    update.set(root, catalog);
  }
}

/** Appends to an array in a dictionary: in the array's own object where it has one. */
function appendTo(
  file: PdfFile,
  update: PdfUpdate,
  owner: PdfRef,
  ownerDict: PdfDict,
  key: string,
  item: PdfValue,
): void {
  const place = ownerDict.entries.get(key);
  const items = [...file.array(place), item];
  if (isRef(place) && Array.isArray(file.resolve(place))) update.set(place, items);
  else {
    const copy = copyOf(ownerDict);
    copy.entries.set(key, items);
    update.set(owner, copy);
  }
}

/** So that what was read stays as it was read. */
export function copyOf(original: PdfDict): PdfDict {
  return { type: 'dict', entries: new Map(original.entries) };
}
