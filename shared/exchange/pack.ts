import { z } from 'zod';
import { Hash } from '../journal/index.ts';
import { Day, EnvelopeId, Timestamp } from './parts.ts';

/** What a province publishes to its offices. */
export const PackKind = z.enum(['catalogue', 'calendar', 'forms']);
export type PackKind = z.infer<typeof PackKind>;

/** A version of a pack as it is announced; the bytes are a signed container with this SHA-256. */
export const PackManifest = z.object({
  kind: PackKind,
  /** Rises by any step with every publication of the kind. */
  version: z.int().min(1),
  title: z.string().min(1).max(200),
  /** The day from which it is in force; an office applies it then, or earlier where an administrator says so. */
  effectiveFrom: Day,
  sha256: Hash,
  bytes: z.int().min(1),
});
export type PackManifest = Readonly<z.infer<typeof PackManifest>>;

/**
 * The payload of a pack. `content` is what the file of the kind in `resources/` holds (catalogue: the file of a
 * catalogue version; calendar: list of calendar resources; forms: list of templates): its owner parses it.
 */
export const PackPayload = z.object({
  type: z.literal('pack'),
  v: z.int().min(1),
  from: EnvelopeId,
  created: Timestamp,
  kind: PackKind,
  version: z.int().min(1),
  title: z.string().min(1).max(200),
  effectiveFrom: Day,
  /** Where it comes from in law (decision, date), for whoever compares. */
  source: z.string().max(1000),
  content: z.unknown(),
});
export type PackPayload = Readonly<z.infer<typeof PackPayload>>;
