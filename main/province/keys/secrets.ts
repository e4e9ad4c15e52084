import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/** How secret keys lie in the database. */
export type Secrets = {
  /** As it is kept; as it is where there is no secret of this server. `kid`: what it belongs to. */
  seal(kid: string, secret: string): string;
  /** Throws `SecretMissing`. */
  open(kid: string, kept: string): string;
  /** Whether what is kept should be kept otherwise by now: sealed at last, or under the present secret. */
  isStale(kid: string, kept: string): boolean;
};

/** Keys in the database that this server cannot open: its secret is not there, or is another one. */
export class SecretMissing extends Error {
  constructor() {
    super('the keys of the province are sealed with a secret that this server does not have');
  }
}

/** A sealed secret says so by its beginning; a plain one is base64url, which has no full stop. */
const SEALED = 'aes256gcm.';
const IV_BYTES = 12;
const TAG_BYTES = 16;
/** Shorter ones are words of people, which can be guessed. */
export const LEAST_SECRET = 32;

/**
 * Seals with AES-256-GCM under a key made of the present secret (HKDF-SHA-256); `kid` is authenticated, so that no row can
 * stand in for another. `before`: the secret until now, while it is being changed. Null: kept as it is.
 */
export function createSecrets(present: string | null, before: string | null = null): Secrets {
  const keys = [present, before].flatMap((secret) => (secret === null ? [] : [keyOf(secret)]));
  const [presentKey] = present === null ? [] : keys;

  const openWith = (key: Uint8Array, kid: string, kept: string): string | undefined => {
    const bytes = Buffer.from(kept.slice(SEALED.length), 'base64url');
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV_BYTES));
    decipher.setAAD(Buffer.from(kid));
    decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
    try {
      const text = decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES));
      return Buffer.concat([text, decipher.final()]).toString('utf8');
    } catch {
      return undefined;
    }
  };

  return {
    seal(kid, secret) {
      if (presentKey === undefined) return secret;
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', presentKey, iv);
      cipher.setAAD(Buffer.from(kid));
      const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
      return SEALED + Buffer.concat([iv, text, cipher.getAuthTag()]).toString('base64url');
    },
    open(kid, kept) {
      if (!kept.startsWith(SEALED)) return kept;
      for (const key of keys) {
        const secret = openWith(key, kid, kept);
        if (secret !== undefined) return secret;
      }
      throw new SecretMissing();
    },
    isStale(kid, kept) {
      if (presentKey === undefined) return false;
      return !kept.startsWith(SEALED) || openWith(presentKey, kid, kept) === undefined;
    },
  };
}

function keyOf(secret: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', secret, '', 'tram-mot-cua province keys v1', 32));
}
