import { createHash, timingSafeEqual } from 'node:crypto';
import type { Ids } from '#shared/base/index.ts';

/** Who may in during this start of the host. Nothing here outlives the process. */
export type StartCookies = {
  /** 32 random bytes, base64url; part of the address that is shown to the person at this PC. */
  readonly startToken: string;
  /** A `Set-Cookie` value when the token is the right one, else null. The token stays good until the host ends. */
  exchange(token: string): string | null;
  /** Whether a `Cookie` header carries a cookie given out by `exchange` in this start. */
  isKnown(cookieHeader: string | undefined): boolean;
};

/** `port` is part of the cookie's name, because cookies do not tell ports of one host apart. */
export function createStartCookies(ids: Ids, port: number, most: number): StartCookies {
  const startToken = secret(ids);
  const name = `tram_${port}`;
  const digests = new Map<string, Buffer>();

  function exchange(token: string): string | null {
    if (!timingSafeEqual(digest(token), digest(startToken))) return null;
    const value = secret(ids);
    const oldest = digests.keys().next().value;
    if (digests.size >= most && oldest !== undefined) digests.delete(oldest);
    const valueDigest = digest(value);
    digests.set(valueDigest.toString('hex'), valueDigest);
    return `${name}=${value}; Path=/; HttpOnly; SameSite=Strict`;
  }

  function isKnown(cookieHeader: string | undefined): boolean {
    let known = false;
    // Another program of this PC may have planted a cookie of the same name; it does not shut ours out.
    for (const value of cookieValues(cookieHeader, name)) {
      const given = digest(value);
      for (const stored of digests.values()) known = timingSafeEqual(given, stored) || known;
    }
    return known;
  }

  return { startToken, exchange, isKnown };
}

function secret(ids: Ids): string {
  return Buffer.from(ids.bytes(32)).toString('base64url');
}

/** Comparing digests makes lengths equal and keeps the time of a comparison from saying anything about the secret. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function cookieValues(header: string | undefined, name: string): string[] {
  return (header ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1));
}
