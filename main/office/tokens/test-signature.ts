import { createHash, verify, X509Certificate } from 'node:crypto';
import type { Ids } from '#shared/base/index.ts';
import type { SigningKey } from '#shared/contract/index.ts';
import { keyKindOf } from './keys.ts';
import type { TokenSigner } from './sessions.ts';
import { TokenError } from './token.ts';

/** Whether the certificate confirms the signature, and how long the token took. */
export type TestSigned = { verified: boolean; key: SigningKey; milliseconds: number };

/** Signs random bytes with a token that was let in, wherever it is. Undefined signer: its session is over. Throws TokenError. */
export async function signAsTest(
  signer: TokenSigner | undefined,
  certificate: string,
  ids: Ids,
): Promise<TestSigned> {
  if (signer === undefined) throw new TokenError('session-ended', 'the session is over');
  const der = signer.certificateOf(certificate);
  if (der === undefined) throw new TokenError('no-certificate', 'no such certificate with a key');
  const x509 = new X509Certificate(der);
  const key = keyKindOf(x509);
  if (key === 'other') throw new TokenError('key-unsupported', 'neither RSA-2048/3072 nor P-256');
  const data = ids.bytes(64);
  const begun = performance.now();
  const signature = await signer.sign(certificate, createHash('sha256').update(data).digest());
  const milliseconds = Math.round(performance.now() - begun);
  return { verified: verify('sha256', data, x509.publicKey, signature), key, milliseconds };
}
