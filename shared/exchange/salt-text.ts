import { SALT_BYTES } from '../journal/index.ts';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const VALUES = new Int8Array(128).fill(-1);
for (let index = 0; index < LETTERS.length; index += 1) VALUES[LETTERS.charCodeAt(index)] = index;

/** The 16 bytes of a salt as 22 characters of base64url (RFC 4648 §5, no padding). */
export function saltText(salt: Uint8Array): string {
  if (salt.length !== SALT_BYTES) throw new RangeError(`a salt has ${SALT_BYTES} bytes, not ${salt.length}`);
  let text = '';
  let bits = 0;
  let held = 0;
  for (const byte of salt) {
    bits = ((bits << 8) | byte) & 0xffff;
    held += 8;
    while (held >= 6) {
      held -= 6;
      text += LETTERS.charAt((bits >> held) & 63);
    }
  }
  return text + LETTERS.charAt((bits << (6 - held)) & 63);
}

/** The bytes of a salt as written by `saltText`; undefined for any other text, so that a salt has one text only. */
export function saltOf(text: string): Uint8Array | undefined {
  if (text.length !== 22) return undefined;
  const salt = new Uint8Array(SALT_BYTES);
  let bits = 0;
  let held = 0;
  let place = 0;
  for (let index = 0; index < text.length; index += 1) {
    const value = VALUES[text.charCodeAt(index)] ?? -1;
    if (value < 0) return undefined;
    bits = ((bits << 6) | value) & 0xffff;
    held += 6;
    if (held >= 8) {
      held -= 8;
      salt[place] = (bits >> held) & 0xff;
      place += 1;
    }
  }
  return (bits & ((1 << held) - 1)) === 0 ? salt : undefined;
}
