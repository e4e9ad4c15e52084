/** Dates of law, working time, holidays, and deadlines that explain themselves. All pure; times are local (+07:00). */
export { buildCalendar, type Calendar, type DayInfo, dayInfo } from './calendar.ts';
export {
  CalendarData,
  CalendarResource,
  DayStatus,
  DeadlineProfile,
  MakeUpDay,
  OffDay,
  RuleSource,
  WorkingTime,
  WorkingTimeData,
} from './calendar-data.ts';
export { type CalendarRules, getDeadlineProfile, readCalendarResources } from './calendar-rules.ts';
export { computeDeadline, type Deadline } from './deadline.ts';
export {
  DEADLINE_UNITS,
  type DeadlineLimit,
  type DeadlineProblem,
  type DeadlineRequest,
  type DeadlineUnit,
  isUsableLimit,
  type Pause,
} from './deadline-request.ts';
export type { DeadlineStep, DeadlineStepCode } from './deadline-steps.ts';
export { isLate, isOverdue, type Remaining, remaining } from './lateness.ts';
export {
  addDays,
  addMonths,
  comparePlainDates,
  daysBetween,
  PlainDate,
  parsePlainDate,
  type Weekday,
  weekdayOf,
} from './plain-date.ts';
export {
  addMinutes,
  minutesBetween,
  PlainMinute,
  parsePlainMinute,
  plainDateOfMinute,
} from './plain-minute.ts';
