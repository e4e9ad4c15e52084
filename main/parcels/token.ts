import { decodeProtectedHeader, jwtVerify, SignJWT } from 'jose';
import { ok, type Result } from '#shared/base/index.ts';
import { type Refused, refused } from './header.ts';
import { type KeyPair, publicKeyObject, secretKeyObject } from './keys.ts';
import { isValidAt, type KnownKey } from './read.ts';

/** How long a token may be good, milliseconds: made anew for each upload and each time it is gone on with. */
export const OFFICE_TOKEN_MS = 10 * 60_000;
/** A desk's clock may be off by less than what is shown as wrong (P14). */
const SKEW_SECONDS = 120;
const MAX_CHARACTERS = 1000;

/**
 * A token (JWT, EdDSA) with which an office sends its attachments (P19): from whom, to whom, good for ten minutes.
 * `now`: the province's time as the office knows it, milliseconds since 1970, so that a wrong clock does not count.
 */
export function writeOfficeToken(
  { from, to, now }: { readonly from: string; readonly to: string; readonly now: number },
  key: KeyPair,
): Promise<string> {
  return new SignJWT()
    .setProtectedHeader({ alg: 'EdDSA', kid: key.public.kid, typ: 'JWT' })
    .setIssuer(from)
    .setAudience(to)
    .setIssuedAt(Math.floor(now / 1000))
    .setExpirationTime(Math.floor((now + OFFICE_TOKEN_MS) / 1000))
    .sign(secretKeyObject(key.secret));
}

/**
 * Reads a token that is for `to`. `findKey` gives the key by its id together with whose it is; the token's sender must be
 * that office (P4).
 */
export async function readOfficeToken<Key extends KnownKey & { readonly office: string }>(
  token: string,
  options: {
    readonly to: string;
    readonly now: number;
    readonly findKey: (kid: string) => Key | undefined | Promise<Key | undefined>;
  },
): Promise<Result<{ office: string; kid: string }, Refused>> {
  const kid = kidOf(token);
  const key = kid === undefined ? undefined : await options.findKey(kid);
  if (kid === undefined || key === undefined || key.use !== 'sign')
    return refused('unknown-key', 'no known key');
  if (key.revoked === true || !isValidAt(key, options.now))
    return refused('key-not-valid', `the key ${kid} was revoked or is not valid at this time`);
  try {
    const { payload } = await jwtVerify(token, publicKeyObject(key), {
      algorithms: ['EdDSA'],
      audience: options.to,
      issuer: key.office,
      currentDate: new Date(options.now),
      clockTolerance: SKEW_SECONDS,
      maxTokenAge: OFFICE_TOKEN_MS / 1000,
      requiredClaims: ['exp', 'iat'],
    });
    return payload.iss === key.office
      ? ok({ office: key.office, kid })
      : refused('not-for-us', 'another sender');
  } catch {
    return refused('altered', 'the token is not good');
  }
}

function kidOf(token: string): string | undefined {
  if (token.length > MAX_CHARACTERS) return undefined;
  try {
    return decodeProtectedHeader(token).kid;
  } catch {
    return undefined;
  }
}
