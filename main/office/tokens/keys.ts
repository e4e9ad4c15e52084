import { X509Certificate } from 'node:crypto';
import type { SigningKey } from '#shared/contract/index.ts';

/** A certificate, or undefined where its bytes are none. */
export function findCertificate(der: Uint8Array): X509Certificate | undefined {
  try {
    return new X509Certificate(der);
  } catch {
    return undefined;
  }
}

/** The kind of a certificate's key; `other` for all that is not signed with here, or can't be read. */
export function keyKindOf(certificate: X509Certificate | undefined): SigningKey | 'other' {
  const key = certificate?.publicKey;
  const details = key?.asymmetricKeyDetails;
  if (key?.asymmetricKeyType === 'rsa' && details?.modulusLength === 2048) return 'rsa-2048';
  if (key?.asymmetricKeyType === 'rsa' && details?.modulusLength === 3072) return 'rsa-3072';
  if (key?.asymmetricKeyType === 'ec' && details?.namedCurve === 'prime256v1') return 'p-256';
  return 'other';
}
