import { z } from 'zod';
import {
  dayNumberAtStartOf,
  digitsAt,
  LAST_DAY_NUMBER,
  type PlainDate,
  plainDateOfDayNumber,
  twoDigits,
} from './plain-date.ts';

export const MINUTES_PER_DAY = 1_440;

/** A whole minute on the office's wall (+07:00, no daylight saving): `YYYY-MM-DDTHH:mm`. Sorts and compares as text. */
export const PlainMinute = z
  .string()
  .refine((text) => Number.isInteger(minuteNumberOf(text)), 'không phải thời điểm có thật (YYYY-MM-DDTHH:mm)')
  .brand<'PlainMinute'>();
export type PlainMinute = z.infer<typeof PlainMinute>;

/** The last minute number that these rules know: 2199-12-31T23:59. */
export const LAST_MINUTE_NUMBER = (LAST_DAY_NUMBER + 1) * MINUTES_PER_DAY - 1;

/** Minutes since 1900-01-01T00:00 local; NaN for anything that is not `YYYY-MM-DDTHH:mm` of 1900–2199. */
export function minuteNumberOf(text: string): number {
  if (text.length !== 16 || text.charCodeAt(10) !== 84) return Number.NaN;
  return dayNumberAtStartOf(text) * MINUTES_PER_DAY + clockAt(text, 11);
}

/** Minutes since midnight of `HH:mm` (00:00–23:59); NaN for anything else. */
export function clockOf(text: string): number {
  return text.length === 5 ? clockAt(text, 0) : Number.NaN;
}

function clockAt(text: string, start: number): number {
  const hour = digitsAt(text, start, 2);
  const minute = digitsAt(text, start + 3, 2);
  return text.charCodeAt(start + 2) === 58 && hour <= 23 && minute <= 59 ? hour * 60 + minute : Number.NaN;
}

/** `HH:mm` of minutes since midnight. */
export function clockText(clock: number): string {
  return `${twoDigits(Math.floor(clock / 60))}:${twoDigits(clock % 60)}`;
}

/** `YYYY-MM-DDTHH:mm` of a minute number. Throws RangeError outside 1900–2199. */
export function plainMinuteOfNumber(minute: number): PlainMinute {
  return `${plainDateOfDayNumber(dayOfMinute(minute))}T${clockText(minute % MINUTES_PER_DAY)}` as PlainMinute;
}

export function dayOfMinute(minute: number): number {
  return Math.floor(minute / MINUTES_PER_DAY);
}

/** The text as a PlainMinute when it is a real minute of 1900–2199, else undefined. */
export function parsePlainMinute(text: string): PlainMinute | undefined {
  return Number.isNaN(minuteNumberOf(text)) ? undefined : (text as PlainMinute);
}

export function plainDateOfMinute(minute: PlainMinute): PlainDate {
  return minute.slice(0, 10) as PlainDate;
}

/** Minutes from one instant to another; negative when `to` is earlier. */
export function minutesBetween(from: PlainMinute, to: PlainMinute): number {
  return minuteNumberOf(to) - minuteNumberOf(from);
}

/** The instant `minutes` of wall time later (earlier if negative). Throws RangeError outside 1900–2199. */
export function addMinutes(minute: PlainMinute, minutes: number): PlainMinute {
  return plainMinuteOfNumber(minuteNumberOf(minute) + minutes);
}
