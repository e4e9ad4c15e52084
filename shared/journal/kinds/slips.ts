import { z } from 'zod';
import { DossierCode, DossierContent, SlipKind } from '../../dossier/index.ts';
import { defineEntryKind } from '../kind.ts';

/**
 * What stays of a slip when the person's data is erased: its number, which is never given again, the request that must
 * not be carried out anew, and what its book counts. Nothing of it leads to a person.
 */
export const SlipKept = z.object({
  slip: SlipKind,
  codes: z.array(DossierCode),
  register: z.object({ volume: z.string(), number: z.int() }),
  requestId: z.string(),
  receivedAt: z.string(),
  procedure: z.object({ code: z.string(), name: z.string() }),
});
export type SlipKept = z.infer<typeof SlipKept>;

/** Papers were asked for, or the matter was refused: everything the slip says. Nothing was received. */
export const slipGiven = defineEntryKind({
  kind: 'slip-given',
  chain: 'exchange',
  v: 1,
  body: z.object({
    dossier: DossierContent.required({ slip: true }),
    request: z.object({ id: z.string(), digest: z.string() }),
  }),
  kept: {
    schema: SlipKept,
    of: ({ dossier, request }) => ({
      slip: dossier.slip.kind,
      codes: dossier.codes,
      register: dossier.register,
      requestId: request.id,
      receivedAt: dossier.receivedAt,
      // A matter in the clerk's own words may name somebody.
      procedure: {
        code: dossier.procedure.code,
        name: dossier.procedure.code === '' ? '' : dossier.procedure.name,
      },
    }),
  },
});
