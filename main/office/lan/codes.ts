import { createHash, timingSafeEqual } from 'node:crypto';
import type { Ids } from '#shared/base/index.ts';

/** Letters and digits that nobody takes for another, read aloud or from a screen: no B8, S5, Z2, I1L, O0. */
const ALPHABET = 'ACDEFGHJKMNPQRTUVWXY34679';
const LENGTH = 8;
/** Random bytes from here on would make some characters likelier than others. */
const FAIR_BELOW = 256 - (256 % ALPHABET.length);

/** A pairing code: 8 characters, one of 25^8 (1.5 × 10^11). */
export function makeCode(ids: Ids): string {
  let code = '';
  while (code.length < LENGTH) {
    for (const byte of ids.bytes(LENGTH)) {
      if (byte < FAIR_BELOW && code.length < LENGTH) code += ALPHABET[byte % ALPHABET.length];
    }
  }
  return code;
}

/** Four digits, each of the 10 000 as likely as the next. They tell devices apart for a person and are no secret. */
export function makeDigits(ids: Ids): string {
  for (;;) {
    const [high = 0, low = 0] = ids.bytes(2);
    const value = high * 256 + low;
    if (value < 60_000) return String(value % 10_000).padStart(4, '0');
  }
}

/** A typed code as it was made: case, spaces and hyphens don't matter. */
export function readCode(text: string): string {
  return text.toUpperCase().replace(/[\s-]/g, '');
}

/** SHA-256 of a secret, for keeping and looking it up. */
export function digestOf(secret: string): Uint8Array {
  return new Uint8Array(createHash('sha256').update(secret).digest());
}

/** Whether two secrets are the same; takes as long whatever is shown. */
export function isSame(shown: string, secret: string): boolean {
  return timingSafeEqual(digestOf(shown), digestOf(secret));
}

/** 256 random bits as text. */
export function makeSecret(ids: Ids): string {
  return Buffer.from(ids.bytes(32)).toString('base64url');
}
