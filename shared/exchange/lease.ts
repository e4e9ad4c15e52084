import { z } from 'zod';
import { Day, EnvelopeId, Timestamp } from './parts.ts';

/**
 * Serials that one station may use on each day of a span (L1). Bound to the station: a restored or copied database goes
 * on under another station and needs another lease, so that a number that the old one may have given is never given again.
 */
export const Lease = z.object({
  id: EnvelopeId,
  station: EnvelopeId,
  agencyCode: z.string().max(40),
  codeFormat: z.string().max(40),
  firstDay: Day,
  lastDay: Day,
  firstSerial: z.int().min(1),
  lastSerial: z.int().min(1),
  grantedAt: Timestamp,
  /** The last day on which it may be used where it was ended early; null while it stands. */
  endedAfter: Day.nullable(),
});
export type Lease = Readonly<z.infer<typeof Lease>>;

/** What an office wants of numbers: leases for a station that reach far enough, and more where a day's are nearly used. */
export const LeaseRequest = z.object({
  station: EnvelopeId,
  agencyCode: z.string().max(40),
  codeFormat: z.string().max(40),
  /** The first day that needs numbers: today, or the day from which numbers are frozen. */
  fromDay: Day,
  /** Leases of the station that the office has. */
  known: z.array(EnvelopeId).max(200),
  /** Days on which those are nearly used up, and how many serials more are wanted on each; empty for none. */
  short: z.array(z.object({ day: Day, more: z.int().min(1).max(9_999_999) })).max(30),
});
export type LeaseRequest = Readonly<z.infer<typeof LeaseRequest>>;
