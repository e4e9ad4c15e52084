import { z } from 'zod';
import { Hash } from '../entry.ts';
import { defineEntryKind } from '../kind.ts';

const Day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

const pack = {
  kind: z.enum(['catalogue', 'calendar', 'forms']),
  version: z.int().min(1),
  title: z.string().min(1).max(200),
  /** SHA-256 of the signed container; its bytes lie beside the journal, under this hash. */
  sha256: Hash,
  /** The day from which the province states it to be in force. */
  effectiveFrom: Day,
};

/** A pack of the province was taken into use: from `inForceFrom` on, what is new goes by it. */
export const packApplied = defineEntryKind({
  kind: 'pack-applied',
  chain: 'local',
  v: 1,
  body: z.strictObject({
    ...pack,
    /** The day on which it was applied here, which may lie before `effectiveFrom`. */
    inForceFrom: Day,
    /** `date`: by itself, on its day. */
    by: z.enum(['person', 'date']),
    /** The version of the catalogue in it, which dossiers keep; null for other kinds. */
    catalogueVersion: z.int().min(1).nullable(),
  }),
});

/** An administrator said that a pack is not to be used here, and why. It may be applied later all the same. */
export const packRejected = defineEntryKind({
  kind: 'pack-rejected',
  chain: 'local',
  v: 1,
  body: z.strictObject({ ...pack, reason: z.string().min(1).max(500) }),
});
