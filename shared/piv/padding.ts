import { concat, fromHex } from './bytes.ts';

const SHA256_DIGEST_INFO = fromHex('3031300d060960864801650304020105000420');

/**
 * The block that an RSA key signs for a SHA-256 digest (EMSA-PKCS1-v1_5, RFC 8017 §9.2, NULL parameters written out), as
 * long as the key: 256 or 384 bytes. Throws RangeError for another digest or a key too short.
 */
export function padDigest(digest: Uint8Array, keyBytes: number): Uint8Array {
  if (digest.length !== 32) throw new RangeError(`a digest of ${digest.length} bytes`);
  const info = concat(SHA256_DIGEST_INFO, digest);
  const filling = keyBytes - info.length - 3;
  if (filling < 8) throw new RangeError(`a key of ${keyBytes} bytes`);
  return concat(Uint8Array.of(0, 1), new Uint8Array(filling).fill(0xff), Uint8Array.of(0), info);
}
