import { createHash, X509Certificate } from 'node:crypto';
import * as pkijs from 'pkijs';
import { officeTimestamp } from '#shared/base/index.ts';
import type { CertificateKey, CertificateUsage, CertificateView } from '#shared/contract/index.ts';
import { ownerOf, readName } from './name.ts';

/** A certificate that could be read: plain data, and what checking it needs. */
export type Certificate = {
  der: Uint8Array;
  view: CertificateView;
  /** Milliseconds since 1970. */
  validFrom: number;
  validTo: number;
  /** For keys and signatures. */
  x509: X509Certificate;
  /** For fields and encodings that Node does not tell. */
  parsed: pkijs.Certificate;
  /** How many further authorities may stand below; null: not limited. */
  pathLength: number | null;
  /** Extended usages are marked as binding. */
  usagesCritical: boolean;
  /** Object identifiers of binding extensions that this program does not understand. */
  notUnderstood: string[];
};

const USAGES: CertificateUsage[] = [
  'digital-signature',
  'non-repudiation',
  'key-encipherment',
  'data-encipherment',
  'key-agreement',
  'certificate-signing',
  'crl-signing',
  'encipher-only',
  'decipher-only',
];

const OCSP = '1.3.6.1.5.5.7.48.1';
const ISSUERS = '1.3.6.1.5.5.7.48.2';

// Key usage, basic constraints, subject's other names, extended usages, policies: looked at, or harmless for signing.
const UNDERSTOOD = new Set(['2.5.29.15', '2.5.29.19', '2.5.29.17', '2.5.29.37', '2.5.29.32']);

/** Reads one certificate (X.509, DER). Undefined for bytes that are none. */
export function findCertificate(der: Uint8Array): Certificate | undefined {
  try {
    return readDer(der);
  } catch {
    return undefined;
  }
}

/** SHA-256 of a certificate, lower-case hex. */
export function fingerprintOf(der: Uint8Array): string {
  return createHash('sha256').update(der).digest('hex');
}

function readDer(given: Uint8Array): Certificate {
  const x509 = new X509Certificate(given);
  // What follows the certificate in the buffer is not part of it and must not change its fingerprint.
  const der = new Uint8Array(x509.raw);
  const parsed = pkijs.Certificate.fromBER(der);
  const extension = (id: string) => parsed.extensions?.find((one) => one.extnID === id);
  const subject = readName(parsed.subject);
  const validFrom = parsed.notBefore.value.getTime();
  const validTo = parsed.notAfter.value.getTime();
  const constraints = contentOf(extension('2.5.29.19'), pkijs.BasicConstraints);
  const access = contentOf(extension('1.3.6.1.5.5.7.1.1'), pkijs.InfoAccess);
  const points = contentOf(extension('2.5.29.31'), pkijs.CRLDistributionPoints);
  const extended = extension('2.5.29.37');
  const accessPlaces = (method: string) =>
    webAddresses(
      (access?.accessDescriptions ?? [])
        .filter((one) => one.accessMethod === method)
        .map((one) => one.accessLocation),
    );
  const { key, keyText } = keyOf(x509);
  const view: CertificateView = {
    fingerprint: fingerprintOf(der),
    serialNumber: x509.serialNumber.toLowerCase(),
    subject,
    issuer: readName(parsed.issuer),
    owner: ownerOf(subject),
    validFrom: officeTimestamp(validFrom),
    validTo: officeTimestamp(validTo),
    key,
    keyText,
    usages: usagesOf(extension('2.5.29.15')),
    extendedUsages: contentOf(extended, pkijs.ExtKeyUsage)?.keyPurposes ?? [],
    policies: (contentOf(extension('2.5.29.32'), pkijs.CertificatePolicies)?.certificatePolicies ?? []).map(
      (policy) => policy.policyIdentifier,
    ),
    authority: constraints?.cA === true,
    selfIssued: parsed.subject.isEqual(parsed.issuer),
    ocspAddresses: accessPlaces(OCSP),
    issuerAddresses: accessPlaces(ISSUERS),
    crlAddresses: webAddresses(
      (points?.distributionPoints ?? []).flatMap((point) =>
        Array.isArray(point.distributionPoint) && point.reasons === undefined && point.cRLIssuer === undefined
          ? point.distributionPoint
          : [],
      ),
    ),
  };
  const pathLength = constraints?.pathLenConstraint;
  return {
    ...{ der, view, validFrom, validTo, x509, parsed },
    pathLength: typeof pathLength === 'number' ? pathLength : null,
    usagesCritical: extended?.critical === true,
    notUnderstood: (parsed.extensions ?? [])
      .filter((one) => one.critical && !UNDERSTOOD.has(one.extnID))
      .map((one) => one.extnID),
  };
}

// An extension that is there and can't be read makes the certificate unreadable: silence would widen what it allows.
function contentOf<Value extends object>(
  extension: pkijs.Extension | undefined,
  kind: new () => Value,
): Value | undefined {
  if (extension === undefined) return undefined;
  const value: unknown = extension.parsedValue;
  if (!(value instanceof kind) || 'parsingError' in value) throw new Error(`unreadable ${extension.extnID}`);
  return value;
}

function usagesOf(extension: pkijs.Extension | undefined): CertificateUsage[] | null {
  if (extension === undefined) return null;
  const bits = (extension.parsedValue as { valueBlock?: { valueHexView?: Uint8Array } } | undefined)
    ?.valueBlock?.valueHexView;
  if (bits === undefined) throw new Error('unreadable key usage');
  return USAGES.filter((_, bit) => ((bits[bit >> 3] ?? 0) & (0x80 >> (bit & 7))) !== 0);
}

const URI = 6;

function webAddresses(names: readonly pkijs.GeneralName[]): string[] {
  return names
    .filter((name) => name.type === URI)
    .map((name) => String(name.value))
    .filter((address) => /^https?:\/\//i.test(address) && URL.canParse(address));
}

function keyOf({ publicKey }: X509Certificate): { key: CertificateKey; keyText: string } {
  const { modulusLength, namedCurve } = publicKey.asymmetricKeyDetails ?? {};
  if (publicKey.asymmetricKeyType === 'rsa') {
    const kinds: Record<number, CertificateKey> = { 2048: 'rsa-2048', 3072: 'rsa-3072', 4096: 'rsa-4096' };
    return { key: kinds[modulusLength ?? 0] ?? 'other', keyText: `RSA ${modulusLength} bit` };
  }
  const curves: Record<string, [CertificateKey, string]> = {
    prime256v1: ['p-256', 'P-256'],
    secp384r1: ['p-384', 'P-384'],
  };
  const [key, curve] = curves[namedCurve ?? ''] ?? ['other' as const, namedCurve];
  if (publicKey.asymmetricKeyType === 'ec') return { key, keyText: `ECDSA ${curve}` };
  return { key: 'other', keyText: String(publicKey.asymmetricKeyType) };
}
