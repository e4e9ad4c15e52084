import { z } from 'zod';
import { PlainDate } from './plain-date.ts';
import { clockOf } from './plain-minute.ts';

/** `HH:mm`, 00:00–23:59. */
export const ClockText = z.string().refine((text) => !Number.isNaN(clockOf(text)), 'không phải giờ (HH:mm)');

/** Where a rule comes from, and how sure we are that it says so. */
export const RuleSource = z.strictObject({
  document: z.string().min(1),
  date: PlainDate.nullable(),
  subject: z.string().min(1),
  certainty: z.enum(['confirmed', 'partly-confirmed', 'general-knowledge', 'derived']),
  note: z.string(),
});
export type RuleSource = z.infer<typeof RuleSource>;

/** `derived`: follows from the law or the lunar calendar, not announced yet; deadlines that rest on it are "tạm tính". */
export const DayStatus = z.enum(['announced', 'derived']);
export type DayStatus = z.infer<typeof DayStatus>;

const day = { date: PlainDate, name: z.string().min(1), basis: z.string().min(1), status: DayStatus };

/** A day on which nobody works although its weekday is a working one. `name` completes "nghỉ …". */
export const OffDay = z.strictObject(day);
export type OffDay = z.infer<typeof OffDay>;

/** A day worked in exchange for another ("làm bù"); it has the hours of the weekday that it stands for. */
export const MakeUpDay = z.strictObject({ ...day, insteadOf: PlainDate });
export type MakeUpDay = z.infer<typeof MakeUpDay>;

const head = { id: z.string().min(1), version: z.int().min(1), title: z.string().min(1) };

/** Days off and make-up days that one decision fixes, for the days from `effectiveFrom` to `effectiveTo` inclusive. */
export const CalendarData = z.strictObject({
  kind: z.literal('calendar'),
  ...head,
  effectiveFrom: PlainDate,
  effectiveTo: PlainDate,
  sources: z.array(RuleSource).min(1),
  offDays: z.array(OffDay),
  makeUpDays: z.array(MakeUpDay),
});
export type CalendarData = z.infer<typeof CalendarData>;

/** The hours of some weekdays (Monday 1 … Sunday 7), half-open periods `[from, to)`, in force from a date on. */
export const WorkingTime = z.strictObject({
  effectiveFrom: PlainDate,
  weekdays: z.array(z.int().min(1).max(7)).min(1),
  periods: z
    .array(z.tuple([ClockText, ClockText]))
    .min(1)
    .refine(
      (periods) => periods.flat().every((text, index, all) => index === 0 || (all[index - 1] ?? '') < text),
      'các buổi làm việc phải theo thứ tự và không chồng nhau',
    ),
});
export type WorkingTime = z.infer<typeof WorkingTime>;

/** All hours of an office. Rows with one `effectiveFrom` make one week; a later week replaces it whole. */
export const WorkingTimeData = z.strictObject({
  kind: z.literal('working-time'),
  ...head,
  sources: z.array(RuleSource).min(1),
  workingTimes: z.array(WorkingTime).min(1),
});
export type WorkingTimeData = z.infer<typeof WorkingTimeData>;

/** The rules of counting that a law may set otherwise, valid for dossiers received from `effectiveFrom` to `effectiveTo`. */
export const DeadlineProfile = z.strictObject({
  kind: z.literal('deadline-profile'),
  ...head,
  sources: z.array(RuleSource).min(1),
  effectiveFrom: PlainDate,
  effectiveTo: PlainDate.nullable(),
  /** Received (moved into working time) at or before `cutOff`: result by closing of that day, else of the next working day. */
  sameDay: z.strictObject({ cutOff: ClockText }),
  /** Where the month of the end lacks the day: its last day, or the first day after it. */
  monthEnd: z.enum(['last-day', 'first-of-next-month']),
});
export type DeadlineProfile = z.infer<typeof DeadlineProfile>;

/** Any file of `resources/calendars`. */
export const CalendarResource = z.discriminatedUnion('kind', [
  CalendarData,
  WorkingTimeData,
  DeadlineProfile,
]);
export type CalendarResource = z.infer<typeof CalendarResource>;
