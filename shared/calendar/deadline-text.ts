import { type Calendar, findNamedDay } from './calendar.ts';
import { partsOfDayNumber, weekdayOfDayNumber } from './plain-date.ts';
import { clockText, dayOfMinute, MINUTES_PER_DAY } from './plain-minute.ts';

const WEEKDAYS = ['', 'thứ Hai', 'thứ Ba', 'thứ Tư', 'thứ Năm', 'thứ Sáu', 'thứ Bảy', 'Chủ nhật'] as const;

export function weekdayText(dayNumber: number): string {
  return WEEKDAYS[weekdayOfDayNumber(dayNumber)];
}

/** `22/8`, with the year when it is not the one that the reader has in mind: `4/1/2027`. */
export function dateText(dayNumber: number, yearInMind: number): string {
  const { year, month, day } = partsOfDayNumber(dayNumber);
  return year === yearInMind ? `${day}/${month}` : `${day}/${month}/${year}`;
}

/** `17:00 thứ Bảy 22/8`. */
export function momentText(minute: number, yearInMind: number): string {
  const day = dayOfMinute(minute);
  return `${clockText(minute % MINUTES_PER_DAY)} ${weekdayText(day)} ${dateText(day, yearInMind)}`;
}

/** As `momentText`, and says so when people only work that day to make up for another. */
export function dueText(calendar: Calendar, minute: number, yearInMind: number): string {
  const makeUp = findNamedDay(calendar, dayOfMinute(minute))?.kind === 'make-up';
  return `${momentText(minute, yearInMind)}${makeUp ? ' (ngày làm bù)' : ''}`;
}

/** `2 giờ 30 phút`. */
export function hoursText(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours === 0) return `${rest} phút`;
  return rest === 0 ? `${hours} giờ` : `${hours} giờ ${rest} phút`;
}

/** `3 ngày 2 giờ`, of wall time. */
export function durationText(minutes: number): string {
  const days = Math.floor(minutes / MINUTES_PER_DAY);
  const rest = minutes % MINUTES_PER_DAY;
  if (days === 0) return hoursText(rest);
  return rest === 0 ? `${days} ngày` : `${days} ngày ${hoursText(rest)}`;
}
