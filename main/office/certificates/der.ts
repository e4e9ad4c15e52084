/** One element of DER: its tag byte, and where its content lies in the bytes it was read from. */
export type Element = { tag: number; start: number; contentStart: number; end: number };

/**
 * The element that begins at `offset`. Throws RangeError for what is not DER or goes beyond `limit`. Single-byte tags
 * only: certificates and lists have no others.
 */
export function elementAt(bytes: Uint8Array, offset: number, limit = bytes.length): Element {
  const tag = byteAt(bytes, offset, limit);
  if ((tag & 0x1f) === 0x1f) throw new RangeError('a tag of several bytes');
  const first = byteAt(bytes, offset + 1, limit);
  let contentStart = offset + 2;
  let length = first;
  if (first >= 0x80) {
    const count = first & 0x7f;
    if (count === 0 || count > 4) throw new RangeError('a length that is not DER');
    length = 0;
    for (let index = 0; index < count; index += 1)
      length = length * 256 + byteAt(bytes, contentStart + index, limit);
    contentStart += count;
  }
  const end = contentStart + length;
  if (end > limit) throw new RangeError('an element longer than its surroundings');
  return { tag, start: offset, contentStart, end };
}

/** The elements inside one, in order. */
export function* elementsIn(bytes: Uint8Array, outer: Element): Generator<Element> {
  for (let offset = outer.contentStart; offset < outer.end; ) {
    const element = elementAt(bytes, offset, outer.end);
    yield element;
    offset = element.end;
  }
}

/** UTCTime or GeneralizedTime as RFC 5280 allows them (seconds, Z). Milliseconds since 1970; throws RangeError. */
export function timeOf(bytes: Uint8Array, element: Element): number {
  const text = Buffer.from(bytes.subarray(element.contentStart, element.end)).toString('latin1');
  const short = element.tag === 0x17;
  const match = (
    short ? /^(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})Z$/ : /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})Z$/
  ).exec(text);
  if (match === null || (!short && element.tag !== 0x18)) throw new RangeError('not a time');
  const [year = 0, month = 0, ...rest] = match.slice(1).map(Number);
  // RFC 5280 §4.1.2.5.1: two digits from 50 on are of the last century.
  const fullYear = short ? year + (year >= 50 ? 1900 : 2000) : year;
  const [day = 0, hour = 0, minute = 0, second = 0] = rest;
  return Date.UTC(fullYear, month - 1, day, hour, minute, second);
}

function byteAt(bytes: Uint8Array, offset: number, limit: number): number {
  const byte = offset < limit ? bytes[offset] : undefined;
  if (byte === undefined) throw new RangeError('cut off');
  return byte;
}
