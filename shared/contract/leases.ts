import { z } from 'zod';
import { parsePlainDate } from '../calendar/index.ts';
import { procedure } from './define.ts';

/** A day that exists. */
const Day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .refine((day) => parsePlainDate(day) !== undefined);
const DayUse = z.object({ total: z.int(), used: z.int(), left: z.int() });

/** What a person should know before numbers end. */
export const LeaseWarning = z.discriminatedUnion('kind', [
  /** At most a fifth of the day's numbers are left; 0: none, receptions are refused. */
  z.object({
    kind: z.literal('day-low'),
    day: z.string(),
    left: z.int(),
    total: z.int(),
    /** Who granted them: the office itself, or the province. */
    issuer: z.enum(['own', 'province']),
  }),
  /** No lease of the province holds on this day: receptions are refused. */
  z.object({ kind: z.literal('no-lease'), day: z.string() }),
  /** Leases end soon; `days`: how many days are left after today. */
  z.object({ kind: z.literal('ends-soon'), lastDay: z.string(), days: z.int() }),
]);
export type LeaseWarning = z.infer<typeof LeaseWarning>;

/** Numbers of dossiers as this station may give them. */
export const LeaseState = z.object({
  /** `own`: the office grants them itself, until the province's first lease. */
  issuer: z.enum(['own', 'province']),
  agencyCode: z.string(),
  station: z.string(),
  today: z.string(),
  use: DayUse,
  /** The last day up to which every day has numbers; null: no lease holds today. */
  lastDay: z.string().nullable(),
  /** Today and the 13 days after it. */
  ahead: z.array(DayUse.extend({ day: z.string() })),
  leases: z.array(
    z.object({
      id: z.string(),
      station: z.string(),
      /** Of the station that writes now; those of others are never used here. */
      present: z.boolean(),
      codeFormat: z.string(),
      firstDay: z.string(),
      lastDay: z.string(),
      firstSerial: z.int(),
      lastSerial: z.int(),
      grantedAt: z.string(),
      takenAt: z.string(),
      endedAfter: z.string().nullable(),
      standing: z.enum(['in-use', 'coming', 'over']),
    }),
  ),
  warnings: z.array(LeaseWarning),
  /** What the next parcel asks of the province; null: the office grants its numbers itself. */
  asked: z
    .object({ fromDay: z.string(), short: z.array(z.object({ day: z.string(), more: z.int() })) })
    .nullable(),
  /** Numbers are in doubt: dossiers get provisional codes. */
  frozen: z.boolean(),
});
export type LeaseState = z.infer<typeof LeaseState>;

/** What became of the numbers of a day. */
export const GapDay = z.object({
  day: z.string(),
  given: z.int(),
  cancelled: z.int(),
  /** Another copy of this office may have given them while numbers were in doubt. */
  unknown: z.int(),
  /** Passed over: the code had been entered as one issued elsewhere. */
  skipped: z.int(),
  /** No entry says why; never to be seen. */
  unexplained: z.int(),
  rows: z.array(
    z.object({
      first: z.int(),
      last: z.int(),
      state: z.enum(['given', 'cancelled', 'unknown', 'skipped', 'unexplained']),
    }),
  ),
});
export type GapDay = z.infer<typeof GapDay>;

export const leases = {
  state: procedure({
    title: 'Dải số do tỉnh cấp',
    description: 'Leases with their use today and ahead, warnings, and what is asked of the province.',
    access: 'signed-in',
    input: z.object({}),
    output: LeaseState,
  }),
  warnings: procedure({
    title: 'Cảnh báo dải số',
    description: 'What the desk is told before numbers end; empty where they are plenty.',
    access: 'signed-in',
    input: z.object({}),
    output: z.object({ warnings: z.array(LeaseWarning) }),
  }),
  gaps: procedure({
    title: 'Báo cáo số đã cấp và số bỏ trống',
    description:
      'What became of each number by day, newest day first: given, cancelled, possibly issued by another copy, passed over.',
    access: 'signed-in',
    input: z.object({
      /** `next` of the page before. */
      before: Day.nullable(),
      limit: z.int().min(1).max(60),
    }),
    output: z.object({ agencyCode: z.string(), days: z.array(GapDay), next: z.string().nullable() }),
  }),
};
