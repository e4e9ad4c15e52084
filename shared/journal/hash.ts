import { canonicalString } from './canonical.ts';
import type { Entry } from './entry.ts';

/** SHA-256 over the parts one after another (text as UTF-8), as 64 lower-case hexadecimal digits. */
export type Sha256 = (...parts: readonly (string | Uint8Array)[]) => string;

/** Bytes of random salt before each body: without it, a body of few possible values could be guessed from its hash. */
export const SALT_BYTES = 16;

/** SHA-256(salt + canonical JSON of the body, text or UTF-8). After an erasure the hash stays and tells nothing. */
export function bodyHash(salt: Uint8Array, canonicalBody: string | Uint8Array, sha256: Sha256): string {
  if (salt.length !== SALT_BYTES) throw new RangeError(`a salt has ${SALT_BYTES} bytes, not ${salt.length}`);
  return sha256(salt, canonicalBody);
}

/** SHA-256 over the canonical JSON of the envelope without `hash`. */
export function envelopeHash(envelope: Omit<Entry, 'hash'>, sha256: Sha256): string {
  return sha256(canonicalEnvelope(envelope));
}

/** `canonicalJson` of an envelope, written out because every append and every check of a million entries runs it. */
export function canonicalEnvelope(e: Omit<Entry, 'hash'>): string {
  return (
    `{"actor":${canonicalString(e.actor)},"at":"${e.at}","bodyHash":"${e.bodyHash}","chain":"${e.chain}",` +
    `"kind":${canonicalString(e.kind)},"mono":${e.mono},"office":${canonicalString(e.office)},` +
    `"prev":"${e.prev}","seq":${e.seq},"station":${canonicalString(e.station)},` +
    `"subject":${canonicalString(e.subject)},"v":${e.v}}`
  );
}
