/** What is wrong with a file's first bytes; the code says it to people. */
export type FramingFault = { code: 'not-a-parcel' | 'cut-short'; message: string };

/** Bytes of text that is ASCII by construction. */
export const ascii = (text: string): Uint8Array => new TextEncoder().encode(text);

/** The pieces one after another. */
export function joinBytes(parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}

/** Whole numbers up to 2^32 - 1 and 2^16 - 1, big-endian. */
export function uint32(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}
export function uint16(value: number): Uint8Array {
  const bytes = new Uint8Array(2);
  new DataView(bytes.buffer).setUint16(0, value);
  return bytes;
}

/** Reads pieces from the front; every reading gives undefined where the bytes end before it. */
export function createReader(bytes: Uint8Array): {
  take(length: number): Uint8Array | undefined;
  uint16(): number | undefined;
  uint32(): number | undefined;
  rest(): Uint8Array;
  left(): number;
} {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let place = 0;
  const forward = (length: number): number | undefined => {
    if (place + length > bytes.length) return undefined;
    place += length;
    return place - length;
  };
  return {
    take(length) {
      const from = forward(length);
      return from === undefined ? undefined : bytes.subarray(from, from + length);
    },
    uint16() {
      const from = forward(2);
      return from === undefined ? undefined : view.getUint16(from);
    },
    uint32() {
      const from = forward(4);
      return from === undefined ? undefined : view.getUint32(from);
    },
    rest: () => bytes.subarray(place),
    left: () => bytes.length - place,
  };
}

/** Reads a file's first bytes; what is wrong where they are others than `magic`. A file that ends within them is cut short. */
export function takeMagic(
  bytes: Uint8Array,
  reader: ReturnType<typeof createReader>,
  magic: Uint8Array,
): FramingFault | undefined {
  const first = reader.take(magic.length);
  if (first === undefined) {
    const begins = bytes.length > 0 && bytes.every((byte, index) => byte === magic[index]);
    return { code: begins ? 'cut-short' : 'not-a-parcel', message: 'shorter than its first letters' };
  }
  if (first.some((byte, index) => byte !== magic[index]))
    return { code: 'not-a-parcel', message: 'other first letters' };
  return undefined;
}

/** Text of printable ASCII; undefined for anything else, so that a header has one form only. */
export function asciiText(bytes: Uint8Array): string | undefined {
  for (const byte of bytes) if (byte < 0x21 || byte > 0x7e) return undefined;
  return Buffer.from(bytes).toString('latin1');
}

/** The bytes of base64url text in its one form (no padding, no bits left over); undefined for any other text. */
export function base64UrlBytes(text: string): Uint8Array | undefined {
  const bytes = Buffer.from(text, 'base64url');
  return bytes.toString('base64url') === text ? new Uint8Array(bytes) : undefined;
}
