import { z } from 'zod';
import { WellFormedText } from './receive.ts';

/** A reason of the list (by its code) and what the clerk adds; some reasons say nothing without it. */
export const MendingReasonInput = z.object({
  code: WellFormedText.min(1).max(50),
  text: WellFormedText.max(500),
});
export type MendingReasonInput = z.infer<typeof MendingReasonInput>;
