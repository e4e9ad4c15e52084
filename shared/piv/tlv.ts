import { concat } from './bytes.ts';

/** One element of BER-TLV as cards use it (ISO/IEC 7816-4 §5.2.2); the tag as a number, all its bytes (0x5fc105). */
export type Tlv = { tag: number; value: Uint8Array };

const MOST_TAG_BYTES = 3;
const MOST_LENGTH_BYTES = 3;

/** Writes one element, definite length in the shortest form. Throws RangeError for a tag or value too long. */
export function encodeTlv(tag: number, value: Uint8Array): Uint8Array {
  return concat(tagBytes(tag), lengthBytes(value.length), value);
}

/** Reads elements until the bytes end. Throws RangeError for what is cut off or is no BER-TLV. */
export function readTlvs(bytes: Uint8Array): Tlv[] {
  const found: Tlv[] = [];
  for (let offset = 0; offset < bytes.length; ) {
    const tag = readTag(bytes, offset);
    const length = readLength(bytes, tag.end);
    const end = length.end + length.value;
    if (end > bytes.length) throw new RangeError('an element longer than its surroundings');
    found.push({ tag: tag.value, value: bytes.subarray(length.end, end) });
    offset = end;
  }
  return found;
}

/** The value of the first element with a tag on this level, or undefined. */
export function findTlv(elements: readonly Tlv[], tag: number): Uint8Array | undefined {
  return elements.find((element) => element.tag === tag)?.value;
}

type Read = { value: number; end: number };

function readTag(bytes: Uint8Array, start: number): Read {
  let value = byteAt(bytes, start);
  let end = start + 1;
  if ((value & 0x1f) !== 0x1f) return { value, end };
  let byte: number;
  do {
    if (end - start >= MOST_TAG_BYTES) throw new RangeError('a tag too long');
    byte = byteAt(bytes, end);
    value = value * 256 + byte;
    end += 1;
  } while (byte >= 0x80);
  return { value, end };
}

function readLength(bytes: Uint8Array, start: number): Read {
  const first = byteAt(bytes, start);
  if (first < 0x80) return { value: first, end: start + 1 };
  const count = first & 0x7f;
  if (count === 0 || count > MOST_LENGTH_BYTES) throw new RangeError('a length that cards do not use');
  let value = 0;
  for (let index = 1; index <= count; index += 1) value = value * 256 + byteAt(bytes, start + index);
  return { value, end: start + 1 + count };
}

function tagBytes(tag: number): Uint8Array {
  if (!Number.isInteger(tag) || tag < 0 || tag > 0xffffff) throw new RangeError(`no tag: ${tag}`);
  return bigEndian(tag);
}

function lengthBytes(length: number): Uint8Array {
  if (length < 0x80) return Uint8Array.of(length);
  if (length > 0xffffff) throw new RangeError('a value too long');
  const bytes = bigEndian(length);
  return concat(Uint8Array.of(0x80 | bytes.length), bytes);
}

function bigEndian(value: number): Uint8Array {
  const bytes: number[] = [];
  for (let rest = value; rest > 0 || bytes.length === 0; rest = Math.floor(rest / 256))
    bytes.unshift(rest % 256);
  return Uint8Array.from(bytes);
}

function byteAt(bytes: Uint8Array, offset: number): number {
  const byte = bytes[offset];
  if (byte === undefined) throw new RangeError('cut off');
  return byte;
}
