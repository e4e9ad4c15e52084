import type { Calendar } from './calendar.ts';
import { hoursText } from './deadline-text.ts';
import { minuteNumberOf, type PlainMinute } from './plain-minute.ts';
import { workingMinutesBetween } from './working-time.ts';

/** Whether a result that was ready at `finished` came too late, as counted nationally: after the due minute. */
export function isLate(due: PlainMinute, finished: PlainMinute): boolean {
  return finished > due;
}

/** Whether a dossier still open at `now` is overdue, as counted nationally: from the due minute on. */
export function isOverdue(due: PlainMinute, now: PlainMinute): boolean {
  return now >= due;
}

/** How far it is to a due time, or since: working minutes, and in words. */
export type Remaining = {
  state: 'left' | 'overdue';
  /** Working minutes until the due time, or since it. */
  workingMinutes: number;
  /** Whole working days in them (a day is as long as the calendar's commonest: 7 h 30 by default). */
  workingDays: number;
  text: string;
};

/** What to say of an open dossier: "còn 2 ngày làm việc", "quá hạn 3 giờ". Never promises more than there is. */
export function remaining(due: PlainMinute, now: PlainMinute, calendar: Calendar): Remaining {
  const dueMinute = minuteNumberOf(due);
  const nowMinute = minuteNumberOf(now);
  const isOver = isOverdue(due, now);
  const workingMinutes = isOver
    ? workingMinutesBetween(calendar, dueMinute, nowMinute)
    : workingMinutesBetween(calendar, nowMinute, dueMinute);
  const dayLength = calendar.hours[1]?.minutes ?? 480;
  const workingDays = Math.floor(workingMinutes / dayLength);
  const amount = workingDays > 0 ? `${workingDays} ngày làm việc` : hoursText(workingMinutes);
  if (isOver) {
    const text = workingMinutes === 0 ? 'đã đến hạn' : `quá hạn ${amount}`;
    return { state: 'overdue', workingMinutes, workingDays, text };
  }
  const text = workingMinutes === 0 ? 'sắp đến hạn' : `còn ${amount}${workingDays > 0 ? '' : ' làm việc'}`;
  return { state: 'left', workingMinutes, workingDays, text };
}
