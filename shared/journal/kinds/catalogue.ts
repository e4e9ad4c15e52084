import { z } from 'zod';
import { Hash } from '../entry.ts';
import { defineEntryKind } from '../kind.ts';

/** A version of the catalogue of procedures was taken into use; its content lies beside the journal, under its hash. */
export const catalogueApplied = defineEntryKind({
  kind: 'catalogue-applied',
  chain: 'local',
  v: 1,
  body: z.strictObject({
    version: z.int().min(1),
    title: z.string(),
    /** SHA-256 over the UTF-8 bytes of the content. */
    sha256: Hash,
    /** First day (`YYYY-MM-DD`) on which dossiers are received under it. */
    effectiveFrom: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
  }),
});
