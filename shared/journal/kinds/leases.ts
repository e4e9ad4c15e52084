import { z } from 'zod';
import { defineEntryKind } from '../kind.ts';

const Id = z.string().min(1).max(200);
const Day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/**
 * Serials that the province grants to one station, on each day of a span (L9). The first one ends the ranges that the
 * office granted itself (L4): what the station numbered before it was its own issuing (L10).
 */
export const leaseTaken = defineEntryKind({
  kind: 'lease-taken',
  chain: 'exchange',
  v: 1,
  body: z.strictObject({
    /** The province's id of the lease. */
    id: Id,
    station: Id,
    agencyCode: z.string().max(40),
    codeFormat: z.string().max(40),
    firstDay: Day,
    lastDay: Day,
    firstSerial: z.int().min(1),
    lastSerial: z.int().min(1),
    /** Office time at the province. */
    grantedAt: z.string().max(40),
  }),
});

/** The province ended a lease early: it may be used up to that day, that day included. */
export const leaseEnded = defineEntryKind({
  kind: 'lease-ended',
  chain: 'exchange',
  v: 1,
  body: z.strictObject({ id: Id, endedAfter: Day }),
});

/**
 * Numbers are in doubt no longer (L6), without a person: what another copy may have given lies in leases of other
 * stations, and this station has its own now.
 */
export const freezeLifted = defineEntryKind({
  kind: 'freeze-lifted',
  chain: 'exchange',
  v: 1,
  /** The station whose numbers were frozen, and the lease by which they are not any more. */
  body: z.strictObject({ station: Id, lease: Id }),
});
