import { z } from 'zod';
import { Dossier } from '../../dossier/index.ts';
import { defineEntryKind } from '../kind.ts';

const Day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/**
 * A range of serials that this office may use on each day of a span. A standalone office is its own issuer;
 * a province grants ranges to the offices that exchange with it.
 */
export const serialRangeGranted = defineEntryKind({
  kind: 'serial-range-granted',
  chain: 'exchange',
  v: 1,
  body: z.strictObject({
    agencyCode: z.string(),
    codeFormat: z.string(),
    firstDay: Day,
    /** Null: until another range replaces it. */
    lastDay: Day.nullable(),
    firstSerial: z.int().min(1),
    lastSerial: z.int().min(1),
    issuer: z.enum(['own', 'province']),
  }),
});

/** A dossier was received: everything the receipt promises, and the versions of the rules it rests on. */
export const dossierReceived = defineEntryKind({
  kind: 'dossier-received',
  chain: 'exchange',
  v: 1,
  body: z.object({
    dossier: Dossier.omit({ state: true }),
    /** The serial used; never used again, whatever becomes of the dossier. */
    serial: z.object({ agencyCode: z.string(), day: Day, number: z.int().min(1) }),
    /** Makes a repeated request harmless; the digest tells a repeat from a mistake. */
    request: z.object({ id: z.string(), digest: z.string() }),
  }),
});
