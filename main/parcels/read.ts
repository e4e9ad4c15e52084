import { z } from 'zod';
import { epochOfOfficeTimestamp, ok, type Result } from '#shared/base/index.ts';
import {
  MAX_PAYLOAD_BYTES,
  Payload,
  type PayloadType,
  type PublicKey,
  SERVED_VERSIONS,
  type VersionRange,
} from '#shared/exchange/index.ts';
import { containerSha256 } from './container.ts';
import { isSignedBy, isTooLarge, unpack } from './content.ts';
import { type Parts, type Refused, refused, takeApart } from './header.ts';
import { isSoundKey, thumbprint } from './keys.ts';

/** Payloads that are read before their sender's key is known; they are small, and bounded before anybody is trusted. */
export type SelfSignedType = 'hello' | 'enrol-request' | 'enrol-answer' | 'province-refusal';
const MAX_SELF_SIGNED_BYTES = 1024 * 1024;

/** A key as its finder knows it. `revoked`: refused at once, whatever its times say (P3). */
export type KnownKey = PublicKey & { readonly revoked?: boolean };

type ReadContainer<Type extends PayloadType, Key> = {
  payload: Extract<Payload, { type: Type }>;
  kid: string;
  /** What `findKey` gave: with it, whose key it is (P4). */
  key: Key;
  /** Of the container's bytes. */
  sha256: string;
};

/**
 * Reads a container (P1, P2): lengths, then the signature by the key that `findKey` gives (undefined: not known), then
 * the bounded payload, then its shape. `now` (milliseconds since 1970) is when the key must be valid; 'created' measures
 * it at the payload's own time, for a desk whose clock may be wrong by months and which can believe its pinned key.
 * `types`: which payloads are wanted here; `serves`: which versions are read.
 */
export async function readContainer<Key extends KnownKey, Type extends PayloadType = PayloadType>(
  bytes: Uint8Array,
  options: {
    readonly findKey: (kid: string) => Key | undefined | Promise<Key | undefined>;
    readonly now: number | 'created';
    readonly types?: readonly Type[];
    readonly serves?: VersionRange;
    readonly maxPayloadBytes?: number;
  },
): Promise<Result<ReadContainer<Type, Key>, Refused>> {
  const parts = takeApart(bytes);
  if (!parts.ok) return parts;
  const { kid } = parts.value.header;
  const key = await options.findKey(kid);
  if (key === undefined || key.kid !== kid || key.use !== 'sign' || !isSoundKey(key))
    return refused('unknown-key', `no key ${kid}`);
  if (key.revoked === true) return refused('key-not-valid', `the key ${kid} was revoked`);
  if (options.now !== 'created' && !isValidAt(key, options.now))
    return refused('key-not-valid', `the key ${kid} is not valid at this time`);
  if (!(await isSignedBy(parts.value, key))) return refused('altered', 'the signature does not fit');
  const payload = await payloadOf(parts.value, options);
  if (!payload.ok) return payload;
  if (options.now === 'created' && !isValidAt(key, epochOfOfficeTimestamp(payload.value.created)))
    return refused('key-not-valid', `the key ${kid} was not valid when it signed`);
  return ok({ payload: payload.value, kid, key, sha256: containerSha256(bytes) });
}

/**
 * Reads a container whose very bytes were announced by somebody who is believed: `sha256` is what was said of them, and
 * is all the trust there is (P21). Its key may have ended or be unknown since; one that `findKey` gives must fit.
 */
export async function readAnnounced<Type extends PayloadType>(
  bytes: Uint8Array,
  options: {
    readonly sha256: string;
    readonly findKey: (kid: string) => KnownKey | undefined | Promise<KnownKey | undefined>;
    readonly types: readonly Type[];
    readonly serves?: VersionRange;
  },
): Promise<Result<{ payload: Extract<Payload, { type: Type }>; kid: string; sha256: string }, Refused>> {
  const sha256 = containerSha256(bytes);
  if (sha256 !== options.sha256) return refused('altered', 'other bytes than those that were announced');
  const parts = takeApart(bytes);
  if (!parts.ok) return parts;
  const { kid } = parts.value.header;
  const key = await options.findKey(kid);
  if (key !== undefined && !(await isSignedBy(parts.value, key)))
    return refused('altered', 'the signature does not fit');
  const payload = await payloadOf(parts.value, options);
  return payload.ok ? ok({ payload: payload.value, kid, sha256 }) : payload;
}

/**
 * Reads a container whose sender nobody knows yet: signed by the key in its header, which the payload must name among
 * its sender's keys (a refusal names none: `key` is null, and whoever said it is not proven). This proves only that the
 * sender has that key: trust comes from the code's proof or from compared fingerprints (P3).
 */
export async function readSelfSigned<Type extends SelfSignedType>(
  bytes: Uint8Array,
  options: {
    readonly types: readonly Type[];
    readonly now: number | 'created';
    readonly serves?: VersionRange;
  },
): Promise<Result<ReadContainer<Type, PublicKey | null>, Refused>> {
  const parts = takeApart(bytes);
  if (!parts.ok) return parts;
  const { kid, jwk, len } = parts.value.header;
  if (jwk === undefined) return refused('wrong-type', 'a payload that is not signed by a key of its own');
  if (thumbprint(jwk) !== kid) return refused('altered', 'the key in the header is not the one it names');
  if (len > MAX_SELF_SIGNED_BYTES) return refused('too-large', `${len} signed bytes of a stranger`);
  if (!(await isSignedBy(parts.value, jwk))) return refused('altered', 'the signature does not fit');
  const read = await payloadOf(parts.value, { ...options, maxPayloadBytes: MAX_SELF_SIGNED_BYTES });
  if (!read.ok) return read;
  const payload: Extract<Payload, { type: SelfSignedType }> = read.value;
  const sha256 = containerSha256(bytes);
  if (payload.type === 'province-refusal') return ok({ payload: read.value, kid, key: null, sha256 });
  const keys = payload.type === 'enrol-answer' ? payload.province.keys : payload.keys;
  const key = keys.find((one) => one.kid === kid && one.use === 'sign');
  if (key === undefined || !keys.every(isSoundKey))
    return refused('malformed', 'not signed by a key it names');
  const at = options.now === 'created' ? epochOfOfficeTimestamp(payload.created) : options.now;
  if (!isValidAt(key, at)) return refused('key-not-valid', `the key ${kid} is not valid at this time`);
  return ok({ payload: read.value, kid, key, sha256 });
}

/** The id of the key that a container names as its signer's; nothing of it is believed yet. */
export function signerOf(bytes: Uint8Array): Result<string, Refused> {
  const parts = takeApart(bytes);
  return parts.ok ? ok(parts.value.header.kid) : parts;
}

/** Both ends included. */
export function isValidAt(key: PublicKey, at: number): boolean {
  return epochOfOfficeTimestamp(key.validFrom) <= at && at <= epochOfOfficeTimestamp(key.validTo);
}

/** What is said before each knows what the other reads, and why something is refused, has one shape for ever (P13). */
const SAME_FOR_EVER: ReadonlySet<string> = new Set([
  'hello',
  'enrol-request',
  'enrol-answer',
  'province-refusal',
] satisfies PayloadType[]);

const Versioned = z.object({ type: z.string(), v: z.int().min(1) });

async function payloadOf<Type extends PayloadType>(
  parts: Parts,
  options: {
    readonly types?: readonly Type[];
    readonly serves?: VersionRange;
    readonly maxPayloadBytes?: number;
  },
): Promise<Result<Extract<Payload, { type: Type }>, Refused>> {
  const maxOutputLength = options.maxPayloadBytes ?? MAX_PAYLOAD_BYTES;
  let value: unknown;
  try {
    const text = await unpack(parts.signed, maxOutputLength);
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(text));
  } catch (error) {
    return isTooLarge(error)
      ? refused('too-large', `more than ${maxOutputLength} bytes unpacked`)
      : refused('malformed', 'not zstd over JSON');
  }
  const named = Versioned.safeParse(value);
  if (!named.success) return refused('malformed', 'no type or version');
  const { type, v } = named.data;
  const serves = options.serves ?? SERVED_VERSIONS;
  if (!SAME_FOR_EVER.has(type) && (v < serves.oldest || v > serves.newest))
    return refused(versionCode(type, v > serves.newest), `version ${v} of ${type}`);
  if (options.types !== undefined && !options.types.some((wanted) => wanted === type))
    return refused('wrong-type', `a ${type} instead of ${options.types.join(', ')}`);
  const payload = Payload.safeParse(value);
  if (!payload.success) return refused('malformed', issueOf(payload.error));
  return ok(payload.data as Extract<Payload, { type: Type }>);
}

/** The codes speak of the station's program: what a province writes too newly, a station reads too old. */
function versionCode(type: string, newer: boolean): 'version-too-new' | 'version-too-old' {
  const fromStation = type === 'office-parcel' || type === 'enrol-request';
  return fromStation === newer ? 'version-too-new' : 'version-too-old';
}

/** Where the shape is wrong; never the value, which may be a person's. */
function issueOf(error: z.ZodError): string {
  const [issue] = error.issues;
  return issue === undefined ? 'another shape' : `${issue.path.join('.')}: ${issue.code}`;
}
