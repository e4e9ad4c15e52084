import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
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

/**
 * What is kept of a code: its SHA-256, so that nobody who reads the province's tables reads a code in them. Proofs are
 * keyed with it. 64 lower-case hexadecimal digits.
 */
export function enrolmentKey(code: string): string {
  return createHash('sha256').update(code, 'utf8').digest('hex');
}

/** HMAC-SHA-256 over `text` (see `enrolRequestText`, `enrolAnswerText`), keyed with the code as `newEnrolCode` wrote it. */
export function enrolmentProof(code: string, text: string): string {
  return proofWith(enrolmentKey(code), text);
}

/** The same for whoever holds only the `enrolmentKey` of the code. */
export function proofWith(key: string, text: string): string {
  return createHmac('sha256', key).update(text, 'utf8').digest('hex');
}

/** Whether a proof was made with this code, in a time that does not depend on where it differs. */
export function isEnrolmentProof(code: string, text: string, proof: string): boolean {
  return isProofWith(enrolmentKey(code), text, proof);
}

/** The same for whoever holds only the `enrolmentKey` of the code. */
export function isProofWith(key: string, text: string, proof: string): boolean {
  const wanted = Buffer.from(proofWith(key, text), 'latin1');
  const given = Buffer.from(proof, 'latin1');
  return wanted.length === given.length && timingSafeEqual(wanted, given);
}

function grouped(text: string): string {
  return [text.slice(0, 4), text.slice(4, 8), text.slice(8)].join('-');
}
