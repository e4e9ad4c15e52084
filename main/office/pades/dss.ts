import { inflateSync } from 'node:zlib';
import type { PdfFile } from './pdf/file.ts';
import { isStream, nameOf, type PdfDict } from './pdf/values.ts';

/** Larger ones are passed over: revocation lists of whole countries are below. */
const MAX_ITEM = 48 * 1024 * 1024;

/** Validation data that a file carries (ETSI EN 319 142-1 §5.4.2). DER each. */
export type ValidationData = { certificates: Uint8Array[]; ocsps: Uint8Array[]; crls: Uint8Array[] };

/** What stands in the file's document security store; empty where there is none. Items that can't be read are left out. */
export function readValidationData(file: PdfFile): ValidationData {
  const store = file.dictionary(file.catalog.entries.get('DSS'));
  return {
    certificates: itemsOf(file, store, 'Certs'),
    ocsps: itemsOf(file, store, 'OCSPs'),
    crls: itemsOf(file, store, 'CRLs'),
  };
}

function itemsOf(file: PdfFile, store: PdfDict | undefined, key: string): Uint8Array[] {
  return file.array(store?.entries.get(key)).flatMap((item) => {
    const stream = file.resolve(item);
    if (!isStream(stream)) return [];
    const filter = stream.dict.entries.get('Filter');
    const names = (Array.isArray(filter) ? filter : filter === undefined ? [] : [filter]).map(nameOf);
    if (names.length === 0) return [stream.raw];
    if (names.length > 1 || names[0] !== 'FlateDecode') return [];
    try {
      return [new Uint8Array(inflateSync(stream.raw, { maxOutputLength: MAX_ITEM }))];
    } catch {
      return [];
    }
  });
}
