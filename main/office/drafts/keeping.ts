import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { officeDate } from '#shared/base/index.ts';

/** `resources/drafts/keeping.json`: how long a draft is kept, from which day on, and why. */
export const DraftKeeping = z.object({
  title: z.string(),
  rules: z
    .array(
      z.object({
        /** `YYYY-MM-DD` */
        validFrom: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
        keepDays: z.int().min(1).max(365),
        reason: z.string().min(1),
        source: z.string().min(1),
        certainty: z.string().min(1),
      }),
    )
    .min(1),
});
export type DraftKeeping = z.infer<typeof DraftKeeping>;

/** Reads the rule's file. Throws when it does not fit: nobody's data may be kept by a broken rule. */
export function loadDraftKeeping(resourcesDirectory: string): DraftKeeping {
  const file = path.join(resourcesDirectory, 'drafts', 'keeping.json');
  return DraftKeeping.parse(JSON.parse(readFileSync(file, 'utf8')));
}

/** Days a draft is kept by the rule in force at `now` (milliseconds since 1970). */
export function keepDaysAt(keeping: DraftKeeping, now: number): number {
  const today = officeDate(now);
  const byDay = [...keeping.rules].sort((left, right) => (left.validFrom < right.validFrom ? -1 : 1));
  // With a clock set back before the first rule that one holds: never for ever.
  const rule = byDay.findLast((one) => one.validFrom <= today) ?? byDay[0];
  if (rule === undefined) throw new Error('no rule for keeping drafts');
  return rule.keepDays;
}
