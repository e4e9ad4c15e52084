import type { Ids } from '#shared/base/index.ts';
import { privateKeyOfRecovery, publicKeyOf } from './key-pairs.ts';
import type { NewRecoveryKey } from './keyring-types.ts';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Bytes of a recovery key: 160 bits. */
export const RECOVERY_BYTES = 20;

/** Writes 20 bytes as eight groups of four Crockford base-32 characters, easy to read back from paper. */
export function formatRecoveryKey(bytes: Uint8Array): string {
  let bits = 0n;
  for (const byte of bytes) bits = (bits << 8n) | BigInt(byte);
  let text = '';
  for (let index = (bytes.length * 8) / 5 - 1; index >= 0; index -= 1) {
    text += ALPHABET[Number((bits >> BigInt(index * 5)) & 31n)];
  }
  return (text.match(/.{4}/g) ?? []).join('-');
}

/** Reads a typed recovery key: case, spaces, hyphens and the look-alikes O, I, L don't matter. Undefined when not one. */
export function findRecoveryBytes(text: string): Uint8Array | undefined {
  const characters = text.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
  if (characters.length !== (RECOVERY_BYTES * 8) / 5) return undefined;
  let bits = 0n;
  for (const character of characters) {
    const digit = ALPHABET.indexOf(character);
    if (digit < 0) return undefined;
    bits = (bits << 5n) | BigInt(digit);
  }
  const bytes = new Uint8Array(RECOVERY_BYTES);
  for (let index = RECOVERY_BYTES - 1; index >= 0; index -= 1) {
    bytes[index] = Number(bits & 255n);
    bits >>= 8n;
  }
  return bytes;
}

/** Makes a recovery key to be printed, with the public half that is kept. */
export function makeRecoveryKey(ids: Ids): NewRecoveryKey {
  const bytes = ids.bytes(RECOVERY_BYTES);
  return {
    id: ids.id(),
    recoveryKey: formatRecoveryKey(bytes),
    publicKey: publicKeyOf(privateKeyOfRecovery(bytes)),
  };
}
