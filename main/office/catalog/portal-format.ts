import { z } from 'zod';

/** Text that the portal sometimes leaves out: null and absent become "". */
const LooseText = z
  .string()
  .nullish()
  .transform((text) => text ?? '');

const LooseNumber = z
  .number()
  .nullish()
  .transform((value) => value ?? null);

/** Time and fee of one way of filing, as the portal's export states them. */
export const PortalChannel = z.object({
  channel: z.string(),
  time_value: LooseNumber,
  time_unit: LooseText,
  fee_amount: LooseNumber,
  fee_currency: LooseText,
  fee_set_by_province: z
    .boolean()
    .nullish()
    .transform((value) => value === true),
  portal_shows_free: z
    .boolean()
    .nullish()
    .transform((value) => value === true),
  note: LooseText,
});
export type PortalChannel = z.infer<typeof PortalChannel>;

/** One row of a list of papers. `case` is whatever heading stood above it. */
export const PortalDocument = z.object({
  case: LooseText,
  name: LooseText,
  originals: LooseNumber,
  copies: LooseNumber,
  kind: LooseText,
});
export type PortalDocument = z.infer<typeof PortalDocument>;

/** One procedure of the export. Unknown fields are let through unread: the portal adds some without notice. */
export const PortalProcedure = z.object({
  code: z.string(),
  name: LooseText,
  field: LooseText,
  level_now: LooseText,
  decision: LooseText,
  applicants: LooseText,
  channels: z
    .array(PortalChannel)
    .nullish()
    .transform((list) => list ?? []),
  documents: z
    .array(PortalDocument)
    .nullish()
    .transform((list) => list ?? []),
  results: z
    .array(z.object({ name: LooseText, code: LooseText }))
    .nullish()
    .transform((list) => list ?? []),
  statutory_time_note: LooseText,
  statutory_value: LooseNumber,
  statutory_rule: LooseText,
  statutory_source: LooseText,
  verified: z
    .boolean()
    .nullish()
    .transform((value) => value === true),
  source_url: LooseText,
});
export type PortalProcedure = z.infer<typeof PortalProcedure>;

/** What an import could not take as it stood; for the administrator, in Vietnamese. */
export type ImportProblem = { code: string; message: string };
