import { z } from 'zod';
import { defineEntryKind } from '#shared/journal/index.ts';

/** What a later release may write: everybody else carries it, keeps it and shows it as unknown (J14, P13). */
export const futureKind = defineEntryKind({
  kind: 'dossier-lent-to-the-moon',
  chain: 'exchange',
  v: 1,
  body: z.strictObject({ crater: z.string(), days: z.int() }),
});
