import { createHash } from 'node:crypto';
import type { SignatureProblem } from '#shared/signing/index.ts';
import type { PdfFile } from '../pdf/file.ts';
import { type FormField, fieldsOf } from '../pdf/pages.ts';
import { broken } from '../pdf/parse.ts';
import { isRef, isString, nameOf, type PdfDict, textOf } from '../pdf/values.ts';

/** The bytes that a signature signs: everything from the beginning to `end` but the gap with its own value. */
export type SignedRange = {
  gapStart: number;
  gapEnd: number;
  end: number;
  /** The signature's value with its filling. */
  contents: Uint8Array;
};

export type FoundSignature = {
  field: FormField;
  kind: 'signature' | 'timestamp';
  subFilter: string;
  dict: PdfDict;
  /** What the signing PC said of the time; empty: nothing. */
  claimed: string;
  /** Null: `problem` says why nothing can be checked. */
  range: SignedRange | null;
  problem: SignatureProblem | null;
};

/** More than anybody's document; each is hashed and compared over the whole file, while everybody else waits. */
const MAX_SIGNATURES = 100;

/** Every signed field of a file, the one that covers least first. Throws PdfFileError. */
export function findSignatures(file: PdfFile): FoundSignature[] {
  const fields = fieldsOf(file);
  const signed = fields.filter(({ type, value }) => type === 'Sig' && file.dictionary(value) !== undefined);
  if (signed.length > MAX_SIGNATURES) throw broken(`${signed.length} signatures`);
  const found = signed.flatMap((field): FoundSignature[] => {
    const dict = file.dictionary(field.value);
    if (dict === undefined) return [];
    const subFilter = nameOf(file.resolve(dict.entries.get('SubFilter')));
    const isTime =
      subFilter === 'ETSI.RFC3161' || nameOf(file.resolve(dict.entries.get('Type'))) === 'DocTimeStamp';
    const range = readRange(file, field, dict);
    return [
      {
        field,
        kind: isTime ? 'timestamp' : 'signature',
        subFilter,
        dict,
        claimed: textOf(file.resolve(dict.entries.get('M'))),
        ...(typeof range === 'string' ? { range: null, problem: range } : { range, problem: null }),
      },
    ];
  });
  return found.sort((one, other) => (one.range?.end ?? 0) - (other.range?.end ?? 0));
}

/**
 * The signed range, held to its letter: it begins at the beginning, has exactly one gap, and that gap is the
 * signature's own hexadecimal string with its brackets, nothing more. Anything else is a known way of forging.
 */
function readRange(file: PdfFile, field: FormField, dict: PdfDict): SignedRange | SignatureProblem {
  const numbers = file.array(dict.entries.get('ByteRange')).map((one) => file.resolve(one));
  const contents = dict.entries.get('Contents');
  if (numbers.length === 0 || !isString(contents)) return 'unreadable';
  const [start, length, next, rest] = numbers;
  if (numbers.length !== 4 || start !== 0) return 'range-forged';
  if (!isCount(length) || !isCount(next) || !isCount(rest)) return 'range-forged';
  const end = next + rest;
  if (next <= length || end > file.bytes.length) return 'range-forged';
  if (!standsInFile(file, field) || !contents.hex) return 'range-forged';
  if (contents.start !== length || contents.end !== next) return 'range-forged';
  return { gapStart: length, gapEnd: next, end, contents: contents.bytes };
}

const isCount = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0;

// Inside an object stream the places of strings are not places of the file.
function standsInFile(file: PdfFile, field: FormField): boolean {
  const holder = isRef(field.value) ? field.value : field.ref;
  return holder !== undefined && file.entries.get(holder.number)?.kind === 'offset';
}

/** The hash of what is signed, by node's name of the hash. */
export function hashRange(bytes: Uint8Array, range: SignedRange): (hash: string) => Uint8Array {
  return (name) => {
    const hash = createHash(name);
    hash.update(bytes.subarray(0, range.gapStart)).update(bytes.subarray(range.gapEnd, range.end));
    return new Uint8Array(hash.digest());
  };
}

/** Epoch ms of a PDF date (§7.9.4) with its zone; null for anything else. */
export function readPdfTime(text: string): number | null {
  const match = /^D:(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:(Z)|([+-])(\d\d)'?(\d\d)?'?)?/.exec(text);
  if (match === null) return null;
  const [
    ,
    year,
    month = '01',
    day = '01',
    hour = '00',
    minute = '00',
    second = '00',
    ,
    sign,
    zh = '00',
    zm = '00',
  ] = match;
  const zone = sign === undefined ? 'Z' : `${sign}${zh}:${zm}`;
  const epoch = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}${zone}`);
  return Number.isNaN(epoch) ? null : epoch;
}
