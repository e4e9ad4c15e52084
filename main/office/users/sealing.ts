import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto';
import { z } from 'zod';

const Base64 = z.base64();

/** A secret sealed with AES-256-GCM: nonce, ciphertext and tag. */
export const Sealed = z.object({ nonce: Base64, ciphertext: Base64, tag: Base64 });
export type Sealed = z.infer<typeof Sealed>;

/** Cost of turning a password into a key; stored beside each wrap so that it can be raised later. */
export const PasswordCost = z.object({
  algorithm: z.literal('argon2id'),
  memoryKiB: z.int().min(8).max(4_194_304),
  iterations: z.int().min(1).max(100),
  parallelism: z.int().min(1).max(64),
});
export type PasswordCost = z.infer<typeof PasswordCost>;

/** OWASP's recommendation for argon2id with room to spare; about a tenth of a second on a counter PC. */
export const PASSWORD_COST: PasswordCost = {
  algorithm: 'argon2id',
  memoryKiB: 46 * 1024,
  iterations: 2,
  parallelism: 1,
};

/** As keyrings of version 1 did: a 32-byte key from the recovery key's 20 random bytes. */
export function keyFromRecoveryBytes(bytes: Uint8Array, salt: Uint8Array): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', bytes, salt, 'tram-mot-cua recovery key', 32));
}

/** Seals 32 bytes with AES-256-GCM. `context` (whose wrap this is) is authenticated, so that wraps can't be swapped. */
export function seal(secret: Uint8Array, key: Uint8Array, nonce: Uint8Array, context: string): Sealed {
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from(context, 'utf8'));
  const ciphertext = Buffer.concat([cipher.update(secret), cipher.final()]);
  return {
    nonce: Buffer.from(nonce).toString('base64'),
    ciphertext: ciphertext.toString('base64'),
    tag: cipher.getAuthTag().toString('base64'),
  };
}

/** The inverse of `seal`; undefined when the key is wrong or anything was altered. */
export function findUnsealed(sealed: Sealed, key: Uint8Array, context: string): Uint8Array | undefined {
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(sealed.nonce, 'base64'));
  decipher.setAAD(Buffer.from(context, 'utf8'));
  decipher.setAuthTag(Buffer.from(sealed.tag, 'base64'));
  try {
    return new Uint8Array(
      Buffer.concat([decipher.update(Buffer.from(sealed.ciphertext, 'base64')), decipher.final()]),
    );
  } catch {
    return undefined;
  }
}
