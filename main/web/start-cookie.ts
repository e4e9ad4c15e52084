import { createHash, timingSafeEqual } from 'node:crypto';
import type { Ids } from '#shared/base/index.ts';

/** Who may in during this start of the host. Nothing here outlives the process. */
export type StartCookies = {
  /** 32 random bytes, base64url; part of the address that is shown to the person at this PC. */
  readonly startToken: string;
  /**
   * A token that `exchange` takes once, within `oneUseMs`: for the command line of a browser, which every account of
   * this PC can read in the list of processes. It is good for nothing else.
   */
  makeOneUseToken(): string;
  /** Whether it is the start token; takes the same time whatever is shown. */
  isStartToken(token: string): boolean;
  /**
   * A `Set-Cookie` value when the token is the start token or an unspent one-use token, else null. The start token stays
   * good until the host ends.
   */
  exchange(token: string): string | null;
  /** Whether a `Cookie` header carries a cookie given out by `exchange` in this start. */
  isKnown(cookieHeader: string | undefined): boolean;
};

/** `port` is part of the cookie's name, because cookies do not tell ports of one host apart. */
export function createStartCookies(
  ids: Ids,
  port: number,
  limits: { cookies: number; oneUseMs: number },
): StartCookies {
  const startToken = secret(ids);
  const name = `tram_${port}`;
  const digests = new Map<string, Buffer>();
  const unspent = new Set<string>();

  const isStartToken = (token: string): boolean => timingSafeEqual(digest(token), digest(startToken));

  function makeOneUseToken(): string {
    const token = secret(ids);
    // Only its digest is kept, and looked up: how long that takes says nothing about the token.
    const key = digest(token).toString('hex');
    unspent.add(key);
    setTimeout(() => unspent.delete(key), limits.oneUseMs).unref();
    return token;
  }

  function exchange(token: string): string | null {
    if (!isStartToken(token) && !unspent.delete(digest(token).toString('hex'))) return null;
    const value = secret(ids);
    const oldest = digests.keys().next().value;
    if (digests.size >= limits.cookies && oldest !== undefined) digests.delete(oldest);
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

  return { startToken, makeOneUseToken, isStartToken, exchange, isKnown };
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
