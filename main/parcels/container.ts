import { createHash } from 'node:crypto';
import type { Payload } from '#shared/exchange/index.ts';
import { canonicalJson } from '#shared/journal/index.ts';
import { pack, signDetached } from './content.ts';
import { frame, type Header, TYP } from './header.ts';
import type { KeyPair } from './keys.ts';

/** Payloads whose reader may meet their key for the first time: the key travels with the signature. */
const WITH_KEY: ReadonlySet<Payload['type']> = new Set([
  'hello',
  'enrol-request',
  'enrol-answer',
  'province-refusal',
]);

/**
 * The container of a payload (P1), signed by `signingKey`. The payload is not checked here: what this program makes
 * has its type. Throws where the key is no signing key.
 */
export async function writeContainer(payload: Payload, signingKey: KeyPair): Promise<Uint8Array> {
  const key = signingKey.public;
  if (key.use !== 'sign') throw new TypeError('a container is signed by a signing key');
  const signed = await pack(Buffer.from(canonicalJson(payload), 'utf8'));
  const header: Header = {
    alg: 'EdDSA',
    b64: false,
    crit: ['b64'],
    kid: key.kid,
    typ: TYP,
    len: signed.length,
    ...(WITH_KEY.has(payload.type) && { jwk: { kty: 'OKP', crv: 'Ed25519', x: key.x } }),
  };
  const { protectedText, signature } = signDetached(header, signed, signingKey);
  return frame(protectedText, signature, signed);
}

/** SHA-256 of a container's bytes: what an answer names (P16). 64 lower-case hexadecimal digits. */
export function containerSha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
