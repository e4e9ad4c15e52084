import { sign, verify } from 'node:crypto';
import { promisify } from 'node:util';
import { zstdCompress, zstdCompressSync, zstdDecompress, zstdDecompressSync } from 'node:zlib';
import type { PublicKey } from '#shared/exchange/index.ts';
import type { Header, Parts } from './header.ts';
import { type KeyPair, publicKeyObject, secretKeyObject } from './keys.ts';

const compress = promisify(zstdCompress);
const decompress = promisify(zstdDecompress);

/**
 * What is packed, signed and unpacked on the spot, in bytes packed and unpacked: milliseconds at most. Going to another
 * thread and back costs more than that; what is larger goes there, so that nobody else waits for it.
 */
const AT_ONCE = { packed: 256 * 1024, unpacked: 2 * 1024 * 1024 };
/** Bytes that come out in one piece: each piece costs more than what is in it. */
const PIECE = 256 * 1024;

/** Bytes as zstd. */
export async function pack(bytes: Uint8Array): Promise<Uint8Array> {
  return bytes.length <= AT_ONCE.packed ? zstdCompressSync(bytes) : await compress(bytes);
}

/** Bytes out of zstd, at most so many: an error for which `isTooLarge` where there are more. */
export async function unpack(packed: Uint8Array, most: number): Promise<Uint8Array> {
  if (packed.length <= AT_ONCE.packed) {
    try {
      const maxOutputLength = Math.min(most, AT_ONCE.unpacked);
      return zstdDecompressSync(packed, { maxOutputLength, chunkSize: PIECE });
    } catch (error) {
      if (!isTooLarge(error) || most <= AT_ONCE.unpacked) throw error;
    }
  }
  return await decompress(packed, { maxOutputLength: most, chunkSize: PIECE });
}

/** Whether unpacking ended because more came out than was allowed. */
export const isTooLarge = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';

/** The detached JWS of bytes (RFC 7797, `b64` false; Ed25519, RFC 8037). Throws where the key is no signing key. */
export function signDetached(
  header: Header,
  bytes: Uint8Array,
  key: KeyPair,
): { protectedText: string; signature: string } {
  const protectedText = Buffer.from(JSON.stringify(header), 'utf8').toString('base64url');
  const signature = sign(null, signedInput(protectedText, bytes), secretKeyObject(key.secret));
  return { protectedText, signature: signature.toString('base64url') };
}

/** Whether the signature of a container that was taken apart, header and all, is one of this Ed25519 key. */
export async function isSignedBy(
  { protectedText, signature, signed }: Parts,
  key: Pick<PublicKey, 'crv' | 'x'>,
): Promise<boolean> {
  if (key.crv !== 'Ed25519') return false;
  const input = signedInput(protectedText, signed);
  const bytes = Buffer.from(signature, 'base64url');
  try {
    const opened = publicKeyObject(key);
    if (input.length <= AT_ONCE.packed) return verify(null, input, opened, bytes);
    return await new Promise<boolean>((resolve, reject) => {
      verify(null, input, opened, bytes, (error, holds) => (error === null ? resolve(holds) : reject(error)));
    });
  } catch {
    return false;
  }
}

/** What is signed: the header as it is written, a dot, the bytes as they are. */
function signedInput(protectedText: string, bytes: Uint8Array): Uint8Array {
  return Buffer.concat([Buffer.from(`${protectedText}.`, 'ascii'), bytes]);
}
