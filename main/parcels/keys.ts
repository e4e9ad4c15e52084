import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
} from 'node:crypto';
import { z } from 'zod';
import { PublicKey } from '#shared/exchange/index.ts';

/** A key pair of one side. `secret`: the private JWK as text, for a store that is encrypted; never for a log. */
export type KeyPair = { readonly public: PublicKey; readonly secret: string };

const SecretJwk = z.object({
  kty: z.literal('OKP'),
  crv: z.enum(['Ed25519', 'X25519']),
  x: z.string(),
  d: z.string(),
});

/** The RFC 7638 thumbprint of a key (RFC 8037 §2): SHA-256 over its required members, base64url. */
export function thumbprint(key: Pick<PublicKey, 'crv' | 'x'>): string {
  return createHash('sha256').update(`{"crv":"${key.crv}","kty":"OKP","x":"${key.x}"}`).digest('base64url');
}

/**
 * A new key pair from the system's random source: Ed25519 to sign, X25519 to decrypt. `validFrom` and `validTo` are
 * office timestamps (`YYYY-MM-DDTHH:mm:ss.sss+07:00`), both included.
 */
export function makeKeyPair(
  use: PublicKey['use'],
  { validFrom, validTo }: { readonly validFrom: string; readonly validTo: string },
): KeyPair {
  const pair = use === 'sign' ? generateKeyPairSync('ed25519') : generateKeyPairSync('x25519');
  const { kty, crv, x, d } = SecretJwk.parse(pair.privateKey.export({ format: 'jwk' }));
  const key = PublicKey.parse({ kid: thumbprint({ crv, x }), use, crv, x, validFrom, validTo });
  return { public: key, secret: JSON.stringify({ kty, crv, x, d }) };
}

/** True when the key's id is that of its bytes, and its curve that of its use: what a stranger says is not believed. */
export function isSoundKey(key: PublicKey): boolean {
  return key.kid === thumbprint(key) && (key.crv === 'Ed25519') === (key.use === 'sign');
}

/**
 * A key as two people read it to each other: 30 digits in six groups of five (99 bits), from its thumbprint. The same
 * at both ends; digits, because letters are spelt differently over the telephone.
 */
export function fingerprint(key: Pick<PublicKey, 'crv' | 'x'>): string {
  const digest = createHash('sha256')
    .update(`fingerprint:${thumbprint(key)}`)
    .digest();
  return Array.from({ length: 6 }, (_, group) =>
    String(digest.readUIntBE(group * 5, 5) % 100_000).padStart(5, '0'),
  ).join(' ');
}

const KEPT = 500;
const opened = new Map<string, KeyObject>();

/** A key made ready once: opening one costs as much as a signature. */
function kept(name: string, open: () => KeyObject): KeyObject {
  const known = opened.get(name);
  if (known !== undefined) return known;
  const key = open();
  if (opened.size >= KEPT) opened.clear();
  opened.set(name, key);
  return key;
}

/** The key to check or to seal with. Throws where `x` is no point of the curve. */
export function publicKeyObject({ crv, x }: Pick<PublicKey, 'crv' | 'x'>): KeyObject {
  return kept(`${crv}.${x}`, () => createPublicKey({ key: { kty: 'OKP', crv, x }, format: 'jwk' }));
}

/** The key to sign or to open with. Throws for text that is no private JWK; the text is in no message. */
export function secretKeyObject(secret: string): KeyObject {
  const name = createHash('sha256').update(secret).digest('hex');
  return kept(name, () => {
    const parsed = SecretJwk.safeParse(jsonOf(secret));
    if (!parsed.success) throw new TypeError('not a private key');
    return createPrivateKey({ key: parsed.data, format: 'jwk' });
  });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
