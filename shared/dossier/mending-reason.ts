import { z } from 'zod';
import { WellFormedText } from './receive.ts';

/** A reason of the list (by its code) and what the clerk adds; some reasons say nothing without it. */
export const MendingReasonInput = z.object({
  code: WellFormedText.min(1).max(50),
  text: WellFormedText.max(500),
});
export type MendingReasonInput = z.infer<typeof MendingReasonInput>;

const ListedReason = z.object({
  code: z.string().min(1),
  label: z.string().min(1),
  /** The list's words alone do not say what happened. */
  textNeeded: z.boolean(),
});

/** The reasons to choose from for one purpose: data of an office, each code once. */
export const ReasonList = z
  .array(ListedReason)
  .min(1)
  .refine((list) => new Set(list.map(({ code }) => code)).size === list.length, 'a code stands twice');
export type ReasonList = z.infer<typeof ReasonList>;
