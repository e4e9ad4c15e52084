import { verify, X509Certificate } from 'node:crypto';
import { officeTimestamp } from '#shared/base/index.ts';
import { refuseActive } from './active.ts';
import { buildCms, keyKindOf, sha256, signedAttributes } from './cms/build.ts';
import { PdfFileError, SigningError } from './errors.ts';
import { addField, checkSignable } from './field.ts';
import { type Appearance, drawMark, findSigningPlace } from './mark.ts';
import { openPdf } from './pdf/file.ts';
import { pagesOf } from './pdf/pages.ts';
import { bytesString, name } from './pdf/values.ts';
import { updatePdf } from './pdf/write.ts';
import { emptySignature, fillPlace, fillRange, rangeDigest, SIGNATURE_ROOM } from './placeholder.ts';

export type SignatureRequest = {
  /** The signer's certificate, DER. */
  certificate: Uint8Array;
  /** Issuers' certificates towards the root, DER; what is known of them. */
  chain: readonly Uint8Array[];
  /** Null: no visible mark. */
  appearance: Appearance | null;
  /** When it is signed, by this PC's clock; epoch ms. */
  at: number;
  /** Name of the field; unique in the file. */
  field: string;
};

/** A file that waits for one signature. Plain data: it may wait, and be finished by another process. */
export type PreparedSignature = {
  pdf: Uint8Array;
  /** Where the place of the signature is. */
  at: number;
  length: number;
  certificate: Uint8Array;
  chain: readonly Uint8Array[];
  signedAttributes: Uint8Array;
  /** SHA-256 of the signed attributes: what the token signs, and all it gets. */
  digest: Uint8Array;
};

/** The time as /M has it (§7.9.4): `D:20261122155420+07'00'`. */
export function pdfTime(at: number): string {
  return `D:${officeTimestamp(at).slice(0, 19).replaceAll(/[-T:]/g, '')}+07'00'`;
}

/**
 * Puts a place for a signature behind the file, with its field and mark. The given bytes stay the beginning of the
 * result. Throws PdfFileError for a file that can't be signed, SigningError for a key or picture that can't be used.
 */
export function prepareSignature(pdf: Uint8Array, request: SignatureRequest): PreparedSignature {
  keyKindOf(request.certificate);
  const file = openPdf(pdf);
  checkSignable(file, request.field);
  refuseActive(file);
  const pages = pagesOf(file);
  const { appearance } = request;
  const signingPlace = appearance === null ? undefined : findSigningPlace(file, pages, appearance);
  const page = signingPlace?.page ?? pages[(appearance?.place?.page ?? 1) - 1];
  if (page === undefined) throw new PdfFileError('broken', `no page ${appearance?.place?.page ?? 1}`);
  const update = updatePdf(file);
  const entries = {
    Type: name('Sig'),
    SubFilter: name('ETSI.CAdES.detached'),
    M: bytesString(Buffer.from(pdfTime(request.at), 'latin1')),
  };
  const value = update.add(emptySignature(entries, SIGNATURE_ROOM));
  const mark =
    appearance === null ? null : drawMark(file, update, page, appearance, request.at, signingPlace);
  addField(file, update, { field: request.field, mark, page, value });
  const { pdf: updated, offsetOf } = update.finish();
  const place = fillRange(updated, offsetOf(value));
  const attributes = signedAttributes(rangeDigest(place), request.certificate);
  return {
    ...place,
    certificate: request.certificate,
    chain: request.chain,
    signedAttributes: attributes,
    digest: sha256(attributes),
  };
}

/**
 * Puts the signature into its place. It is checked first: what a broken token or a mixed-up line sends never gets into
 * a file. `signature`: RSA PKCS#1 v1.5, or ECDSA in DER. Throws SigningError.
 */
export function finishSignature(
  prepared: PreparedSignature,
  signature: Uint8Array,
  timestamp?: Uint8Array,
): Uint8Array {
  const { publicKey } = new X509Certificate(prepared.certificate);
  if (!verify('sha256', prepared.signedAttributes, publicKey, signature))
    throw new SigningError('signature-wrong', 'it does not fit the certificate');
  const cms = buildCms({ ...prepared, signature, timestamp });
  return fillPlace(prepared, cms);
}

export type SignRequest = SignatureRequest & {
  /** Signs a SHA-256 digest with the key of the certificate: RSA PKCS#1 v1.5, or ECDSA in DER. */
  sign(digest: Uint8Array): Promise<Uint8Array>;
  /** Gets a timestamp over a SHA-256 digest (a TimeStampToken); without it the signature has none yet. */
  timestamp?: (digest: Uint8Array) => Promise<Uint8Array>;
};

/** Signs a file in one go. Throws PdfFileError, SigningError, and what `sign` and `timestamp` throw. */
export async function signPdf(pdf: Uint8Array, request: SignRequest): Promise<Uint8Array> {
  const prepared = prepareSignature(pdf, request);
  const signature = await request.sign(prepared.digest);
  const timestamp = await request.timestamp?.(sha256(signature));
  return finishSignature(prepared, signature, timestamp);
}
