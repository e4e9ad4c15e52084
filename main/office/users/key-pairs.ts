import { createPrivateKey, createPublicKey, diffieHellman, hkdfSync, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import type { Ids } from '#shared/base/index.ts';
import { findUnsealed, Sealed, seal } from './sealing.ts';

/** Bytes of an X25519 key, private or public. */
export const PAIR_KEY_BYTES = 32;
const NONCE_BYTES = 12;

/** What stands before the raw 32 bytes in PKCS#8 and SPKI (RFC 8410): node takes raw keys in no other way. */
const PRIVATE_PREFIX = Buffer.from('302e020100300506032b656e04220420', 'hex');
const PUBLIC_PREFIX = Buffer.from('302a300506032b656e032100', 'hex');

/** A secret that only the owner of a public key can read: the maker's one-time public key and what it sealed. */
export const SealedTo = z.object({ ephemeral: z.base64(), sealed: Sealed });
export type SealedTo = z.infer<typeof SealedTo>;

/** The public key (32 bytes) of a private key: any 32 random bytes are one. */
export function publicKeyOf(privateKey: Uint8Array): Uint8Array {
  return rawPublicKey(createPublicKey(privateKeyObject(privateKey)));
}

/** The private key of a printed recovery key: its bytes are random enough to need no slow hash. */
export function privateKeyOfRecovery(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', bytes, new Uint8Array(0), 'tram-mot-cua recovery pair 2', 32));
}

/**
 * Seals 32 bytes to a public key: one-time X25519 pair, HKDF-SHA-256 bound to both public keys, AES-256-GCM bound to
 * `context`. Whoever seals needs nobody's password; only the owner of the private key can open.
 */
export function sealTo(publicKey: Uint8Array, secret: Uint8Array, context: string, ids: Ids): SealedTo {
  const oneTime = ids.bytes(PAIR_KEY_BYTES);
  const ephemeral = publicKeyOf(oneTime);
  const key = sharedKey(oneTime, publicKey, ephemeral, publicKey);
  return {
    ephemeral: Buffer.from(ephemeral).toString('base64'),
    sealed: seal(secret, key, ids.bytes(NONCE_BYTES), context),
  };
}

/** The inverse of `sealTo`; undefined when there is none, the key is another's, or anything was altered. */
export function findUnsealedFrom(
  sealedTo: SealedTo | null,
  privateKey: Uint8Array,
  context: string,
): Uint8Array | undefined {
  if (sealedTo === null) return undefined;
  const ephemeral = new Uint8Array(Buffer.from(sealedTo.ephemeral, 'base64'));
  if (ephemeral.length !== PAIR_KEY_BYTES) return undefined;
  try {
    const key = sharedKey(privateKey, ephemeral, ephemeral, publicKeyOf(privateKey));
    return findUnsealed(sealedTo.sealed, key, context);
  } catch {
    // A one-time key that is no point of the curve was not made by us.
    return undefined;
  }
}

function sharedKey(
  privateKey: Uint8Array,
  publicKey: Uint8Array,
  ephemeral: Uint8Array,
  recipient: Uint8Array,
): Uint8Array {
  const shared = diffieHellman({
    privateKey: privateKeyObject(privateKey),
    publicKey: createPublicKey({
      key: Buffer.concat([PUBLIC_PREFIX, publicKey]),
      format: 'der',
      type: 'spki',
    }),
  });
  const salt = Buffer.concat([ephemeral, recipient]);
  return new Uint8Array(hkdfSync('sha256', shared, salt, 'tram-mot-cua key wrap 2', 32));
}

function privateKeyObject(privateKey: Uint8Array): KeyObject {
  return createPrivateKey({
    key: Buffer.concat([PRIVATE_PREFIX, privateKey]),
    format: 'der',
    type: 'pkcs8',
  });
}

function rawPublicKey(key: KeyObject): Uint8Array {
  return new Uint8Array(key.export({ type: 'spki', format: 'der' }).subarray(PUBLIC_PREFIX.length));
}
