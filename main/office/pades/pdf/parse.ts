import { PdfFileError } from '../errors.ts';
import { type PdfDict, type PdfString, type PdfValue, ref } from './values.ts';

/** Deeper nesting is nobody's document. */
const MAX_DEPTH = 200;

const WHITE = new Set([0, 9, 10, 12, 13, 32]);
const DELIMITERS = new Set([...'()<>[]{}/%'].map((letter) => letter.charCodeAt(0)));
const isRegular = (byte: number | undefined) =>
  byte !== undefined && !WHITE.has(byte) && !DELIMITERS.has(byte);

/** Reads values from bytes; `at` is where it stands. Throws PdfFileError `broken`. */
export type PdfParser = {
  at: number;
  skipSpace(): void;
  /** Whether this keyword stands here; goes behind it if so. */
  takeKeyword(word: string): boolean;
  /** A whole number that is not negative; undefined where none stands. */
  takeInteger(): number | undefined;
  value(depth?: number): PdfValue;
};

export function broken(detail: string): PdfFileError {
  return new PdfFileError('broken', detail);
}

export function parseAt(bytes: Uint8Array, start: number): PdfParser {
  const parser: PdfParser = { at: start, skipSpace, takeKeyword, takeInteger, value };

  function skipSpace(): void {
    for (;;) {
      const byte = bytes[parser.at];
      if (byte === 0x25) {
        while (parser.at < bytes.length && bytes[parser.at] !== 10 && bytes[parser.at] !== 13) parser.at += 1;
      } else if (byte !== undefined && WHITE.has(byte)) parser.at += 1;
      else return;
    }
  }

  function word(): string {
    const from = parser.at;
    while (isRegular(bytes[parser.at])) parser.at += 1;
    if (parser.at - from > 300) throw broken(`a word of ${parser.at - from} bytes at ${from}`);
    return Buffer.from(bytes.buffer, bytes.byteOffset + from, parser.at - from).toString('latin1');
  }

  function takeKeyword(wanted: string): boolean {
    skipSpace();
    const from = parser.at;
    if (word() === wanted) return true;
    parser.at = from;
    return false;
  }

  function takeInteger(): number | undefined {
    skipSpace();
    const from = parser.at;
    const text = word();
    if (/^\d{1,15}$/.test(text)) return Number(text);
    parser.at = from;
    return undefined;
  }

  function value(depth = 0): PdfValue {
    if (depth > MAX_DEPTH) throw broken(`nested deeper than ${MAX_DEPTH}`);
    skipSpace();
    const byte = bytes[parser.at];
    switch (byte) {
      case 0x2f:
        return { type: 'name', name: nameAt() };
      case 0x28:
        return literalString();
      case 0x5b:
        return array(depth);
      case 0x3c:
        return bytes[parser.at + 1] === 0x3c ? dictionary(depth) : hexString();
      default:
        return numberOrKeyword();
    }
  }

  function nameAt(): string {
    parser.at += 1;
    return word().replace(/#([0-9a-fA-F]{2})/g, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
  }

  function array(depth: number): PdfValue[] {
    parser.at += 1;
    const items: PdfValue[] = [];
    for (;;) {
      skipSpace();
      if (parser.at >= bytes.length) throw broken('an array without its end');
      if (bytes[parser.at] === 0x5d) {
        parser.at += 1;
        return items;
      }
      items.push(value(depth + 1));
    }
  }

  function dictionary(depth: number): PdfDict {
    parser.at += 2;
    const entries = new Map<string, PdfValue>();
    for (;;) {
      skipSpace();
      if (bytes[parser.at] === 0x3e && bytes[parser.at + 1] === 0x3e) {
        parser.at += 2;
        return { type: 'dict', entries };
      }
      if (bytes[parser.at] !== 0x2f) throw broken(`a dictionary without a name at ${parser.at}`);
      const key = nameAt();
      const found = value(depth + 1);
      // Readers differ on which of two counts: a file that hides something there is not read at all.
      if (entries.has(key)) throw broken(`the name ${key} twice in a dictionary`);
      entries.set(key, found);
    }
  }

  function numberOrKeyword(): PdfValue {
    const from = parser.at;
    const text = word();
    if (/^\d{1,10}$/.test(text)) {
      const after = parser.at;
      const generation = takeInteger();
      if (generation !== undefined && generation <= 65_535 && takeKeyword('R'))
        return ref(Number(text), generation);
      parser.at = after;
      return Number(text);
    }
    if (/^[+-]?(\d+\.?\d*|\.\d+)$/.test(text)) return Number(text);
    // Seen in the wild: "--5", "5.-3". Readers take them as 0 or cut them; they never matter to a signature.
    if (/^[+\-.\d]+$/.test(text)) return Number.parseFloat(text.replace(/^-+/, '-')) || 0;
    if (text === 'true') return true;
    if (text === 'false') return false;
    if (text === 'null') return null;
    throw broken(`"${text.slice(0, 20)}" instead of a value at ${from}`);
  }

  function hexString(): PdfString {
    const from = parser.at;
    const end = bytes.indexOf(0x3e, from);
    if (end < 0) throw broken(`a string without its end at ${from}`);
    parser.at = end + 1;
    const text = Buffer.from(bytes.buffer, bytes.byteOffset + from + 1, end - from - 1).toString('latin1');
    const digits = text.replace(/[\0\t\n\f\r ]+/g, '');
    if (!/^[0-9a-fA-F]*$/.test(digits)) throw broken(`not a hexadecimal string at ${from}`);
    const value = new Uint8Array(Buffer.from(digits.length % 2 === 0 ? digits : `${digits}0`, 'hex'));
    return { type: 'string', bytes: value, hex: true, start: from, end: parser.at };
  }

  function literalString(): PdfString {
    const from = parser.at;
    parser.at += 1;
    const found: number[] = [];
    let open = 1;
    for (;;) {
      const byte = bytes[parser.at];
      if (byte === undefined) throw broken(`a string without its end at ${from}`);
      parser.at += 1;
      if (byte === 0x5c) escaped(found);
      else {
        if (byte === 0x28) open += 1;
        if (byte === 0x29) open -= 1;
        if (open === 0) break;
        found.push(byte);
      }
    }
    return { type: 'string', bytes: Uint8Array.from(found), hex: false, start: from, end: parser.at };
  }

  function escaped(found: number[]): void {
    const byte = bytes[parser.at] ?? 0;
    parser.at += 1;
    const plain = { n: 10, r: 13, t: 9, b: 8, f: 12 }[String.fromCharCode(byte)];
    if (plain !== undefined) found.push(plain);
    else if (byte === 13) {
      if (bytes[parser.at] === 10) parser.at += 1;
    } else if (byte >= 0x30 && byte <= 0x37) {
      let code = byte - 0x30;
      for (let digits = 1; digits < 3; digits += 1) {
        const next = bytes[parser.at] ?? 0;
        if (next < 0x30 || next > 0x37) break;
        code = code * 8 + next - 0x30;
        parser.at += 1;
      }
      found.push(code & 0xff);
    } else if (byte !== 10) found.push(byte);
  }

  return parser;
}
