/** The values of a PDF file (ISO 32000-1 §7.3). Numbers, booleans and null are their own. */
export type PdfName = { type: 'name'; name: string };
export type PdfRef = { type: 'ref'; number: number; generation: number };
/** A string's bytes after undoing its escapes; `start` and `end` are where it stands in the file, delimiters included. */
export type PdfString = { type: 'string'; bytes: Uint8Array; hex: boolean; start: number; end: number };
export type PdfDict = { type: 'dict'; entries: Map<string, PdfValue> };
/** `raw`: as in the file, filters not undone. */
export type PdfStream = { type: 'stream'; dict: PdfDict; raw: Uint8Array };
export type PdfArray = PdfValue[];
export type PdfValue =
  | null
  | boolean
  | number
  | PdfName
  | PdfRef
  | PdfString
  | PdfDict
  | PdfStream
  | PdfArray
  | PdfLiteral;
/** Written exactly so; never read. For numbers of fixed width. */
export type PdfLiteral = { type: 'literal'; text: string };

/** A name without its slash. */
export const name = (text: string): PdfName => ({ type: 'name', name: text });
export const ref = (number: number, generation = 0): PdfRef => ({ type: 'ref', number, generation });
export const literal = (text: string): PdfLiteral => ({ type: 'literal', text });

/** A dictionary in the order of the keys given; undefined values are left out. */
export function dict(entries: Record<string, PdfValue | undefined>): PdfDict {
  const map = new Map<string, PdfValue>();
  for (const [key, value] of Object.entries(entries)) if (value !== undefined) map.set(key, value);
  return { type: 'dict', entries: map };
}

/** A byte string. */
export function bytesString(bytes: Uint8Array, hex = false): PdfString {
  return { type: 'string', bytes, hex, start: 0, end: 0 };
}

/** A text string: as ASCII where it can be, else UTF-16 with its mark (§7.9.2.2). */
export function textString(text: string): PdfString {
  if (/^[\x20-\x7e]*$/.test(text)) return bytesString(Buffer.from(text, 'latin1'));
  const bytes = Buffer.from(`\ufeff${text}`, 'utf16le').swap16();
  return bytesString(new Uint8Array(bytes), true);
}

/** What a text string says; bytes outside ASCII without a mark are read as Latin-1 (nearly PDFDocEncoding). */
export function textOf(value: PdfValue | undefined): string {
  if (!isString(value)) return '';
  const bytes = Buffer.from(value.bytes);
  if (bytes.length >= 2 && bytes[0] === 0xfe && bytes[1] === 0xff) {
    const even = bytes.subarray(2, bytes.length - (bytes.length % 2));
    return Buffer.from(even).swap16().toString('utf16le');
  }
  if (bytes.length >= 3 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf)
    return bytes.subarray(3).toString('utf8');
  return bytes.toString('latin1');
}

type Tagged = { type: string };
const hasType = (value: PdfValue | undefined, type: string): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && (value as Tagged).type === type;

export const isName = (value: PdfValue | undefined): value is PdfName => hasType(value, 'name');
export const isRef = (value: PdfValue | undefined): value is PdfRef => hasType(value, 'ref');
export const isString = (value: PdfValue | undefined): value is PdfString => hasType(value, 'string');
export const isDict = (value: PdfValue | undefined): value is PdfDict => hasType(value, 'dict');
export const isStream = (value: PdfValue | undefined): value is PdfStream => hasType(value, 'stream');
export const nameOf = (value: PdfValue | undefined): string => (isName(value) ? value.name : '');

/** Whether two values say the same; references are compared as references. */
export function sameValue(one: PdfValue | undefined, other: PdfValue | undefined): boolean {
  if (one === other) return true;
  if (Array.isArray(one))
    return (
      Array.isArray(other) &&
      one.length === other.length &&
      one.every((value, index) => sameValue(value, other[index]))
    );
  if (isName(one)) return isName(other) && one.name === other.name;
  if (isRef(one)) return isRef(other) && one.number === other.number && one.generation === other.generation;
  if (isString(one)) return isString(other) && Buffer.compare(one.bytes, other.bytes) === 0;
  if (isDict(one)) return isDict(other) && differingKeys(one, other).length === 0;
  if (isStream(one))
    return isStream(other) && sameValue(one.dict, other.dict) && Buffer.compare(one.raw, other.raw) === 0;
  return false;
}

/** Keys whose values differ, or which only one of the two has; a null value is as good as none (§7.3.7). */
export function differingKeys(one: PdfDict, other: PdfDict): string[] {
  const keys = new Set([...one.entries.keys(), ...other.entries.keys()]);
  return [...keys].filter((key) => !sameValue(one.entries.get(key) ?? null, other.entries.get(key) ?? null));
}
