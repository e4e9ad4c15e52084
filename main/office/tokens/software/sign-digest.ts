import { constants, createECDH, type KeyObject, privateEncrypt } from 'node:crypto';
import { digestInfoOf, ecdsaToDer } from '../signature-forms.ts';

/** The order of P-256 (FIPS 186-4, D.1.2.3). */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/**
 * Signs a SHA-256 digest as a token does: Node signs messages only, which would hash it once more. For keys in memory,
 * training alone: no care is taken against whoever measures times. `bytes` gives random ones.
 */
export function signDigest(
  key: KeyObject,
  digest: Uint8Array,
  bytes: (count: number) => Uint8Array,
): Uint8Array {
  if (key.asymmetricKeyType === 'rsa') {
    const padded = privateEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, digestInfoOf(digest));
    return Uint8Array.from(padded);
  }
  return ecdsaToDer(signEcdsa(key, digest, bytes));
}

/** FIPS 186-4, 6.4: r‖s, each of 32 bytes. */
function signEcdsa(key: KeyObject, digest: Uint8Array, bytes: (count: number) => Uint8Array): Uint8Array {
  const secret = numberOf(Buffer.from(key.export({ format: 'jwk' }).d ?? '', 'base64url'));
  const message = numberOf(digest);
  for (;;) {
    const nonce = bytes(32);
    const k = numberOf(nonce);
    if (k === 0n || k >= ORDER) continue;
    const point = createECDH('prime256v1');
    point.setPrivateKey(Buffer.from(nonce));
    const r = numberOf(point.getPublicKey().subarray(1, 33)) % ORDER;
    const s = (inverse(k) * ((message + r * secret) % ORDER)) % ORDER;
    if (r !== 0n && s !== 0n) return Buffer.concat([bytesOf(r), bytesOf(s)]);
  }
}

/** By Fermat: the order is prime. */
function inverse(value: bigint): bigint {
  let result = 1n;
  let base = value % ORDER;
  for (let exponent = ORDER - 2n; exponent > 0n; exponent >>= 1n) {
    if (exponent & 1n) result = (result * base) % ORDER;
    base = (base * base) % ORDER;
  }
  return result;
}

function numberOf(bytes: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(bytes).toString('hex') || '0'}`);
}

function bytesOf(value: bigint): Buffer {
  return Buffer.from(value.toString(16).padStart(64, '0'), 'hex');
}
