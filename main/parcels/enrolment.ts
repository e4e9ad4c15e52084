import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Ids } from '#shared/base/index.ts';

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 12;

/** A new enrolment code: twelve characters of Crockford's base 32 (60 bits) in three groups, `XXXX-XXXX-XXXX`. */
export function newEnrolCode(ids: Pick<Ids, 'bytes'>): string {
  return grouped([...ids.bytes(LENGTH)].map((byte) => CROCKFORD.charAt(byte % 32)).join(''));
}

/**
 * A code as somebody typed it, in the form in which it was made: case, blanks and dashes do not count, and what can be
 * misread is read as what was meant (O as 0, I and L as 1). Undefined where it can be no code.
 */
export function normaliseEnrolCode(typed: string): string | undefined {
  const text = typed
    .toUpperCase()
    .replace(/[\s\-–—.]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
  if (text.length !== LENGTH || [...text].some((letter) => !CROCKFORD.includes(letter))) return undefined;
  return grouped(text);
}

/** HMAC-SHA-256 over `text` (see `enrolRequestText`, `enrolAnswerText`), keyed with the code as `newEnrolCode` wrote it. */
export function enrolmentProof(code: string, text: string): string {
  return createHmac('sha256', code).update(text, 'utf8').digest('hex');
}

/** Whether a proof was made with this code, in a time that does not depend on where it differs. */
export function isEnrolmentProof(code: string, text: string, proof: string): boolean {
  const wanted = Buffer.from(enrolmentProof(code, text), 'latin1');
  const given = Buffer.from(proof, 'latin1');
  return wanted.length === given.length && timingSafeEqual(wanted, given);
}

function grouped(text: string): string {
  return [text.slice(0, 4), text.slice(4, 8), text.slice(8)].join('-');
}
