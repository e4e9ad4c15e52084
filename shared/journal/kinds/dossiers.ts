import { z } from 'zod';
import { DossierCode, DossierContent } from '../../dossier/index.ts';
import { defineEntryKind } from '../kind.ts';

const Day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const Serial = z.object({ agencyCode: z.string(), day: Day, number: z.int().min(1) });

/**
 * What stays of a reception when the person's data is erased: numbers that are never given again, the request that
 * must not be received anew, and what a register counts. Nothing of it leads to a person.
 */
export const ReceivedKept = z.object({
  codes: z.array(DossierCode),
  serial: Serial,
  register: z.object({ volume: z.string(), number: z.int() }),
  requestId: z.string(),
  receivedAt: z.string(),
  procedure: z.object({ code: z.string(), name: z.string() }),
});
export type ReceivedKept = z.infer<typeof ReceivedKept>;

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
  v: 3,
  // Version 2 brought other applicants than one person, and visits; version 3 slips to follow and results handed over
  // at once. What is absent says just that.
  upcasters: { 1: (body) => body, 2: (body) => body },
  body: z.object({
    dossier: DossierContent,
    /** The serial used; never used again, whatever becomes of the dossier. */
    serial: Serial,
    /** Makes a repeated request harmless; the digest tells a repeat from a mistake. */
    request: z.object({ id: z.string(), digest: z.string() }),
  }),
  kept: {
    schema: ReceivedKept,
    // Neither the check value (it opens the public look-up) nor the digest (it would confirm a guessed form).
    of: ({ dossier, serial, request }) => ({
      codes: dossier.codes,
      serial,
      register: dossier.register,
      requestId: request.id,
      receivedAt: dossier.receivedAt,
      procedure: { code: dossier.procedure.code, name: dossier.procedure.name },
    }),
  },
});
