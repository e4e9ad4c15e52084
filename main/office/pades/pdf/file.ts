import { PdfFileError } from '../errors.ts';
import { decodeStream } from './filters.ts';
import { broken, parseAt } from './parse.ts';
import { isDict, isRef, isStream, type PdfDict, type PdfStream, type PdfValue } from './values.ts';
import { readCrossReferences, type XrefEntry, type XrefKind } from './xref.ts';

/** Larger files are refused: a scanned dossier is far below, and signing holds the file several times in memory. */
export const MAX_PDF_BYTES = 64 * 1024 * 1024;

/** A PDF as its last cross-reference section shows it, read object by object as they are asked for. */
export type PdfFile = {
  bytes: Uint8Array;
  /** Of the newest section. */
  trailer: PdfDict;
  catalog: PdfDict;
  /** Object numbers in use; a missing one is free. */
  entries: ReadonlyMap<number, XrefEntry>;
  /** One more than the highest object number ever named. */
  size: number;
  /** Where the newest section stands, and which shape it has: an update continues both. */
  xrefAt: number;
  xrefKind: XrefKind;
  /** Follows references; null for what is not there. Throws PdfFileError `broken`. */
  resolve(value: PdfValue | undefined): PdfValue;
  /** An object by its number. */
  object(number: number): PdfValue;
  /** Follows references to a dictionary; undefined when it is none. A stream counts by its dictionary. */
  dictionary(value: PdfValue | undefined): PdfDict | undefined;
  /** Follows references to an array; empty when it is none. */
  array(value: PdfValue | undefined): PdfValue[];
};

/**
 * Reads a PDF strictly by its cross-references, as readers do, with no repair: what this program signs or verifies is
 * what every reader shows. Throws PdfFileError (`not-pdf`, `too-large`, `encrypted`, `broken`).
 */
export function openPdf(bytes: Uint8Array): PdfFile {
  if (bytes.length > MAX_PDF_BYTES) throw new PdfFileError('too-large', `${bytes.length} bytes`);
  const head = Buffer.from(bytes.subarray(0, 1024)).toString('latin1');
  if (!head.startsWith('%PDF-')) {
    throw new PdfFileError(head.includes('%PDF-') ? 'broken' : 'not-pdf', 'no PDF header at the beginning');
  }
  const known = new Map<number, PdfValue>();
  const containers = new Map<number, Map<number, PdfValue>>();
  const loading = new Set<number>();
  // Empty until the sections are read: a cross-reference stream may need no other object (§7.5.8.2).
  let entries: ReadonlyMap<number, XrefEntry> = new Map();
  const references = readCrossReferences(bytes, (at) => readObject(at));
  entries = references.entries;
  const { trailer, size, xrefAt, xrefKind } = references;
  if ((trailer.entries.get('Encrypt') ?? null) !== null)
    throw new PdfFileError('encrypted', 'the trailer names an encryption');

  function object(number: number): PdfValue {
    const found = known.get(number);
    if (found !== undefined) return found;
    const entry = entries.get(number);
    if (entry === undefined) return null;
    if (loading.has(number)) throw broken(`object ${number} needs itself`);
    loading.add(number);
    try {
      const value =
        entry.kind === 'offset'
          ? readObject(entry.offset, number, entry.generation)
          : (contentsOf(entry.container).get(number) ?? null);
      known.set(number, value);
      return value;
    } finally {
      loading.delete(number);
    }
  }

  function resolve(value: PdfValue | undefined): PdfValue {
    let current = value ?? null;
    for (let hops = 0; isRef(current); hops += 1) {
      if (hops > 20) throw broken('references in a circle');
      const entry = entries.get(current.number);
      const generation = entry?.kind === 'offset' ? entry.generation : 0;
      current = generation === current.generation ? object(current.number) : null;
    }
    return current;
  }

  function readObject(at: number, number?: number, generation?: number): PdfValue {
    const parser = parseAt(bytes, at);
    const foundNumber = parser.takeInteger();
    const foundGeneration = parser.takeInteger();
    if (foundNumber === undefined || foundGeneration === undefined || !parser.takeKeyword('obj'))
      throw broken(`no object at ${at}`);
    if (number !== undefined && (foundNumber !== number || foundGeneration !== generation))
      throw broken(`object ${foundNumber} ${foundGeneration} where ${number} ${generation} should be`);
    const value = parser.value();
    if (!isDict(value) || !parser.takeKeyword('stream')) return value;
    return { type: 'stream', dict: value, raw: streamBytes(value, parser.at) } satisfies PdfStream;
  }

  function streamBytes(dict: PdfDict, afterKeyword: number): Uint8Array {
    let from = afterKeyword;
    if (bytes[from] === 13) from += 1;
    if (bytes[from] === 10) from += 1;
    const length = resolve(dict.entries.get('Length'));
    if (typeof length === 'number' && Number.isInteger(length) && length >= 0) {
      const after = parseAt(bytes, from + length);
      if (from + length <= bytes.length && after.takeKeyword('endstream'))
        return bytes.subarray(from, from + length);
    }
    throw broken(`a stream at ${from} that does not end where it says`);
  }

  function contentsOf(container: number): Map<number, PdfValue> {
    const found = containers.get(container);
    if (found !== undefined) return found;
    if (entries.get(container)?.kind !== 'offset') throw broken(`object stream ${container} is not there`);
    const stream = object(container);
    if (!isStream(stream)) throw broken(`object ${container} is no object stream`);
    const data = decodeStream(stream);
    const count = stream.dict.entries.get('N');
    const first = stream.dict.entries.get('First');
    if (typeof count !== 'number' || typeof first !== 'number' || count > 1_000_000)
      throw broken(`object stream ${container} without its counts`);
    const heads = parseAt(data, 0);
    const contents = new Map<number, PdfValue>();
    for (let index = 0; index < count; index += 1) {
      const number = heads.takeInteger();
      const offset = heads.takeInteger();
      if (number === undefined || offset === undefined)
        throw broken(`object stream ${container} is cut short`);
      const entry = entries.get(number);
      if (entry?.kind !== 'compressed' || entry.container !== container) continue;
      // Readers differ on which of two counts.
      if (contents.has(number)) throw broken(`object ${number} twice in object stream ${container}`);
      contents.set(number, parseAt(data, first + offset).value());
    }
    containers.set(container, contents);
    return contents;
  }

  function dictionary(value: PdfValue | undefined): PdfDict | undefined {
    const found = resolve(value);
    if (isStream(found)) return found.dict;
    return isDict(found) ? found : undefined;
  }

  function array(value: PdfValue | undefined): PdfValue[] {
    const found = resolve(value);
    return Array.isArray(found) ? found : [];
  }

  const catalog = dictionary(trailer.entries.get('Root'));
  if (catalog === undefined) throw broken('no catalogue');
  return {
    ...{ bytes, trailer, catalog, entries, size, xrefAt, xrefKind },
    ...{ resolve, object, dictionary, array },
  };
}
