import { z } from 'zod';
import { defineEntryKind } from '../kind.ts';

const Id = z.string().min(1).max(200);
const Count = z.int().min(0);

/** What was found wrong with a copy: kinds, hashes and numbers only, so that nothing of a person is in it. */
const Damage = z.strictObject({ what: z.string().max(50), name: z.string().max(300), count: Count });

/** A copy of the whole office was made and is complete. */
export const copyMade = defineEntryKind({
  kind: 'copy-made',
  chain: 'local',
  v: 2,
  upcasters: { 1: (body) => ({ ...z.looseObject({}).parse(body), folder: null }) },
  body: z.strictObject({
    id: Id,
    /** The moment that the copy shows. */
    madeAt: z.string(),
    reason: z.enum(['schedule', 'button']),
    /** The folder of the settings, or one chosen at the button. */
    place: z.enum(['folder', 'elsewhere']),
    /** The folder that people chose, of this PC, as its system writes it; null where an earlier release did not tell. */
    folder: z.string().min(1).max(4_096).nullable(),
    dossiers: Count,
    entries: Count,
    papers: Count,
    /** Papers that the place lacked. */
    newPapers: Count,
    bytes: Count,
    /** Position of the last entry in it. */
    position: Count,
  }),
});

/** A copy was restored for trial. */
export const copyDrilled = defineEntryKind({
  kind: 'copy-drilled',
  chain: 'local',
  v: 1,
  body: z.strictObject({
    id: Id,
    madeAt: z.string(),
    outcome: z.enum(['proven', 'failed']),
    entries: Count,
    /** Papers that were deciphered. */
    papers: Count,
    damaged: z.array(Damage).max(50),
  }),
});

/** This database was put in place from a copy: the first entry that its next start writes. */
export const copyRestored = defineEntryKind({
  kind: 'copy-restored',
  chain: 'local',
  v: 1,
  body: z.strictObject({
    id: Id,
    madeAt: z.string(),
    outcome: z.enum(['whole', 'partly']),
    entries: Count,
    papers: Count,
    damaged: z.array(Damage).max(500),
    damages: Count,
  }),
});
