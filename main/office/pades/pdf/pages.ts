import type { PdfFile } from './file.ts';
import { broken } from './parse.ts';
import { isDict, isRef, nameOf, type PdfDict, type PdfRef, type PdfValue, textOf } from './values.ts';

/** Left, bottom, right, top in user space, points. */
export type Box = readonly [left: number, bottom: number, right: number, top: number];

export type PdfPage = {
  ref: PdfRef;
  dict: PdfDict;
  /** What a reader shows of it. */
  box: Box;
  /** Degrees clockwise by which a reader turns it: 0, 90, 180 or 270. */
  rotate: number;
  /** Points per unit of user space. */
  unit: number;
};

const A4: Box = [0, 0, 595.276, 841.89];
const MAX_NODES = 200_000;
/** Deeper trees are nobody's document. */
const MAX_HEIGHT = 500;

/** Every page in order. Throws PdfFileError `broken` for a tree in a circle, or pages that can't be referred to. */
export function pagesOf(file: PdfFile): PdfPage[] {
  const pages: PdfPage[] = [];
  const seen = new Set<number>();
  const visit = (
    at: PdfValue | undefined,
    inherited: ReadonlyMap<string, PdfValue>,
    height: number,
  ): void => {
    const node = file.dictionary(at);
    if (!isRef(at) || node === undefined) throw broken('a page that is no object');
    if (seen.has(at.number) || seen.size > MAX_NODES || height > MAX_HEIGHT)
      throw broken('pages in a circle, or too many');
    seen.add(at.number);
    const known = new Map(inherited);
    for (const key of ['MediaBox', 'CropBox', 'Rotate']) {
      const value = node.entries.get(key);
      if (value !== undefined) known.set(key, value);
    }
    if (node.entries.has('Kids'))
      for (const kid of file.array(node.entries.get('Kids'))) visit(kid, known, height + 1);
    else if (nameOf(file.resolve(node.entries.get('Type'))) !== 'Pages')
      pages.push(pageOf(file, at, node, known));
  };
  visit(file.catalog.entries.get('Pages'), new Map(), 0);
  return pages;
}

function pageOf(file: PdfFile, at: PdfRef, node: PdfDict, known: ReadonlyMap<string, PdfValue>): PdfPage {
  const media = boxOf(file, known.get('MediaBox')) ?? A4;
  const crop = boxOf(file, known.get('CropBox')) ?? media;
  // A crop box shows at most what the medium has (§14.11.2).
  const both: Box = [
    Math.max(media[0], crop[0]),
    Math.max(media[1], crop[1]),
    Math.min(media[2], crop[2]),
    Math.min(media[3], crop[3]),
  ];
  const rotate = file.resolve(known.get('Rotate'));
  const unit = file.resolve(node.entries.get('UserUnit'));
  return {
    ref: at,
    dict: node,
    box: both[2] > both[0] && both[3] > both[1] ? both : media,
    rotate: typeof rotate === 'number' ? (((Math.round(rotate / 90) * 90) % 360) + 360) % 360 : 0,
    unit: typeof unit === 'number' && unit > 0 ? unit : 1,
  };
}

/** A rectangle with its corners in order; undefined when it is none. */
export function boxOf(file: PdfFile, value: PdfValue | undefined): Box | undefined {
  const numbers = file.array(value).map((item) => file.resolve(item));
  const [a, b, c, d] = numbers;
  if (typeof a !== 'number' || typeof b !== 'number' || typeof c !== 'number' || typeof d !== 'number')
    return undefined;
  return [Math.min(a, c), Math.min(b, d), Math.max(a, c), Math.max(b, d)];
}

/** A field of the file's form, with what it inherits. `name` is its full name (§12.7.3.2). */
export type FormField = {
  name: string;
  ref: PdfRef | undefined;
  dict: PdfDict;
  type: string;
  value: PdfValue;
};

/** Every field that has no fields below it; widgets below one are its own. */
export function fieldsOf(file: PdfFile): FormField[] {
  const form = file.dictionary(file.catalog.entries.get('AcroForm'));
  const fields: FormField[] = [];
  const seen = new Set<PdfDict>();
  const visit = (
    at: PdfValue,
    parent: { name: string; type: PdfValue; value: PdfValue },
    height: number,
  ): void => {
    const dict = file.dictionary(at);
    if (dict === undefined || seen.has(dict)) return;
    if (seen.size > MAX_NODES || height > MAX_HEIGHT) throw broken('too many form fields');
    seen.add(dict);
    const own = textOfField(file, dict);
    const name = [parent.name, own].filter((part) => part !== '').join('.');
    const type = file.resolve(dict.entries.get('FT')) ?? parent.type;
    const value = dict.entries.get('V') ?? parent.value;
    const kids = file.array(dict.entries.get('Kids'));
    const below = kids.filter((kid) => file.dictionary(kid)?.entries.has('T') === true);
    for (const kid of below) visit(kid, { name, type, value }, height + 1);
    if (below.length === 0)
      fields.push({ name, ref: isRef(at) ? at : undefined, dict, type: nameOf(type), value });
  };
  for (const field of file.array(form?.entries.get('Fields')))
    visit(field, { name: '', type: null, value: null }, 0);
  return fields;
}

function textOfField(file: PdfFile, dict: PdfDict): string {
  return textOf(file.resolve(dict.entries.get('T')));
}

/** The widgets of a field: itself, or those below it. */
export function widgetsOf(file: PdfFile, field: FormField): PdfDict[] {
  const kids = file.array(field.dict.entries.get('Kids')).map((kid) => file.dictionary(kid));
  const widgets = kids.filter((kid) => isDict(kid));
  return widgets.length > 0 ? widgets : [field.dict];
}
