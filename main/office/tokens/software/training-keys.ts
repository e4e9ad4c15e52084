import { createPrivateKey, createPublicKey, generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';
import type { Clock, Ids } from '#shared/base/index.ts';
import { type SigningKey, TRAINING_MARK } from '#shared/contract/index.ts';

const makeKeyPair = promisify(generateKeyPair);

const OID = {
  commonName: '2.5.4.3',
  organization: '2.5.4.10',
  country: '2.5.4.6',
  basicConstraints: '2.5.29.19',
  keyUsage: '2.5.29.15',
} as const;
const DAY_MS = 86_400_000;
/** As long as a real certificate usually is. */
const VALID_DAYS = 3 * 365;
const BEFORE_DAYS = 1;
/** Digital signature and non-repudiation (RFC 5280 §4.2.1.3). */
const SIGNING_USAGE = Uint8Array.of(0xc0);

/** A key for training with its certificate. */
export type TrainingKey = { id: string; der: Uint8Array; key: KeyObject };

const KINDS: Readonly<Record<'rsa-2048' | 'p-256', { subtle: RsaHashedImportParams | EcKeyImportParams }>> = {
  'rsa-2048': { subtle: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' } },
  'p-256': { subtle: { name: 'ECDSA', namedCurve: 'P-256' } },
};

/** A new key and a certificate that says in its subject that it is worth nothing. */
export async function makeTrainingKey(
  ports: { clock: Clock; ids: Ids },
  { id, kind, commonName }: { id: string; kind: SigningKey & keyof typeof KINDS; commonName: string },
): Promise<TrainingKey> {
  // Not at once: an RSA key takes a moment, in which the desk goes on.
  const { privateKey } =
    kind === 'p-256'
      ? await makeKeyPair('ec', { namedCurve: 'prime256v1' })
      : await makeKeyPair('rsa', { modulusLength: 2048 });
  const der = await certificateOf(ports, privateKey, KINDS[kind].subtle, commonName);
  return { id, der, key: privateKey };
}

async function certificateOf(
  ports: { clock: Clock; ids: Ids },
  privateKey: KeyObject,
  algorithm: RsaHashedImportParams | EcKeyImportParams,
  commonName: string,
): Promise<Uint8Array> {
  const engine = new pkijs.CryptoEngine({ name: 'node', crypto: globalThis.crypto });
  const { subtle } = globalThis.crypto;
  const pkcs8 = new Uint8Array(privateKey.export({ type: 'pkcs8', format: 'der' }));
  const signing = await subtle.importKey('pkcs8', pkcs8, algorithm, false, ['sign']);
  pkcs8.fill(0);
  const spki = createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
  const verifying = await subtle.importKey('spki', new Uint8Array(spki), algorithm, true, ['verify']);

  const certificate = new pkijs.Certificate();
  certificate.version = 2;
  const serial = ports.ids.bytes(16);
  serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x40;
  certificate.serialNumber = new asn1js.Integer({ valueHex: new Uint8Array(serial).buffer });
  for (const who of [certificate.subject, certificate.issuer]) {
    who.typesAndValues.push(
      new pkijs.AttributeTypeAndValue({
        type: OID.country,
        value: new asn1js.PrintableString({ value: 'VN' }),
      }),
      new pkijs.AttributeTypeAndValue({
        type: OID.organization,
        value: new asn1js.Utf8String({ value: TRAINING_MARK }),
      }),
      new pkijs.AttributeTypeAndValue({
        type: OID.commonName,
        value: new asn1js.Utf8String({ value: commonName }),
      }),
    );
  }
  const now = ports.clock.now();
  certificate.notBefore.value = new Date(now - BEFORE_DAYS * DAY_MS);
  certificate.notAfter.value = new Date(now + VALID_DAYS * DAY_MS);
  await certificate.subjectPublicKeyInfo.importKey(verifying, engine);
  certificate.extensions = [
    new pkijs.Extension({
      extnID: OID.basicConstraints,
      critical: true,
      extnValue: new pkijs.BasicConstraints({ cA: false }).toSchema().toBER(),
    }),
    new pkijs.Extension({
      extnID: OID.keyUsage,
      critical: true,
      extnValue: new asn1js.BitString({ valueHex: SIGNING_USAGE.buffer, unusedBits: 6 }).toBER(),
    }),
  ];
  await certificate.sign(signing, 'SHA-256', engine);
  return new Uint8Array(certificate.toSchema().toBER());
}

/** PKCS #8, encrypted with the PIN (PBES2). */
export function sealKey(key: KeyObject, pin: string): string {
  return key.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: pin }).toString();
}

/** The inverse; undefined for a wrong PIN. */
export function openKey(sealed: string, pin: string): KeyObject | undefined {
  try {
    return createPrivateKey({ key: sealed, format: 'pem', passphrase: pin });
  } catch {
    return undefined;
  }
}
