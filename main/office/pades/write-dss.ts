import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { readValidationData, type ValidationData } from './dss.ts';
import { copyOf } from './field.ts';
import { openPdf } from './pdf/file.ts';
import { broken } from './pdf/parse.ts';
import { dict, isRef, name, type PdfRef, type PdfValue } from './pdf/values.ts';
import { updatePdf } from './pdf/write.ts';
import { findSignatures } from './verify/signatures.ts';

/**
 * The file with validation data behind it, by name of the signature's field; null where it has all of it already.
 * Throws PdfFileError.
 */
export function writeValidationData(
  pdf: Uint8Array,
  found: ReadonlyMap<string, ValidationData>,
): Uint8Array | null {
  const file = openPdf(pdf);
  const update = updatePdf(file);
  const stored = readValidationData(file);
  const place = file.catalog.entries.get('DSS');
  const old = file.dictionary(place);
  const store = copyOf(old ?? dict({ Type: name('DSS') }));
  let isNew = false;

  /** Keeps each item once; gives where it stands. */
  function keeper(key: 'Certs' | 'OCSPs' | 'CRLs', have: readonly Uint8Array[]) {
    const refs = [...file.array(old?.entries.get(key))];
    const known = new Map<string, PdfRef>();
    // Items that can't be read shift the two lists apart: those are then written again, which harms nobody.
    if (have.length === refs.length)
      have.forEach((item, index) => {
        const at = refs[index];
        if (isRef(at)) known.set(digestOf(item), at);
      });
    return {
      keep(item: Uint8Array): PdfRef {
        const digest = digestOf(item);
        const at = known.get(digest);
        if (at !== undefined) return at;
        const added = update.add({
          type: 'stream',
          dict: dict({ Filter: name('FlateDecode') }),
          raw: new Uint8Array(deflateSync(item)),
        });
        known.set(digest, added);
        refs.push(added);
        isNew = true;
        return added;
      },
      finish() {
        if (refs.length > 0) store.entries.set(key, refs);
      },
    };
  }

  const certificates = keeper('Certs', stored.certificates);
  const ocsps = keeper('OCSPs', stored.ocsps);
  const crls = keeper('CRLs', stored.crls);
  const perSignature = copyOf(file.dictionary(old?.entries.get('VRI')) ?? dict({}));
  for (const { field, range } of findSignatures(file)) {
    const data = found.get(field.name);
    if (data === undefined || range === null) continue;
    const list = (items: readonly PdfRef[]): PdfValue[] | undefined =>
      items.length === 0 ? undefined : [...new Map(items.map((item) => [item.number, item])).values()];
    perSignature.entries.set(
      createHash('sha1').update(range.contents).digest('hex').toUpperCase(),
      dict({
        Cert: list(data.certificates.map(certificates.keep)),
        OCSP: list(data.ocsps.map(ocsps.keep)),
        CRL: list(data.crls.map(crls.keep)),
      }),
    );
  }
  if (!isNew) return null;
  for (const one of [certificates, ocsps, crls]) one.finish();
  store.entries.set('VRI', perSignature);
  if (isRef(place)) update.set(place, store);
  else {
    const root = file.trailer.entries.get('Root');
    if (!isRef(root)) throw broken('the catalogue is no object');
    const catalog = copyOf(file.catalog);
    catalog.entries.set('DSS', update.add(store));
    update.set(root, catalog);
  }
  return update.finish().pdf;
}

const digestOf = (item: Uint8Array) => createHash('sha256').update(item).digest('hex');
