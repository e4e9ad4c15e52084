import { createHash, X509Certificate } from 'node:crypto';
import { SigningError } from '../errors.ts';
import { child, element, integer, nothing, octets, oid, readAsn1, sequence, setOf, TAG } from './der.ts';
import { OID } from './oids.ts';

export const sha256 = (bytes: Uint8Array): Uint8Array =>
  new Uint8Array(createHash('sha256').update(bytes).digest());

/** Issuer and serial number of a certificate, in their own encoding: how a signature names it. */
export function issuerAndSerial(certificate: Uint8Array): { issuer: Uint8Array; serial: Uint8Array } {
  const body = child(readAsn1(certificate), 0, TAG.sequence);
  const shift = body.children[0]?.tag === 0xa0 ? 1 : 0;
  return { serial: child(body, shift, TAG.integer).raw, issuer: child(body, shift + 2, TAG.sequence).raw };
}

/** Which of the three kinds of key that are signed with. Throws SigningError `key-unsupported`. */
export function keyKindOf(certificate: Uint8Array): 'rsa' | 'p-256' {
  const { publicKey } = new X509Certificate(certificate);
  const { modulusLength, namedCurve } = publicKey.asymmetricKeyDetails ?? {};
  if (publicKey.asymmetricKeyType === 'rsa' && (modulusLength === 2048 || modulusLength === 3072))
    return 'rsa';
  if (publicKey.asymmetricKeyType === 'ec' && namedCurve === 'prime256v1') return 'p-256';
  throw new SigningError(
    'key-unsupported',
    `${publicKey.asymmetricKeyType} ${modulusLength ?? namedCurve ?? ''}`,
  );
}

const attribute = (id: string, value: Uint8Array) => sequence(oid(id), element(TAG.set, value));

/**
 * What the token signs, DER: content type, message digest, signing-certificate-v2 (ETSI EN 319 142-1 §6.3). No
 * signing time: that stands in the file's /M.
 */
export function signedAttributes(contentDigest: Uint8Array, certificate: Uint8Array): Uint8Array {
  const { issuer, serial } = issuerAndSerial(certificate);
  const issuerSerial = sequence(sequence(element(0xa4, issuer)), serial);
  // SHA-256 is the default of ESSCertIDv2 and so, in DER, not written.
  const certificateId = sequence(octets(sha256(certificate)), issuerSerial);
  return new Uint8Array(
    setOf([
      attribute(OID.contentType, oid(OID.data)),
      attribute(OID.messageDigest, octets(contentDigest)),
      attribute(OID.signingCertificateV2, sequence(sequence(certificateId))),
    ]),
  );
}

export type CmsParts = {
  certificate: Uint8Array;
  /** Issuers' certificates, DER; one that is the signer's own is left out. */
  chain: readonly Uint8Array[];
  signedAttributes: Uint8Array;
  signature: Uint8Array;
  /** A whole TimeStampToken. */
  timestamp?: Uint8Array | undefined;
};

/** A detached CMS signature (ContentInfo, DER) with one signer. */
export function buildCms(parts: CmsParts): Uint8Array {
  const { issuer, serial } = issuerAndSerial(parts.certificate);
  const digestAlgorithm = sequence(oid(OID.sha256), nothing());
  const algorithm =
    keyKindOf(parts.certificate) === 'rsa'
      ? sequence(oid(OID.rsaSha256), nothing())
      : sequence(oid(OID.ecdsaSha256));
  const attributes = readAsn1(parts.signedAttributes).content;
  const unsigned =
    parts.timestamp === undefined ? [] : [element(0xa1, attribute(OID.timeStampToken, parts.timestamp))];
  const signer = sequence(
    integer(1),
    sequence(issuer, serial),
    digestAlgorithm,
    element(0xa0, attributes),
    algorithm,
    octets(parts.signature),
    ...unsigned,
  );
  const others = parts.chain.filter((one) => Buffer.compare(one, parts.certificate) !== 0);
  const certificates = [parts.certificate, ...others].sort(Buffer.compare);
  const signedData = sequence(
    integer(1),
    element(TAG.set, digestAlgorithm),
    sequence(oid(OID.data)),
    element(0xa0, ...certificates),
    element(TAG.set, signer),
  );
  return new Uint8Array(sequence(oid(OID.signedData), element(0xa0, signedData)));
}
