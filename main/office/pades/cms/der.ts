/** One ASN.1 element. Indefinite lengths (BER) are read, too: some signing programs write them. */
export type Asn1 = {
  /** First byte of the tag: class, constructed or not, number. */
  tag: number;
  /** Content without tag and length. */
  content: Uint8Array;
  /** Everything, as it stood. */
  raw: Uint8Array;
  /** Empty for primitive elements. */
  children: Asn1[];
};

const MAX_DEPTH = 64;

export class Asn1Error extends Error {
  override readonly name = 'Asn1Error';
}

/** Reads one element at the beginning; what follows it is left alone. Throws Asn1Error. */
export function readAsn1(bytes: Uint8Array, depth = 0): Asn1 {
  const tag = bytes[0];
  const first = bytes[1];
  if (tag === undefined || first === undefined || depth > MAX_DEPTH || (tag & 0x1f) === 0x1f)
    throw new Asn1Error('cut short, too deep, or a tag of several bytes');
  const constructed = (tag & 0x20) !== 0;
  if (first === 0x80) {
    if (!constructed) throw new Asn1Error('an indefinite length of a primitive');
    const children: Asn1[] = [];
    let at = 2;
    while (!(bytes[at] === 0 && bytes[at + 1] === 0)) {
      const child = readAsn1(bytes.subarray(at), depth + 1);
      children.push(child);
      at += child.raw.length;
    }
    return { tag, content: bytes.subarray(2, at), raw: bytes.subarray(0, at + 2), children };
  }
  let length = first;
  let head = 2;
  if (first > 0x80) {
    const count = first & 0x7f;
    if (count > 4) throw new Asn1Error('a length of more than four bytes');
    length = 0;
    for (let index = 0; index < count; index += 1) length = length * 256 + (bytes[2 + index] ?? 0);
    head += count;
  }
  if (head + length > bytes.length) throw new Asn1Error('cut short');
  const content = bytes.subarray(head, head + length);
  const children: Asn1[] = [];
  if (constructed) {
    for (let at = 0; at < content.length; ) {
      const child = readAsn1(content.subarray(at), depth + 1);
      children.push(child);
      at += child.raw.length;
    }
  }
  return { tag, content, raw: bytes.subarray(0, head + length), children };
}

export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  octets: 0x04,
  oid: 0x06,
  generalizedTime: 0x18,
  utcTime: 0x17,
  sequence: 0x30,
  set: 0x31,
} as const;

/** A child by its place; throws Asn1Error where it is missing or of another tag. */
export function child(parent: Asn1, index: number, tag?: number): Asn1 {
  const found = parent.children[index];
  if (found === undefined || (tag !== undefined && found.tag !== tag))
    throw new Asn1Error(`no element ${index} of tag ${tag}`);
  return found;
}

/** The bytes of an octet string, also one in pieces. */
export function octetsOf(element: Asn1): Uint8Array {
  if (element.children.length === 0) return element.content;
  return new Uint8Array(Buffer.concat(element.children.map(octetsOf)));
}

/** An object identifier as text. */
export function oidText({ content }: Asn1): string {
  const numbers: number[] = [];
  let value = 0;
  for (const byte of content) {
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80) {
      if (numbers.length === 0)
        numbers.push(Math.min(2, Math.floor(value / 40)), value - Math.min(2, Math.floor(value / 40)) * 40);
      else numbers.push(value);
      value = 0;
    }
  }
  return numbers.join('.');
}

/** Epoch ms of a GeneralizedTime or UTCTime in UTC. Throws Asn1Error. */
export function timeOf({ tag, content }: Asn1): number {
  const text = Buffer.from(content).toString('latin1');
  const short = tag === TAG.utcTime ? /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)()Z$/ : undefined;
  const match = (short ?? /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\.\d+)?Z$/).exec(text);
  if (match === null) throw new Asn1Error(`not a time: ${text.slice(0, 30)}`);
  const [, year = '', month, day, hour, minute, second, fraction = ''] = match;
  const full = short === undefined ? year : `${Number(year) < 50 ? '20' : '19'}${year}`;
  const epoch = Date.parse(`${full}-${month}-${day}T${hour}:${minute}:${second}Z`);
  if (Number.isNaN(epoch)) throw new Asn1Error(`not a time: ${text}`);
  return epoch + Math.floor(Number(`0${fraction || '.0'}`) * 1000);
}

/** An element from its content. */
export function element(tag: number, ...contents: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(contents);
  const { length } = content;
  if (length < 0x80) return Buffer.concat([Buffer.from([tag, length]), content]);
  const bytes: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
  return Buffer.concat([Buffer.from([tag, 0x80 | bytes.length, ...bytes]), content]);
}

export const sequence = (...contents: readonly Uint8Array[]) => element(TAG.sequence, ...contents);
export const octets = (content: Uint8Array) => element(TAG.octets, content);
export const nothing = () => Buffer.from([5, 0]);
/** A small number. */
export const integer = (value: number) => element(TAG.integer, Buffer.from([value]));

/** A SET OF in DER: its elements sorted by their bytes (X.690 §11.6). */
export function setOf(contents: readonly Uint8Array[]): Buffer {
  return element(TAG.set, ...[...contents].sort(Buffer.compare));
}

export function oid(text: string): Buffer {
  const [first = 0, second = 0, ...rest] = text.split('.').map(Number);
  const bytes = [first * 40 + second, ...rest].flatMap((value) => {
    const groups = [value & 0x7f];
    for (let left = Math.floor(value / 128); left > 0; left = Math.floor(left / 128))
      groups.unshift((left & 0x7f) | 0x80);
    return groups;
  });
  return element(TAG.oid, Buffer.from(bytes));
}
