import { err, ok, type Result } from '../base/index.ts';

/** Crockford's base 32: no I, L, O, U, so that nothing on paper can be misread. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const BYTES = 5;
const LENGTH = 8;

/**
 * The check value printed beside a dossier code: 8 characters from 5 random bytes (40 bits). Together with the code it
 * opens the public look-up, so it must not be guessable; it is not computed from the code. Throws RangeError unless
 * there are exactly 5 bytes.
 */
export function checkValue(bytes: Uint8Array): string {
  if (bytes.length !== BYTES) throw new RangeError(`a check value needs ${BYTES} bytes, not ${bytes.length}`);
  let text = '';
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += ALPHABET.charAt((held >> bits) & 31);
    }
    held &= (1 << bits) - 1;
  }
  return text;
}

/**
 * A check value as read aloud or typed: lower case, blanks and hyphens do no harm, O is read as 0, I and L as 1.
 * Gives the printed form, or what is wrong in Vietnamese.
 */
export function parseCheckValue(text: string): Result<string, { code: 'bad-check-value'; message: string }> {
  const value = text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Pd}\p{Cc}\p{Cf}]+/gu, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
  if (value.length !== LENGTH) {
    return bad(`Mã kiểm tra gồm ${LENGTH} ký tự, đang có ${value.length}. Xem lại trên giấy tiếp nhận.`);
  }
  const wrong = [...value].find((character) => !ALPHABET.includes(character));
  if (wrong !== undefined) {
    return bad(`Ký tự "${wrong}" không có trong mã kiểm tra. Xem lại trên giấy tiếp nhận.`);
  }
  return ok(value);
}

function bad(message: string): { ok: false; error: { code: 'bad-check-value'; message: string } } {
  return err({ code: 'bad-check-value', message });
}
