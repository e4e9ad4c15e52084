import { scrypt, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { fold } from '#shared/text/index.ts';

/** How a password is kept: scrypt (RFC 7914) with its cost, so that a later release may ask for more. */
export const Verifier = z.object({
  algorithm: z.literal('scrypt'),
  /** Cost, block size, parallelism. */
  n: z.int().min(2),
  r: z.int().min(1),
  p: z.int().min(1),
  salt: z.string(),
  hash: z.string(),
});
export type Verifier = z.infer<typeof Verifier>;

/** 64 MiB and about a fifth of a second for each try. */
const COST = { n: 2 ** 16, r: 8, p: 1 };
const HASH_BYTES = 32;

/** Passwords that everybody tries first, folded. */
const COMMON = [
  '1234567890',
  '0123456789',
  'password',
  'matkhau',
  'qwertyuiop',
  'quantri',
  'admin',
  'abc123',
];

/** A verifier of a new password; `salt`: 16 random bytes. */
export async function verifierOf(password: string, salt: Uint8Array): Promise<Verifier> {
  const hash = await derive(password, salt, COST);
  return {
    algorithm: 'scrypt',
    ...COST,
    salt: Buffer.from(salt).toString('base64url'),
    hash: hash.toString('base64url'),
  };
}

/** Whether a password is the one of the verifier, compared in constant time. */
export async function fits(password: string, verifier: Verifier): Promise<boolean> {
  const hash = await derive(password, Buffer.from(verifier.salt, 'base64url'), verifier);
  const expected = Buffer.from(verifier.hash, 'base64url');
  return hash.length === expected.length && timingSafeEqual(hash, expected);
}

/** Takes as long as `fits`, for a name that nobody has: the answer's time tells nothing. */
export async function fitsNobody(password: string): Promise<false> {
  await derive(password, Buffer.alloc(16), COST);
  return false;
}

/** Whether a new password is too easy: short, of one pattern, the name itself, or one of the first that are tried. */
export function isWeakPassword(password: string, login: string): boolean {
  const folded = fold(password).replace(/\s/g, '');
  if ([...password.normalize('NFC')].length < 12) return true;
  if (new Set(folded).size < 5) return true;
  const name = fold(login);
  if (name.length >= 3 && folded.replaceAll(name, '').length < 6) return true;
  return COMMON.some((common) => folded.replaceAll(common, '').length < 4);
}

function derive(password: string, salt: Uint8Array, cost: { n: number; r: number; p: number }) {
  return new Promise<Buffer>((resolve, reject) => {
    const options = { N: cost.n, r: cost.r, p: cost.p, maxmem: 256 * cost.n * cost.r };
    // The same password from any input method: composed and decomposed letters are one.
    scrypt(password.normalize('NFC'), salt, HASH_BYTES, options, (error, key) => {
      if (error === null) resolve(key);
      else reject(error);
    });
  });
}
