import { z } from 'zod';
import { Hash } from '../journal/index.ts';
import { Lease, LeaseRequest } from './lease.ts';
import { PackKind, PackManifest, PackPayload } from './pack.ts';
import { Day, EnvelopeId, Head, PublicKey, Run, Timestamp, VersionRange } from './parts.ts';
import { Verdict } from './refusal.ts';

/** The program that wrote the payload. */
const Program = z.object({ version: z.string().max(60) });

/**
 * SHA-256 of every file that lies beside the container on a stick, in their order (P18): who seals a file is nobody known,
 * so what is signed says what belongs to it. By wire, and of releases before this was said, it is left out.
 */
const FilesBeside = z.array(Hash).max(4000).optional();

/** Names one entry of an exchange chain. */
const EntryRef = z.object({ station: EnvelopeId, seq: z.int().min(1) });

/** What an office sends: everything not yet acknowledged from the oldest on, and what it asks for. */
export const OfficeParcel = z.object({
  type: z.literal('office-parcel'),
  v: z.int().min(1),
  /** UUIDv7; no two parcels of an office have the same. */
  id: EnvelopeId,
  from: EnvelopeId,
  to: EnvelopeId,
  created: Timestamp,
  program: Program,
  runs: z.array(Run),
  /** Of every station whose chain the office holds, whether or not it sends of it. */
  heads: z.array(Head).max(1000),
  /** The last verdict that the office has taken in; 0 for none. */
  after: z.int().min(0),
  asks: z.object({
    leases: z.array(LeaseRequest).max(20),
    /** Rejected entries to be looked at anew. */
    retry: z.array(EntryRef).max(1000),
    /** Versions of packs that the office holds. */
    packs: z.array(z.object({ kind: PackKind, version: z.int().min(1) })).max(100),
    /** Days of which it wants the province's own count. */
    days: z.array(Day).max(400),
  }),
  files: FilesBeside,
});
export type OfficeParcel = Readonly<z.infer<typeof OfficeParcel>>;

/** How many entries of an office and day (of `at`) the province holds, by its own counting. */
export const DayCount = z.object({
  day: Day,
  accepted: z.int().min(0),
  rejected: z.int().min(0),
  conflict: z.int().min(0),
});
export type DayCount = Readonly<z.infer<typeof DayCount>>;

/** A run that was not taken: nothing of it was kept. `head`: what the province has of that station; null: nothing. */
export const RefusedRun = z.object({
  station: EnvelopeId,
  code: z.string(),
  message: z.string(),
  /** The entry at which it failed; null where the run as a whole does not fit. */
  seq: z.int().nullable(),
  head: Head.nullable(),
});
export type RefusedRun = Readonly<z.infer<typeof RefusedRun>>;

/** What the province answers to a parcel that it could read. */
export const ProvinceParcel = z.object({
  type: z.literal('province-parcel'),
  v: z.int().min(1),
  id: EnvelopeId,
  from: EnvelopeId,
  to: EnvelopeId,
  created: Timestamp,
  program: Program,
  /** SHA-256 of the container that is answered. */
  answers: Hash,
  /** What it reads and writes. */
  serves: VersionRange,
  /** Verdicts after the office's cursor, in order of `n`; `more`: ask again with `upTo`. `upTo` = `after` for none. */
  feed: z.object({
    after: z.int().min(0),
    upTo: z.int().min(0),
    more: z.boolean(),
    verdicts: z.array(Verdict),
  }),
  /** What the province holds of each station of the office. */
  heads: z.array(Head).max(1000),
  refused: z.array(RefusedRun),
  /** Entries of this office's own stations that it does not have any more (an older copy was restored). */
  missing: z.array(Run),
  /** Every lease of the office whose days are not long over. */
  leases: z.array(Lease).max(1000),
  /** The newest of each kind, and those not yet in force. */
  packs: z.array(PackManifest).max(200),
  /** Keys of the province, present and coming: pinned when signed by a pinned one. */
  keys: z.array(PublicKey).max(20),
  /**
   * Where the look-up of receipts is, for the QR of those made from now on (P22); null: none is open. Left out by a
   * province of an earlier release: what it said when the office joined holds.
   */
  lookup: z.string().max(300).nullable().optional(),
  days: z.array(DayCount).max(400),
  /** SHA-256 of files that accepted entries name and that the province does not have yet. */
  wanted: z.array(Hash).max(500),
  files: FilesBeside,
});
export type ProvinceParcel = Readonly<z.infer<typeof ProvinceParcel>>;

/** What the province answers where it refuses the whole container. Signed, so that nobody else can say it. */
export const ProvinceRefusal = z.object({
  type: z.literal('province-refusal'),
  v: z.int().min(1),
  from: EnvelopeId,
  created: Timestamp,
  serves: VersionRange,
  /** SHA-256 of the bytes that were refused. */
  answers: Hash,
  code: z.string(),
  message: z.string(),
  /** Seconds after which a new try is welcome; null: at any time. */
  waitSeconds: z.int().min(0).nullable(),
});
export type ProvinceRefusal = Readonly<z.infer<typeof ProvinceRefusal>>;

/** The answer to a call that is open to everybody: signed over the caller's nonce, which no captive portal can do. */
export const Hello = z.object({
  type: z.literal('hello'),
  v: z.int().min(1),
  from: EnvelopeId,
  name: z.string().max(200),
  created: Timestamp,
  nonce: z.string().max(100),
  serves: VersionRange,
  keys: z.array(PublicKey).max(20),
});
export type Hello = Readonly<z.infer<typeof Hello>>;

/**
 * An office asks to be let in, signed by the very key it brings. `proof` (by wire): HMAC-SHA-256 over `enrolmentText`,
 * keyed with the code that the province's administrator handed over; null by stick, where people compare fingerprints.
 */
export const EnrolRequest = z.object({
  type: z.literal('enrol-request'),
  v: z.int().min(1),
  id: EnvelopeId,
  created: Timestamp,
  /** `mono` of the newest entry of the office's journal (J6): what comes after it was written since. Earlier releases: none. */
  mono: z.int().min(0).optional(),
  program: Program,
  office: z.object({
    id: EnvelopeId,
    name: z.string().min(1).max(300),
    agencyCode: z.string().max(40),
    codeFormat: z.string().max(40),
    station: EnvelopeId,
  }),
  keys: z.array(PublicKey).length(2),
  proof: Hash.nullable(),
});
export type EnrolRequest = Readonly<z.infer<typeof EnrolRequest>>;

/** The office is let in. `proof`: as in the request, over both sides' keys; null by stick. */
export const EnrolAnswer = z.object({
  type: z.literal('enrol-answer'),
  v: z.int().min(1),
  created: Timestamp,
  /** SHA-256 of the request's container. */
  answers: Hash,
  to: EnvelopeId,
  serves: VersionRange,
  province: z.object({
    id: EnvelopeId,
    name: z.string().max(200),
    keys: z.array(PublicKey).max(20),
    /** Where the look-up of receipts is, for their QR; null: none is open. */
    lookup: z.string().max(300).nullable(),
    /** Where parcels go by wire; null: none. */
    address: z.string().max(300).nullable(),
  }),
  proof: Hash.nullable(),
});
export type EnrolAnswer = Readonly<z.infer<typeof EnrolAnswer>>;

/** Everything that lies in a signed container. */
export const Payload = z.discriminatedUnion('type', [
  OfficeParcel,
  ProvinceParcel,
  ProvinceRefusal,
  Hello,
  EnrolRequest,
  EnrolAnswer,
  PackPayload,
]);
export type Payload = z.infer<typeof Payload>;
export type PayloadType = Payload['type'];
