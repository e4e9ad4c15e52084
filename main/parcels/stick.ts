import { FlattenedEncrypt, flattenedDecrypt } from 'jose';
import { z } from 'zod';
import { ok, type Result } from '#shared/base/index.ts';
import { Base64Url, CONTAINER_TYPE, MAX_ATTACHMENT_BYTES, type PublicKey } from '#shared/exchange/index.ts';
import { Hash } from '#shared/journal/index.ts';
import { containerSha256 } from './container.ts';
import {
  ascii,
  asciiText,
  base64UrlBytes,
  createReader,
  joinBytes,
  takeMagic,
  uint16,
  uint32,
} from './framing.ts';
import { type Refused, refused } from './header.ts';
import { publicKeyObject, secretKeyObject } from './keys.ts';

/** The largest stick file, bytes: an office with more files exports a second time. */
export const MAX_STICK_BYTES = 256 * 1024 * 1024;

const MAGIC = joinBytes([ascii('TMCS'), Uint8Array.of(1)]);
const TYP = `${CONTAINER_TYPE.replace(/^application\//, '')}-stick`;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const MAX_HEADER_BYTES = 1024;

/** A file beside the container; its bytes have this SHA-256. */
export type StickFile = { name: 'attachment' | 'pack'; sha256: string; bytes: Uint8Array };
export type StickContent = { container: Uint8Array; files: StickFile[] };

const Header = z.strictObject({
  alg: z.literal('ECDH-ES'),
  enc: z.literal('A256GCM'),
  kid: Base64Url.length(43),
  typ: z.literal(TYP),
  epk: z.strictObject({ kty: z.literal('OKP'), crv: z.literal('X25519'), x: Base64Url.length(43) }),
});

const Content = z.strictObject({
  container: z.int().min(1),
  files: z.array(
    z.strictObject({
      name: z.enum(['attachment', 'pack']),
      sha256: Hash,
      bytes: z.int().min(0).max(MAX_ATTACHMENT_BYTES),
    }),
  ),
});

/**
 * A stick file (P18): container and files sealed to `receiver`'s X25519 key. A JWE whose parts stand in binary, one
 * after another (letters `TMCS`, 1, length and text of the protected header, nonce, tag, length and bytes of the
 * cipher text), so that a file is not a third larger than what it holds. Throws RangeError above `MAX_STICK_BYTES`.
 */
export async function sealStick(content: StickContent, receiver: PublicKey): Promise<Uint8Array> {
  if (receiver.use !== 'encrypt') throw new TypeError('a stick file is sealed to an encryption key');
  const list = ascii(
    JSON.stringify({
      container: content.container.length,
      files: content.files.map(({ name, sha256, bytes }) => ({ name, sha256, bytes: bytes.length })),
    }),
  );
  const plain = joinBytes([
    uint32(list.length),
    list,
    content.container,
    ...content.files.map(({ bytes }) => bytes),
  ]);
  if (plain.length > MAX_STICK_BYTES) throw new RangeError(`a stick file of ${plain.length} bytes`);
  const jwe = await new FlattenedEncrypt(plain)
    .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM', kid: receiver.kid, typ: TYP })
    .encrypt(publicKeyObject(receiver));
  const header = ascii(jwe.protected ?? '');
  const sealed = Buffer.from(jwe.ciphertext, 'base64url');
  return joinBytes([
    MAGIC,
    uint16(header.length),
    header,
    Buffer.from(jwe.iv ?? '', 'base64url'),
    Buffer.from(jwe.tag ?? '', 'base64url'),
    uint32(sealed.length),
    sealed,
  ]);
}

/** True when the first bytes are those of a stick file; a container itself begins otherwise. */
export function isStick(bytes: Uint8Array): boolean {
  return bytes.length >= 4 && bytes.subarray(0, 4).every((byte, index) => byte === MAGIC[index]);
}

/**
 * Opens a stick file. `findSecret` gives the private JWK text of a key of ours by its id. Who sealed it is not proven
 * by this: the container inside is signed, and read as any other; the files are what their hashes say.
 */
export async function openStick(
  bytes: Uint8Array,
  { findSecret }: { readonly findSecret: (kid: string) => string | undefined | Promise<string | undefined> },
): Promise<Result<StickContent, Refused>> {
  const reader = createReader(bytes);
  const fault = takeMagic(bytes, reader, MAGIC);
  if (fault !== undefined) return refused(fault.code, fault.message);
  const length = reader.uint16();
  if (length === undefined) return refused('cut-short', 'ends before its lengths');
  if (length > MAX_HEADER_BYTES) return refused('altered', `a header of ${length} bytes`);
  const protectedBytes = reader.take(length);
  const iv = reader.take(IV_BYTES);
  const tag = reader.take(TAG_BYTES);
  const sealedLength = reader.uint32();
  if (protectedBytes === undefined || iv === undefined || tag === undefined || sealedLength === undefined)
    return refused('cut-short', 'ends before the sealed bytes');
  if (sealedLength > MAX_STICK_BYTES) return refused('altered', `${sealedLength} sealed bytes`);
  if (reader.left() < sealedLength) return refused('cut-short', `${reader.left()} of ${sealedLength} bytes`);
  if (reader.left() > sealedLength) return refused('altered', 'something follows the sealed bytes');
  const header = headerOf(protectedBytes);
  if (header === undefined) return refused('altered', 'no header of a stick file');
  const secret = await findSecret(header.kid);
  if (secret === undefined) return refused('not-for-us', `sealed to the key ${header.kid}`);
  const plain = await unsealed({ header, protectedBytes, iv, tag, sealed: reader.rest() }, secret);
  if (plain === undefined) return refused('altered', 'the seal does not fit');
  return contentOf(plain);
}

/**
 * Whether what lies beside a container is what it names, in its order and nothing else (P18): whoever has the receiver's
 * public key can seal other files beside a real container. `kind`: the only one that its sender puts there.
 */
export function isAsNamed(
  files: readonly StickFile[],
  kind: StickFile['name'],
  named: readonly string[],
): boolean {
  return (
    files.length === named.length &&
    files.every(({ name, sha256 }, index) => name === kind && sha256 === named[index])
  );
}

async function unsealed(
  part: {
    header: z.infer<typeof Header>;
    protectedBytes: Uint8Array;
    iv: Uint8Array;
    tag: Uint8Array;
    sealed: Uint8Array;
  },
  secret: string,
): Promise<Uint8Array | undefined> {
  const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url');
  try {
    const { plaintext } = await flattenedDecrypt(
      {
        protected: Buffer.from(part.protectedBytes).toString('latin1'),
        iv: text(part.iv),
        tag: text(part.tag),
        ciphertext: text(part.sealed),
      },
      secretKeyObject(secret),
      { keyManagementAlgorithms: ['ECDH-ES'], contentEncryptionAlgorithms: ['A256GCM'] },
    );
    return plaintext;
  } catch {
    return undefined;
  }
}

function contentOf(plain: Uint8Array): Result<StickContent, Refused> {
  const reader = createReader(plain);
  const list = parsed(Content, reader.take(reader.uint32() ?? 0));
  if (list === undefined) return refused('malformed', 'no list of what is sealed');
  const container = reader.take(list.container);
  const files: StickFile[] = [];
  for (const { name, sha256, bytes: length } of list.files) {
    const bytes = reader.take(length);
    if (bytes === undefined || containerSha256(bytes) !== sha256)
      return refused('malformed', `the file ${sha256} is not what it says`);
    files.push({ name, sha256, bytes });
  }
  if (container === undefined || reader.left() > 0) return refused('malformed', 'other lengths than listed');
  return ok({ container, files });
}

function headerOf(bytes: Uint8Array): z.infer<typeof Header> | undefined {
  const text = asciiText(bytes);
  return text === undefined ? undefined : parsed(Header, base64UrlBytes(text));
}

function parsed<Shape>(shape: z.ZodType<Shape>, bytes: Uint8Array | undefined): Shape | undefined {
  if (bytes === undefined) return undefined;
  try {
    return shape.safeParse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))).data;
  } catch {
    return undefined;
  }
}
