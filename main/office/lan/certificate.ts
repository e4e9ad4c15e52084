import { createECDH, createHash, createPrivateKey, createPublicKey, X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';
import type { Clock, Ids } from '#shared/base/index.ts';

const CURVE = 'prime256v1';
const DAY_MS = 24 * 60 * 60_000;
/** Apple's devices take no longer one (825 days), whoever made it. */
const VALID_DAYS = 820;
/** Renewed so long before its end: an office that is closed over Tết must not come back to an invalid one. */
const RENEW_DAYS = 60;
/** A PC whose clock is a little behind must not find it "not yet valid". */
const BEFORE_DAYS = 1;

const OID = {
  commonName: '2.5.4.3',
  organization: '2.5.4.10',
  subjectAltName: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  keyUsage: '2.5.29.15',
  extendedKeyUsage: '2.5.29.37',
  serverAuth: '1.3.6.1.5.5.7.3.1',
} as const;

/** The office on its LAN: the key is made once, the certificate again when it ends or does not fit any more. */
export type LanIdentity = {
  /** PKCS #8, DER. Kept in the encrypted database and in memory, nowhere else. */
  privateKey: Uint8Array;
  /** X.509, DER. */
  certificate: Uint8Array;
};

/** Names and IP addresses under which the office is reached. */
export type LanNames = { hostName: string; addresses: readonly string[] };

/** A new P-256 key, PKCS #8 DER, made of the random bytes that `ids` gives. */
export function makeLanKey(ids: Ids): Uint8Array {
  const ecdh = createECDH(CURVE);
  for (;;) {
    const secret = Buffer.from(ids.bytes(32));
    try {
      ecdh.setPrivateKey(secret);
    } catch {
      // Not below the order of the curve: once in 2^32 draws.
      continue;
    }
    const point = ecdh.getPublicKey();
    const part = (from: number, to: number) => point.subarray(from, to).toString('base64url');
    const key = createPrivateKey({
      format: 'jwk',
      key: {
        kty: 'EC',
        crv: 'P-256',
        d: secret.toString('base64url'),
        x: part(1, 33),
        y: part(33, 65),
      },
    });
    return new Uint8Array(key.export({ type: 'pkcs8', format: 'der' }));
  }
}

/** A certificate of the office's own key for these names, DER; valid from yesterday on for 820 days. */
export async function makeCertificate(
  { clock, ids }: { clock: Clock; ids: Ids },
  privateKey: Uint8Array,
  names: LanNames,
): Promise<Uint8Array> {
  const engine = new pkijs.CryptoEngine({ name: 'node', crypto: globalThis.crypto });
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
  const { subtle } = globalThis.crypto;
  const signing = await subtle.importKey('pkcs8', new Uint8Array(privateKey), algorithm, false, ['sign']);
  const spki = createPublicKey(privateKeyObject(privateKey)).export({ type: 'spki', format: 'der' });
  const verifying = await subtle.importKey('spki', new Uint8Array(spki), algorithm, true, ['verify']);

  const certificate = new pkijs.Certificate();
  certificate.version = 2;
  certificate.serialNumber = new asn1js.Integer({ valueHex: serialNumber(ids) });
  for (const who of [certificate.subject, certificate.issuer]) {
    for (const [type, value] of [
      [OID.organization, 'Tram Mot Cua'],
      [OID.commonName, names.hostName === '' ? 'tram-mot-cua' : names.hostName],
    ] as const) {
      who.typesAndValues.push(
        new pkijs.AttributeTypeAndValue({ type, value: new asn1js.Utf8String({ value }) }),
      );
    }
  }
  const now = clock.now();
  certificate.notBefore.value = new Date(now - BEFORE_DAYS * DAY_MS);
  certificate.notAfter.value = new Date(now + VALID_DAYS * DAY_MS);
  await certificate.subjectPublicKeyInfo.importKey(verifying, engine);
  certificate.extensions = extensionsOf(names);
  await certificate.sign(signing, 'SHA-256', engine);
  return new Uint8Array(certificate.toSchema().toBER());
}

function extensionsOf(names: LanNames): pkijs.Extension[] {
  const extension = (extnID: string, critical: boolean, value: { toBER(): ArrayBuffer }) =>
    new pkijs.Extension({ extnID, critical, extnValue: value.toBER() });
  const altNames = new pkijs.GeneralNames({
    names: [
      ...dnsNames(names).map((value) => new pkijs.GeneralName({ type: 2, value })),
      ...names.addresses.map(
        (address) =>
          new pkijs.GeneralName({
            type: 7,
            value: new asn1js.OctetString({ valueHex: addressBytes(address) }),
          }),
      ),
    ],
  });
  return [
    extension(OID.subjectAltName, false, altNames.toSchema()),
    // It vouches for nobody else, also where somebody trusts it as a root.
    extension(OID.basicConstraints, true, new pkijs.BasicConstraints({ cA: false }).toSchema()),
    extension(
      OID.keyUsage,
      true,
      new asn1js.BitString({ valueHex: Uint8Array.of(0x80).buffer, unusedBits: 7 }),
    ),
    extension(
      OID.extendedKeyUsage,
      false,
      new pkijs.ExtKeyUsage({ keyPurposes: [OID.serverAuth] }).toSchema(),
    ),
  ];
}

/** The names under which browsers of a LAN may know the PC. */
export function dnsNames({ hostName }: LanNames): string[] {
  // A name that no certificate can hold is none.
  return /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i.test(hostName)
    ? [hostName.toLowerCase(), `${hostName.toLowerCase()}.local`]
    : [];
}

/** Whether the certificate is of this key, holds every one of these names, and does not end soon. */
export function isCertificateFitting(identity: LanIdentity, names: LanNames, clock: Clock): boolean {
  const certificate = new X509Certificate(identity.certificate);
  const left = certificate.validToDate.getTime() - clock.now();
  return (
    left > RENEW_DAYS * DAY_MS &&
    certificate.validFromDate.getTime() <= clock.now() &&
    certificate.checkPrivateKey(privateKeyObject(identity.privateKey)) &&
    dnsNames(names).every((name) => certificate.checkHost(name) !== undefined) &&
    names.addresses.every((address) => certificate.checkIP(address) !== undefined)
  );
}

/** The IP addresses that the certificate holds. */
export function addressesOf(certificate: Uint8Array): string[] {
  const names = new X509Certificate(certificate).subjectAltName ?? '';
  return [...names.matchAll(/IP Address:([0-9a-f.:]+)/gi)].map(([, address = '']) => address.toLowerCase());
}

/** What people compare: SHA-256 of the certificate, pairs of hex digits with colons, as browsers show it. */
export function fingerprintOf(certificate: Uint8Array): string {
  return new X509Certificate(certificate).fingerprint256;
}

/**
 * SHA-256 of the public key (SubjectPublicKeyInfo), base64: what a browser can be told to trust. It stays the same when
 * the certificate is renewed.
 */
export function keyPinOf(certificate: Uint8Array): string {
  const spki = new X509Certificate(certificate).publicKey.export({ type: 'spki', format: 'der' });
  return createHash('sha256').update(spki).digest('base64');
}

/** Milliseconds since 1970 at which the certificate ends. */
export function endOfCertificate(certificate: Uint8Array): number {
  return new X509Certificate(certificate).validToDate.getTime();
}

/** Key and certificate as TLS wants them. */
export function toPem({ privateKey, certificate }: LanIdentity): { key: string; certificate: string } {
  return {
    key: privateKeyObject(privateKey).export({ type: 'pkcs8', format: 'pem' }).toString(),
    certificate: new X509Certificate(certificate).toString(),
  };
}

function privateKeyObject(privateKey: Uint8Array) {
  return createPrivateKey({ key: Buffer.from(privateKey), format: 'der', type: 'pkcs8' });
}

/** Positive and at most 20 bytes (RFC 5280 §4.1.2.2). */
function serialNumber(ids: Ids): ArrayBuffer {
  const bytes = new Uint8Array(ids.bytes(16));
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40;
  return bytes.buffer;
}

/** An IP address as 4 or 16 bytes. Throws for what is none. */
function addressBytes(address: string): ArrayBuffer {
  if (isIP(address) === 4) return Uint8Array.from(address.split('.').map(Number)).buffer;
  if (isIP(address) !== 6) throw new Error('not an IP address');
  // The address parser of the platform knows every short form, also an IPv4 tail.
  const full = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [head = '', tail] = full.split('::');
  const groups = (text: string) => text.split(':').filter((group) => group !== '');
  const last = tail === undefined ? [] : groups(tail);
  const first = groups(head);
  const all = [...first, ...Array<string>(8 - first.length - last.length).fill('0'), ...last];
  const bytes = new Uint8Array(16);
  all.forEach((group, index) => {
    const value = Number.parseInt(group, 16);
    bytes[index * 2] = value >> 8;
    bytes[index * 2 + 1] = value & 255;
  });
  return bytes.buffer;
}
