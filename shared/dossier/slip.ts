import { z } from 'zod';
import { CalendarDate } from '../citizen/index.ts';
import { MendingReasonInput, ReasonList } from './mending-reason.ts';
import { ReceiveDossier, ReceptionDraft, WellFormedText } from './receive.ts';
import { Gap, SlipKind } from './slip-parts.ts';

const slipFields = {
  kind: SlipKind,
  /** In words, where the matter is no procedure of this office's catalogue; empty where a procedure is chosen. */
  matter: WellFormedText.max(1000),
  /** For a supplement at least one; empty for a refusal. */
  gaps: z.array(Gap).max(300),
  reason: MendingReasonInput,
  /** Until when the papers are best brought; null where no day is named. It binds nobody. */
  until: CalendarDate.nullable(),
};

/** What a clerk submits to ask for a supplement or to refuse: the form as far as it is filled, and why. */
export const GiveSlip = ReceiveDossier.omit({ fee: true, due: true, follows: true, atOnce: true }).extend({
  procedureCode: WellFormedText.max(20).nullable(),
  caseId: WellFormedText.max(100).nullable(),
  ...slipFields,
  /** Print the slip now. */
  print: z.boolean(),
});
export type GiveSlip = z.infer<typeof GiveSlip>;

/** The same while it is being filled: anything may still be absent. The preview is computed from it. */
export const SlipDraft = ReceptionDraft.omit({ fee: true, due: true, atOnce: true }).extend({
  ...slipFields,
  gaps: z.array(Gap.extend({ text: WellFormedText.max(1000) })).max(300),
  /** An empty code while none is chosen. */
  reason: MendingReasonInput.extend({ code: WellFormedText.max(50) }),
});
export type SlipDraft = z.infer<typeof SlipDraft>;

/** The reasons an office gives on the slips: data (`resources/slips`). */
export const SlipReasons = z.object({
  source: z.string().min(1),
  supplement: ReasonList,
  refusal: ReasonList,
});
export type SlipReasons = z.infer<typeof SlipReasons>;
