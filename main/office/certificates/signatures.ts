import { constants, type KeyObject, verify } from 'node:crypto';
import type { AlgorithmIdentifier } from 'pkijs';

const HASHES: Record<string, string> = {
  '1.2.840.113549.1.1.11': 'sha256',
  '1.2.840.113549.1.1.12': 'sha384',
  '1.2.840.113549.1.1.13': 'sha512',
  '1.2.840.10045.4.3.2': 'sha256',
  '1.2.840.10045.4.3.3': 'sha384',
  '1.2.840.10045.4.3.4': 'sha512',
};

/** Whether `key` made this signature over `signed` with one of the algorithms that still count. */
export function isSignedBy(
  key: KeyObject,
  algorithm: AlgorithmIdentifier,
  signed: Uint8Array,
  signature: Uint8Array,
): boolean {
  const hash = HASHES[algorithm.algorithmId];
  const isRsa = algorithm.algorithmId.startsWith('1.2.840.113549.');
  if (hash === undefined || key.asymmetricKeyType !== (isRsa ? 'rsa' : 'ec')) return false;
  try {
    return verify(hash, signed, isRsa ? { key, padding: constants.RSA_PKCS1_PADDING } : key, signature);
  } catch {
    return false;
  }
}
