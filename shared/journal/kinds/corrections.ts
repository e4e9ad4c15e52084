import { z } from 'zod';
import { Actor, DossierContent, MendingReason, RevisionRef } from '../../dossier/index.ts';
import { Hash } from '../entry.ts';
import { defineEntryKind } from '../kind.ts';

/** The revision that was before the clerk, and the hash of the entry that made it: two corrections of one are seen. */
const BasedOn = z.object({ revision: z.int().min(1), hash: Hash });
const Request = z.object({ id: z.string(), digest: z.string() });

/** What stays of a correction or cancellation: that it was, and on what it stood. Nothing of it leads to a person. */
export const MendedKept = z.object({ basedOn: BasedOn, requestId: z.string() });
export type MendedKept = z.infer<typeof MendedKept>;

/** A received dossier was corrected: the whole new content. The old one stays in its own entry. */
export const dossierCorrected = defineEntryKind({
  kind: 'dossier-corrected',
  chain: 'exchange',
  v: 3,
  // As in a reception: what is absent says that there is one person and nobody else, no slip, nothing at once.
  upcasters: { 1: (body) => body, 2: (body) => body },
  body: z.object({
    dossier: DossierContent,
    revision: z.int().min(2),
    basedOn: BasedOn,
    by: Actor,
    reason: MendingReason,
    /** The receipt whose place the new one takes. */
    supersedes: RevisionRef,
    /** Whether the new receipt was ordered from the printer at once. */
    printed: z.boolean(),
    request: Request,
  }),
  kept: {
    schema: MendedKept,
    of: ({ basedOn, request }) => ({ basedOn, requestId: request.id }),
  },
});

/** A dossier was cancelled because it was received by mistake. Its code and register line stay taken. */
export const dossierCancelled = defineEntryKind({
  kind: 'dossier-cancelled',
  chain: 'exchange',
  v: 1,
  body: z.object({
    basedOn: BasedOn,
    by: Actor,
    reason: MendingReason,
    request: Request,
  }),
  kept: {
    schema: MendedKept,
    of: ({ basedOn, request }) => ({ basedOn, requestId: request.id }),
  },
});
