import { sha256 } from './cms/build.ts';
import { Asn1Error } from './cms/der.ts';
import { type Cms, readCms, withTimestamp } from './cms/read.ts';
import { SigningError } from './errors.ts';
import { addField, checkSignable } from './field.ts';
import { openPdf } from './pdf/file.ts';
import { pagesOf } from './pdf/pages.ts';
import { name } from './pdf/values.ts';
import { updatePdf } from './pdf/write.ts';
import { emptySignature, fillPlace, fillRange, rangeDigest, TIMESTAMP_ROOM } from './placeholder.ts';
import { findSignatures } from './verify/signatures.ts';

/** A token with a long chain; less room left means that it goes behind the file. */
const TOKEN_ROOM = 12 * 1024;

/** A file that waits for a timestamp. Plain data. */
export type PreparedTimestamp = {
  /** `signature`: into the signature itself; `document`: as a timestamp of its own behind the file. */
  how: 'signature' | 'document';
  pdf: Uint8Array;
  at: number;
  length: number;
  /** SHA-256: what the authority is asked about. */
  digest: Uint8Array;
};

/**
 * Where a timestamp that comes later belongs: into the signature while that is the last thing in the file (its value is
 * outside of what it signs, but inside of what any later one signs), else behind the file (ETSI EN 319 142-1 §5.4.3).
 * `field`: which signature; null: the last one. `newField` names the field of the latter; unique in the file. Throws PdfFileError; SigningError `signature-missing`.
 */
export function prepareTimestamp(
  pdf: Uint8Array,
  { field, newField }: { field: string | null; newField: string },
): PreparedTimestamp {
  const file = openPdf(pdf);
  const wanted = findSignatures(file).findLast((one) => field === null || one.field.name === field);
  if (wanted === undefined) throw new SigningError('signature-missing', field ?? 'none');
  const { range } = wanted;
  if (range !== null && wanted.kind === 'signature' && range.end === pdf.length) {
    const value = findCms(range.contents);
    const signer = value?.signers[0];
    const left = range.contents.length - (value?.length ?? 0);
    if (signer !== undefined && left >= TOKEN_ROOM) {
      const place = { at: range.gapStart, length: range.gapEnd - range.gapStart };
      return { how: 'signature', pdf, ...place, digest: sha256(signer.signature) };
    }
  }
  checkSignable(file, newField);
  const [page] = pagesOf(file);
  if (page === undefined) throw new SigningError('signature-missing', 'a file without pages');
  const update = updatePdf(file);
  const entries = { Type: name('DocTimeStamp'), SubFilter: name('ETSI.RFC3161') };
  const value = update.add(emptySignature(entries, TIMESTAMP_ROOM));
  addField(file, update, { field: newField, mark: null, page, value });
  const { pdf: updated, offsetOf } = update.finish();
  const place = fillRange(updated, offsetOf(value));
  return { how: 'document', ...place, digest: rangeDigest(place) };
}

/** Puts the token, which must be for `prepared.digest`, into its place. Throws SigningError `too-long`. */
export function finishTimestamp(prepared: PreparedTimestamp, token: Uint8Array): Uint8Array {
  if (prepared.how === 'document') return fillPlace(prepared, token);
  const { pdf, at, length } = prepared;
  const hex = Buffer.from(pdf.subarray(at + 1, at + length - 1)).toString('latin1');
  const cms = new Uint8Array(Buffer.from(hex, 'hex'));
  return fillPlace(prepared, withTimestamp(cms.subarray(0, readCms(cms).length), token));
}

// A value that can't be read gets its time with the file as a whole.
function findCms(contents: Uint8Array): Cms | undefined {
  try {
    return readCms(contents);
  } catch (error) {
    if (error instanceof Asn1Error) return undefined;
    throw error;
  }
}
