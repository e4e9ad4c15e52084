import { z } from 'zod';
import { Hash, isEnvelopeId } from '../journal/index.ts';

/** Id of an office, station, person or subject: never a name, never a personal number. */
export const EnvelopeId = z.string().refine(isEnvelopeId);

/** A calendar day, `YYYY-MM-DD`, office time. */
export const Day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/** `YYYY-MM-DDTHH:mm:ss.sss+07:00`. */
export const Timestamp = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+07:00$/);

/** Bytes as base64url without padding (RFC 4648 §5). */
export const Base64Url = z.string().regex(/^[A-Za-z0-9_-]*$/);

/** A range of versions, both ends included. */
export const VersionRange = z.object({ oldest: z.int().min(0), newest: z.int().min(0) });
export type VersionRange = z.infer<typeof VersionRange>;

/** The latest entry of a station's exchange chain that somebody holds. */
export const Head = z.object({ station: EnvelopeId, seq: z.int().min(1), hash: Hash });
export type Head = Readonly<z.infer<typeof Head>>;

const Timing = {
  at: Timestamp,
  mono: z.int().min(0),
  actor: EnvelopeId,
  subject: EnvelopeId,
  kind: z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/),
  v: z.int().min(1),
};

/**
 * An entry as it travels. Station, seq, prev and hash follow from the run; `body` is its canonical JSON as text, so that
 * whoever receives it hashes what was written and need not write it anew. An erased entry (J11) has its `bodyHash` alone.
 */
export const CarriedEntry = z.union([
  z.object({ ...Timing, salt: Base64Url.length(22), body: z.string() }),
  z.object({ ...Timing, bodyHash: Hash }),
]);
export type CarriedEntry = Readonly<z.infer<typeof CarriedEntry>>;

/**
 * Entries of one station's exchange chain without a gap: `first` is the seq of the first, `prev` the hash before it,
 * `last` the hash of the last one as its writer has it: hashes in between are computed by the reader.
 */
export const Run = z.object({
  station: EnvelopeId,
  first: z.int().min(1),
  prev: Hash,
  last: Hash,
  entries: z.array(CarriedEntry).min(1),
});
export type Run = Readonly<z.infer<typeof Run>>;

/** A public key (RFC 8037) with the time in which it may be used. */
export const PublicKey = z.object({
  /** RFC 7638 thumbprint of the key: SHA-256, base64url. */
  kid: Base64Url.length(43),
  use: z.enum(['sign', 'encrypt']),
  /** Ed25519 for signing, X25519 for encrypting. */
  crv: z.enum(['Ed25519', 'X25519']),
  x: Base64Url.length(43),
  validFrom: Timestamp,
  validTo: Timestamp,
});
export type PublicKey = Readonly<z.infer<typeof PublicKey>>;
