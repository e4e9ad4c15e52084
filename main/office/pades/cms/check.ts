import { constants, createHash, verify, X509Certificate } from 'node:crypto';
import type { SignatureProblem } from '#shared/signing/index.ts';
import { issuerAndSerial } from './build.ts';
import { type Asn1, child, octetsOf, oidText, TAG } from './der.ts';
import { ALGORITHMS, HASHES, OID } from './oids.ts';
import type { Cms, CmsSigner } from './read.ts';

export type CheckedSigner = {
  /** Null: whole. */
  problem: SignatureProblem | null;
  signer: CmsSigner | null;
  /** The signer's certificate, DER; null when it is not there. */
  certificate: Uint8Array | null;
  /** For people: `RSA SHA-256`. */
  algorithm: string;
};

/**
 * Whether the one signer of a CMS signature signed this content with the certificate beside it. `digest` gives the
 * content's hash by node's name of the hash. `mustName`: the certificate has to be named among what is signed (PAdES
 * and time stamps want it; older signatures do not). Says nothing about trust.
 */
export function checkSigner(
  cms: Cms,
  digest: (hash: string) => Uint8Array,
  expected: { contentType: string; mustName: boolean },
): CheckedSigner {
  const [signer] = cms.signers;
  if (signer === undefined || cms.signers.length !== 1)
    return { problem: 'signers-count', signer: null, certificate: null, algorithm: '' };
  const certificate = certificateOf(cms, signer);
  const found = (problem: SignatureProblem | null) => ({
    problem,
    signer,
    certificate: certificate ?? null,
    algorithm: algorithmText(signer),
  });
  if (certificate === undefined) return found('certificate-missing');
  const hash = HASHES[signer.digestAlgorithm];
  const algorithm = ALGORITHMS[signer.algorithm];
  if (hash === undefined || algorithm === undefined) return found('algorithm-unknown');
  if (algorithm.hash !== null && algorithm.hash !== hash) return found('algorithm-unknown');
  if (signer.signedAttributes === null) return found('unreadable');
  const stated = signer.attributes.get(OID.messageDigest);
  const type = signer.attributes.get(OID.contentType);
  if (stated === undefined || type === undefined || oidText(type) !== expected.contentType)
    return found('unreadable');
  const key = new X509Certificate(certificate).publicKey;
  const kind = key.asymmetricKeyType === 'ec' ? 'ec' : 'rsa';
  if (kind !== algorithm.key) return found('algorithm-unknown');
  const padding = algorithm.pss
    ? { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_AUTO }
    : {};
  if (!verify(hash, signer.signedAttributes, { key, ...padding }, signer.signature))
    return found('signature-wrong');
  const named = namesCertificate(signer, certificate);
  if (named === false || (named === undefined && expected.mustName)) return found('certificate-swapped');
  if (Buffer.compare(octetsOf(stated), digest(hash)) !== 0) return found('bytes-changed');
  return found(null);
}

/** The certificate that a signer names, among those beside it. */
export function certificateOf(cms: Cms, signer: CmsSigner): Uint8Array | undefined {
  return cms.certificates.find((der) => {
    try {
      if (signer.keyId !== null) return Buffer.from(der).includes(Buffer.from(signer.keyId));
      const { issuer, serial } = issuerAndSerial(der);
      return (
        Buffer.compare(issuer, signer.issuer ?? issuer) === 0 &&
        Buffer.compare(serial, signer.serial ?? serial) === 0
      );
    } catch {
      return false;
    }
  });
}

/** Whether the signed attributes name this certificate first (RFC 5035); undefined: they name none. */
function namesCertificate(signer: CmsSigner, certificate: Uint8Array): boolean | undefined {
  const second = signer.attributes.get(OID.signingCertificateV2);
  if (second !== undefined) {
    const id = firstId(second);
    const [first] = id.children;
    const hash = first?.tag === TAG.sequence ? HASHES[oidText(child(first, 0))] : 'sha256';
    const value = id.children.find(({ tag }) => tag === TAG.octets);
    return hash !== undefined && value !== undefined && isHashOf(hash, value, certificate);
  }
  const old = signer.attributes.get(OID.signingCertificate);
  if (old === undefined) return undefined;
  // SHA-1 only names a certificate here; what is signed is hashed with something better.
  return isHashOf('sha1', child(firstId(old), 0, TAG.octets), certificate);
}

const firstId = (attribute: Asn1): Asn1 => child(child(attribute, 0, TAG.sequence), 0, TAG.sequence);

function isHashOf(hash: string, value: Asn1, certificate: Uint8Array): boolean {
  return Buffer.compare(createHash(hash).update(certificate).digest(), octetsOf(value)) === 0;
}

function algorithmText(signer: CmsSigner): string {
  const algorithm = ALGORITHMS[signer.algorithm];
  const hash = HASHES[signer.digestAlgorithm];
  if (algorithm === undefined || hash === undefined) return `${signer.algorithm} ${signer.digestAlgorithm}`;
  const name = algorithm.key === 'ec' ? 'ECDSA' : algorithm.pss ? 'RSA-PSS' : 'RSA';
  return `${name} ${hash.toUpperCase().replace('SHA', 'SHA-')}`;
}
