import { TokenError } from './token.ts';

/** DigestInfo of a SHA-256 digest with explicit NULL parameters (RFC 8017, 9.2 note 1), up to the digest. */
const SHA256_DIGEST_INFO = Buffer.from('3031300d060960864801650304020105000420', 'hex');

/** What CKM_RSA_PKCS and PIV cards (after padding) sign for a SHA-256 digest. */
export function digestInfoOf(digest: Uint8Array): Buffer {
  if (digest.length !== 32) throw new TokenError('internal', `a digest of ${digest.length} bytes`);
  return Buffer.concat([SHA256_DIGEST_INFO, digest]);
}

/** ECDSA-Sig-Value (RFC 3279, 2.2.3), DER, of r‖s as PKCS#11 gives it. Throws TokenError `garbled`. */
export function ecdsaToDer(raw: Uint8Array): Uint8Array {
  if (raw.length !== 64) throw new TokenError('garbled', `an ECDSA signature of ${raw.length} bytes`);
  const parts = [derInteger(raw.subarray(0, 32)), derInteger(raw.subarray(32))];
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  return Uint8Array.from([0x30, length, ...parts.flatMap((part) => [...part])]);
}

/** The shortest form: leading zeros dropped, one put back where the first bit is set. */
function derInteger(bytes: Uint8Array): Uint8Array {
  let start = 0;
  while (start < bytes.length - 1 && bytes[start] === 0) start += 1;
  const value = bytes.subarray(start);
  const padded = (value[0] ?? 0) >= 0x80 ? [0, ...value] : [...value];
  return Uint8Array.from([0x02, padded.length, ...padded]);
}
