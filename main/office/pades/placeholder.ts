import { createHash } from 'node:crypto';
import { SigningError } from './errors.ts';
import { dict, literal, name, type PdfDict, type PdfValue } from './pdf/values.ts';

/** Room for a signature with chain and timestamp, in bytes (domain: 32 KiB), and for a document timestamp. */
export const SIGNATURE_ROOM = 32 * 1024;
export const TIMESTAMP_ROOM = 16 * 1024;

/** Three numbers of ten digits: no file is longer, and the width never changes. */
const emptyRange = rangeText([0, 0, 0, 0]);

function rangeText(numbers: readonly number[]): string {
  return `[${numbers.join(' ').padEnd(35)}]`;
}

/** The dictionary of a signature that is still to come; `range` and `contents` are filled in at their places. */
export function emptySignature(entries: Record<string, PdfValue>, room: number): PdfDict {
  return dict({
    ...entries,
    Filter: name('Adobe.PPKLite'),
    ByteRange: literal(emptyRange),
    Contents: literal(`<${'0'.repeat(room * 2)}>`),
  });
}

/** A file with a place for a signature. `at`: of the `<`; `length`: with both brackets. */
export type WithPlace = { pdf: Uint8Array; at: number; length: number };

/** Finds the place in the object that begins at `from`, and writes what is signed: everything but the place. */
export function fillRange(pdf: Uint8Array, from: number): WithPlace {
  const view = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength);
  const range = view.indexOf(`/ByteRange ${emptyRange}`, from, 'latin1');
  const contents = view.indexOf('/Contents <', from, 'latin1');
  const at = contents + '/Contents '.length;
  const end = view.indexOf('>', at, 'latin1') + 1;
  if (range < 0 || contents < 0 || end <= at) throw new RangeError('no place for a signature');
  view.write(rangeText([0, at, end, pdf.length - end]), range + '/ByteRange '.length, 'latin1');
  return { pdf, at, length: end - at };
}

/** SHA-256 of everything but the place. */
export function rangeDigest({ pdf, at, length }: WithPlace): Uint8Array {
  const hash = createHash('sha256')
    .update(pdf.subarray(0, at))
    .update(pdf.subarray(at + length));
  return new Uint8Array(hash.digest());
}

/** A copy with the value in its place, filled up with zeros. Throws SigningError `too-long`. */
export function fillPlace({ pdf, at, length }: WithPlace, value: Uint8Array): Uint8Array {
  const room = length - 2;
  if (value.length * 2 > room)
    throw new SigningError('too-long', `${value.length} bytes for a place of ${room / 2}`);
  const filled = Buffer.from(pdf);
  filled.write(Buffer.from(value).toString('hex').padEnd(room, '0'), at + 1, 'latin1');
  return new Uint8Array(filled.buffer, filled.byteOffset, filled.byteLength);
}
