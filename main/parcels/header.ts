import { z } from 'zod';
import { err, ok, type Result } from '#shared/base/index.ts';
import { Base64Url, CONTAINER_TYPE, type ExchangeCode } from '#shared/exchange/index.ts';
import { ascii, asciiText, base64UrlBytes, createReader, joinBytes, takeMagic, uint16 } from './framing.ts';

/** Why a container or file was refused. `message` tells a log what exactly was wrong; people read the code's sentence. */
export type Refused = { readonly code: ExchangeCode; readonly message: string };

/** The first bytes of a container: four letters and the version of the frame. */
const MAGIC = joinBytes([ascii('TMCP'), Uint8Array.of(1)]);
/** The longest signature: header with a key, two dots, 86 characters. */
const MAX_JWS_BYTES = 1024;

/** `typ` as RFC 7515 §4.1.9 wants it: the media type without `application/`. */
export const TYP = CONTAINER_TYPE.replace(/^application\//, '');

const Header = z.strictObject({
  alg: z.literal('EdDSA'),
  b64: z.literal(false),
  crit: z.tuple([z.literal('b64')]),
  kid: Base64Url.length(43),
  typ: z.literal(TYP),
  len: z.int().min(1),
  /** Only where the reader may not know the key yet. */
  jwk: z
    .strictObject({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: Base64Url.length(43) })
    .optional(),
});
export type Header = z.infer<typeof Header>;

/** A container taken apart, nothing of it believed yet. `signed` is a view on the bytes, not a copy. */
export type Parts = { header: Header; protectedText: string; signature: string; signed: Uint8Array };

/** The bytes of a container (P1). */
export function frame(protectedText: string, signature: string, signed: Uint8Array): Uint8Array {
  const jws = ascii(`${protectedText}..${signature}`);
  return joinBytes([MAGIC, uint16(jws.length), jws, signed]);
}

/** Takes a container apart by its lengths. Every bit of it counts: nothing may be written in two ways. */
export function takeApart(bytes: Uint8Array): Result<Parts, Refused> {
  const reader = createReader(bytes);
  const fault = takeMagic(bytes, reader, MAGIC);
  if (fault !== undefined) return refused(fault.code, fault.message);
  const length = reader.uint16();
  if (length === undefined) return refused('cut-short', 'ends before its lengths');
  if (length > MAX_JWS_BYTES) return refused('altered', `a signature of ${length} bytes`);
  const jws = reader.take(length);
  if (jws === undefined) return refused('cut-short', 'ends within the signature');
  const text = asciiText(jws);
  const [protectedText = '', between, signature = '', ...more] = text?.split('.') ?? [];
  if (between !== '' || more.length > 0) return refused('altered', 'no detached signature');
  const header = headerOf(protectedText);
  if (header === undefined) return refused('altered', 'no header of a container');
  if (base64UrlBytes(signature)?.length !== 64) return refused('altered', 'no Ed25519 signature');
  if (reader.left() < header.len) return refused('cut-short', `${reader.left()} of ${header.len} bytes`);
  if (reader.left() > header.len) return refused('altered', 'something follows the signed bytes');
  return ok({ header, protectedText, signature, signed: reader.rest() });
}

function headerOf(protectedText: string): Header | undefined {
  const bytes = base64UrlBytes(protectedText);
  if (bytes === undefined) return undefined;
  try {
    const header = Header.safeParse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
    return header.success ? header.data : undefined;
  } catch {
    return undefined;
  }
}

/** A refusal as a result. */
export function refused(code: ExchangeCode, message: string): Result<never, Refused> {
  return err({ code, message });
}
