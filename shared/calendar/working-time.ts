import type { Calendar, Hours } from './calendar.ts';
import { dayOfMinute, MINUTES_PER_DAY } from './plain-minute.ts';

/*
 * Arithmetic on minute numbers (minutes since 1900-01-01T00:00 local). Whatever would leave 1900–2199 becomes NaN,
 * which survives further arithmetic and compares false, so that the caller checks once at the end.
 */

const NO_HOURS: Hours = { periods: [], minutes: 0 };

export function hoursOn(calendar: Calendar, dayNumber: number): Hours {
  return calendar.hours[calendar.hoursOfDay[dayNumber] ?? 0] ?? NO_HOURS;
}

export function isWorkingDayNumber(calendar: Calendar, dayNumber: number): boolean {
  return (calendar.hoursOfDay[dayNumber] ?? 0) !== 0;
}

/** The first working day on or after a day; NaN beyond the calendar. */
export function workingDayFrom(calendar: Calendar, dayNumber: number): number {
  return workingDayByIndex(calendar, calendar.workingDaysBefore[dayNumber] ?? Number.NaN);
}

/** The day `count` working days after a working day; NaN beyond the calendar. */
export function addWorkingDays(calendar: Calendar, dayNumber: number, count: number): number {
  return workingDayByIndex(calendar, (calendar.workingDaysBefore[dayNumber] ?? Number.NaN) + count);
}

function workingDayByIndex(calendar: Calendar, index: number): number {
  return calendar.workingDays[index] ?? Number.NaN;
}

/** Minutes since midnight at which a working day opens or closes; NaN on a day off. */
export function openingOf(calendar: Calendar, dayNumber: number): number {
  return hoursOn(calendar, dayNumber).periods[0]?.[0] ?? Number.NaN;
}

export function closingOf(calendar: Calendar, dayNumber: number): number {
  return hoursOn(calendar, dayNumber).periods.at(-1)?.[1] ?? Number.NaN;
}

/** The instant itself when somebody works in the minute that it begins, else the next beginning of work. */
export function moveIntoWorkingTime(calendar: Calendar, minute: number): number {
  const day = dayOfMinute(minute);
  const clock = minute - day * MINUTES_PER_DAY;
  for (const [from, to] of hoursOn(calendar, day).periods) {
    if (clock < to) return day * MINUTES_PER_DAY + Math.max(clock, from);
  }
  const next = workingDayFrom(calendar, day + 1);
  return next * MINUTES_PER_DAY + openingOf(calendar, next);
}

/** As `moveIntoWorkingTime`, but the end of a period (11:30, 17:00) on a working day stays. */
export function settleEnd(calendar: Calendar, minute: number): number {
  const day = dayOfMinute(minute);
  const clock = minute - day * MINUTES_PER_DAY;
  for (const [, to] of hoursOn(calendar, day).periods) if (clock === to) return minute;
  return moveIntoWorkingTime(calendar, minute);
}

/** Working minutes from the beginning of the calendar to an instant. */
export function workingMinutesUntil(calendar: Calendar, minute: number): number {
  const day = dayOfMinute(minute);
  const clock = minute - day * MINUTES_PER_DAY;
  let total = calendar.workingMinutesBefore[day] ?? Number.NaN;
  for (const [from, to] of hoursOn(calendar, day).periods) {
    if (clock > from) total += Math.min(clock, to) - from;
  }
  return total;
}

/** Working minutes between two instants, 0 or more; 0 when `to` is not after `from`. */
export function workingMinutesBetween(calendar: Calendar, from: number, to: number): number {
  return to <= from ? 0 : workingMinutesUntil(calendar, to) - workingMinutesUntil(calendar, from);
}

/**
 * The instant at which `count` working minutes have passed since `start`: the earliest, so an end at 11:30 or 17:00
 * stays there. With 0 minutes: `start` moved into working time.
 */
export function addWorkingMinutes(calendar: Calendar, start: number, count: number): number {
  if (count === 0) return moveIntoWorkingTime(calendar, start);
  const target = workingMinutesUntil(calendar, start) + count;
  const day = dayInWhichReached(calendar.workingMinutesBefore, target);
  let rest = target - (calendar.workingMinutesBefore[day] ?? Number.NaN);
  for (const [from, to] of hoursOn(calendar, day).periods) {
    if (rest <= to - from) return day * MINUTES_PER_DAY + from + rest;
    rest -= to - from;
  }
  return Number.NaN;
}

/** The day during which a running total reaches `target` (> 0): the last whose total before it is below. */
function dayInWhichReached(totalsBefore: Uint32Array, target: number): number {
  let low = 0;
  let high = totalsBefore.length - 1;
  if (!((totalsBefore[high] ?? 0) >= target)) return Number.NaN;
  while (low + 1 < high) {
    const middle = (low + high) >>> 1;
    if ((totalsBefore[middle] ?? 0) < target) low = middle;
    else high = middle;
  }
  return low;
}
