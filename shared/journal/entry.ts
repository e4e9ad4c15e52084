import { z } from 'zod';

/** `exchange` travels to the province; `local` (rights, devices, sign-ins, settings) never leaves the office. */
export const Chain = z.enum(['exchange', 'local']);
export type Chain = z.infer<typeof Chain>;

/** SHA-256 as 64 lower-case hexadecimal digits. */
export const Hash = z.string().regex(/^[0-9a-f]{64}$/);

/** `prev` of the first entry of every chain. */
export const FIRST_PREV = '0'.repeat(64);

const ENVELOPE_ID = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,199}$/;
const PERSONAL_NUMBER = /^(\d{9}|\d{12})$/;

/**
 * True for what may stand in an envelope as an id: letters of ASCII, digits and `._:-`, so no name; and not the 9 or
 * 12 digits of a personal number. The envelope can never be erased.
 */
export function isEnvelopeId(text: string): boolean {
  return ENVELOPE_ID.test(text) && !PERSONAL_NUMBER.test(text);
}

const Id = z.string().refine(isEnvelopeId);

/** `YYYY-MM-DDTHH:mm:ss.sss+07:00`; years 1970–9999 so that it stays 29 characters. */
const OfficeTimestamp = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+07:00$/);

/**
 * The envelope of an entry: everything but body and salt. `actor` and `subject` are ids, never names or citizen
 * numbers: the envelope stays for ever, also after an erasure.
 */
export const Entry = z.strictObject({
  chain: Chain,
  office: Id,
  station: Id,
  /** 1, 2, 3 … without a gap per (station, chain). */
  seq: z.int().min(1),
  /** Wall clock of the station. */
  at: OfficeTimestamp,
  /** Milliseconds since 1970: max(at, mono of the entry before in the whole journal + 1). */
  mono: z.int().min(0),
  actor: Id,
  subject: Id,
  kind: z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/),
  v: z.int().min(1),
  bodyHash: Hash,
  prev: Hash,
  hash: Hash,
});
export type Entry = Readonly<z.infer<typeof Entry>>;
