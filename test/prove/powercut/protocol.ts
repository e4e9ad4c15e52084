import { z } from 'zod';

/** What the guest has acknowledged so far, known outside of it: told to it at its next start. */
export const Acknowledged = z.object({
  who: z.object({ login: z.string(), password: z.string() }).nullable(),
  /** Receptions 0 … dossiers - 1 were answered. */
  dossiers: z.int(),
  /** Index of the last reception whose draft was kept; -1 before the first. */
  draft: z.int(),
});
export type Acknowledged = z.infer<typeof Acknowledged>;

/** What the guest finds on its disk after a cut. */
export const Found = z.object({
  dossiers: z.int(),
  inOrder: z.boolean(),
  /** Codes that stand twice. */
  twice: z.int(),
  /** SHA-256 over the codes of the acknowledged receptions, one a line. */
  codes: z.string(),
  /** Codes of what was received and never acknowledged: the cut came in between. */
  unacknowledged: z.array(z.string()),
  /** Dossiers with a print job. */
  withJob: z.int(),
  draft: z.boolean(),
  verified: z.enum(['intact', 'broken', 'stopped']),
  rebuilt: z.boolean(),
  integrity: z.string(),
  /** The office took itself for a copy, which it is not. */
  frozen: z.boolean(),
});
export type Found = z.infer<typeof Found>;
