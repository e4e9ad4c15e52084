import { decodeStream } from './filters.ts';
import { broken, parseAt } from './parse.ts';
import { isDict, isStream, nameOf, type PdfDict, type PdfStream, type PdfValue } from './values.ts';

export type XrefEntry =
  | { kind: 'offset'; offset: number; generation: number }
  | { kind: 'compressed'; container: number; index: number };
export type XrefKind = 'table' | 'stream';

export type CrossReferences = {
  entries: Map<number, XrefEntry>;
  trailer: PdfDict;
  size: number;
  xrefAt: number;
  xrefKind: XrefKind;
};

/** More objects than any document; each costs memory. */
const MAX_OBJECTS = 1_000_000;
const MAX_SECTIONS = 2_000;

/** Follows `startxref` and every /Prev and /XRefStm (§7.5.4–7.5.8); the newest word on an object counts. */
export function readCrossReferences(
  bytes: Uint8Array,
  readObject: (at: number) => PdfValue,
): CrossReferences {
  const xrefAt = startOfXref(bytes);
  const entries = new Map<number, XrefEntry>();
  const decided = new Set<number>();
  const seen = new Set<number>();
  let at: number | undefined = xrefAt;
  let trailer: PdfDict | undefined;
  let xrefKind: XrefKind = 'table';
  let size = 0;

  const note = (number: number, entry: XrefEntry | undefined) => {
    if (number > MAX_OBJECTS) throw broken(`object number ${number}`);
    if (decided.has(number)) return;
    decided.add(number);
    if (entry !== undefined) entries.set(number, entry);
    size = Math.max(size, number + 1);
  };

  while (at !== undefined) {
    if (seen.has(at)) throw broken('sections in a circle');
    seen.add(at);
    if (seen.size > MAX_SECTIONS) throw broken('too many sections');
    const section = readSection(bytes, at, readObject);
    const beside = section.trailer.entries.get('XRefStm');
    // In a hybrid file (§7.5.8.4) the table calls free what its stream has.
    if (section.kind === 'table' && typeof beside === 'number') {
      for (const [number, entry] of section.entries) if (entry !== undefined) note(number, entry);
      if (seen.has(beside)) throw broken('sections in a circle');
      seen.add(beside);
      for (const [number, entry] of readSection(bytes, beside, readObject).entries) note(number, entry);
    }
    for (const [number, entry] of section.entries) note(number, entry);
    if (trailer === undefined) {
      trailer = section.trailer;
      xrefKind = section.kind;
    }
    const declared = section.trailer.entries.get('Size');
    if (typeof declared === 'number' && declared <= MAX_OBJECTS) size = Math.max(size, declared);
    const previous = section.trailer.entries.get('Prev');
    at = typeof previous === 'number' ? previous : undefined;
  }
  if (trailer === undefined) throw broken('no trailer');
  return { entries, trailer, size, xrefAt, xrefKind };
}

function startOfXref(bytes: Uint8Array): number {
  const from = Math.max(0, bytes.length - 2048);
  const tail = Buffer.from(bytes.buffer, bytes.byteOffset + from, bytes.length - from).toString('latin1');
  const last = tail.lastIndexOf('startxref');
  if (last < 0) throw broken('no startxref at the end');
  const offset = parseAt(bytes, from + last + 'startxref'.length).takeInteger();
  if (offset === undefined || offset >= bytes.length) throw broken('startxref points outside');
  return offset;
}

/** What one section says of object numbers; undefined: free. */
type Section = { trailer: PdfDict; kind: XrefKind; entries: [number, XrefEntry | undefined][] };

function readSection(bytes: Uint8Array, at: number, readObject: (at: number) => PdfValue): Section {
  if (at < 0 || at >= bytes.length || !Number.isInteger(at)) throw broken('a section outside the file');
  if (parseAt(bytes, at).takeKeyword('xref')) return readTable(bytes, at);
  const stream = readObject(at);
  if (!isStream(stream) || nameOf(stream.dict.entries.get('Type')) !== 'XRef')
    throw broken(`no cross-references at ${at}`);
  return { trailer: stream.dict, kind: 'stream', entries: readStream(stream) };
}

function readTable(bytes: Uint8Array, at: number): Section {
  const entries: Section['entries'] = [];
  const parser = parseAt(bytes, at);
  parser.takeKeyword('xref');
  while (!parser.takeKeyword('trailer')) {
    const first = parser.takeInteger();
    const count = parser.takeInteger();
    if (first === undefined || count === undefined || count > MAX_OBJECTS)
      throw broken(`a cross-reference table at ${at}`);
    for (let number = first; number < first + count; number += 1) {
      const offset = parser.takeInteger();
      const generation = parser.takeInteger();
      if (offset === undefined || generation === undefined || number > MAX_OBJECTS)
        throw broken(`a cross-reference table at ${at}`);
      if (parser.takeKeyword('n')) entries.push([number, { kind: 'offset', offset, generation }]);
      else if (parser.takeKeyword('f')) entries.push([number, undefined]);
      else throw broken(`a cross-reference table at ${at}`);
    }
  }
  const trailer = parser.value();
  if (!isDict(trailer)) throw broken('no trailer');
  return { trailer, kind: 'table', entries };
}

function readStream(stream: PdfStream): Section['entries'] {
  const entries: Section['entries'] = [];
  const numbers = (key: string): number[] => {
    const value = stream.dict.entries.get(key);
    return Array.isArray(value) ? value.filter((item) => typeof item === 'number') : [];
  };
  const [w0 = 0, w1 = 0, w2 = 0] = numbers('W');
  if (w0 > 4 || w1 > 6 || w2 > 6 || w1 === 0) throw broken('a cross-reference stream with foolish widths');
  const declared = stream.dict.entries.get('Size');
  const index = stream.dict.entries.has('Index')
    ? numbers('Index')
    : [0, typeof declared === 'number' ? declared : 0];
  const data = Buffer.from(decodeStream(stream));
  let at = 0;
  const take = (width: number, otherwise: number): number => {
    if (width === 0) return otherwise;
    at += width;
    return data.readUIntBE(at - width, width);
  };
  for (let pair = 0; pair + 1 < index.length; pair += 2) {
    const first = index[pair] ?? 0;
    const count = index[pair + 1] ?? 0;
    for (let number = first; number < first + count; number += 1) {
      if (at + w0 + w1 + w2 > data.length) throw broken('a cross-reference stream that is cut short');
      const kind = take(w0, 1);
      const second = take(w1, 0);
      const third = take(w2, 0);
      if (kind === 1) entries.push([number, { kind: 'offset', offset: second, generation: third }]);
      else if (kind === 2) entries.push([number, { kind: 'compressed', container: second, index: third }]);
      else entries.push([number, undefined]);
    }
  }
  return entries;
}
