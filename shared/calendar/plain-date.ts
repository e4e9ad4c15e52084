import { z } from 'zod';

/** First and last year of every rule here: `YYYY` outside is refused, never guessed. */
export const FIRST_YEAR = 1900;
export const LAST_YEAR = 2199;

/** A date of law, `YYYY-MM-DD`, without time or zone. Sorts and compares as text. */
export const PlainDate = z
  .string()
  .refine((text) => Number.isInteger(dayNumberOf(text)), 'không phải ngày có thật (YYYY-MM-DD, 1900–2199)')
  .brand<'PlainDate'>();
export type PlainDate = z.infer<typeof PlainDate>;

/** Monday 1 … Sunday 7. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** A date taken apart. */
export type DateParts = { year: number; month: number; day: number };

// 1970-01-01 is day 25,567 counted from Monday 1900-01-01 = day 0.
const EPOCH_SHIFT = 719_468 - 25_567;

/** Days since 1900-01-01 (a Monday) of a date that exists; pure arithmetic on the Gregorian cycle of 400 years. */
export function dayNumberOfParts({ year, month, day }: DateParts): number {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - EPOCH_SHIFT;
}

/** The inverse of `dayNumberOfParts`. */
export function partsOfDayNumber(dayNumber: number): DateParts {
  const shifted = dayNumber + EPOCH_SHIFT;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1_460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1,
  };
}

/** The last day number that these rules know: 2199-12-31. */
export const LAST_DAY_NUMBER = dayNumberOfParts({ year: LAST_YEAR, month: 12, day: 31 });

/** Days in a month, 28–31. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** The number written by `length` ASCII digits at `start`, or NaN. */
export function digitsAt(text: string, start: number, length: number): number {
  let value = 0;
  for (let index = start; index < start + length; index += 1) {
    const digit = text.charCodeAt(index) - 48;
    if (!(digit >= 0 && digit <= 9)) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}

/** Day number of the date in the first ten characters, or NaN where they are no real date of 1900–2199. */
export function dayNumberAtStartOf(text: string): number {
  if (text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45) return Number.NaN;
  const year = digitsAt(text, 0, 4);
  const month = digitsAt(text, 5, 2);
  const day = digitsAt(text, 8, 2);
  const real =
    year >= FIRST_YEAR &&
    year <= LAST_YEAR &&
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    day <= daysInMonth(year, month);
  return real ? dayNumberOfParts({ year, month, day }) : Number.NaN;
}

/** Days since 1900-01-01 of `YYYY-MM-DD`; NaN for anything else. */
export function dayNumberOf(text: string): number {
  return text.length === 10 ? dayNumberAtStartOf(text) : Number.NaN;
}

export function twoDigits(value: number): string {
  return value < 10 ? `0${value}` : `${value}`;
}

/** `YYYY-MM-DD` of a day number. Throws RangeError outside 1900–2199. */
export function plainDateOfDayNumber(dayNumber: number): PlainDate {
  if (!(dayNumber >= 0 && dayNumber <= LAST_DAY_NUMBER)) throw new RangeError(`day ${dayNumber} is outside`);
  const { year, month, day } = partsOfDayNumber(dayNumber);
  return `${year}-${twoDigits(month)}-${twoDigits(day)}` as PlainDate;
}

/** The text as a PlainDate when it is a real date of 1900–2199, else undefined. */
export function parsePlainDate(text: string): PlainDate | undefined {
  return Number.isNaN(dayNumberOf(text)) ? undefined : (text as PlainDate);
}

/** ISO weekday: Monday 1 … Sunday 7. */
export function weekdayOf(date: PlainDate): Weekday {
  return weekdayOfDayNumber(dayNumberOf(date));
}

export function weekdayOfDayNumber(dayNumber: number): Weekday {
  return ((dayNumber % 7) + 1) as Weekday;
}

/** The date `days` later (earlier if negative). Throws RangeError outside 1900–2199. */
export function addDays(date: PlainDate, days: number): PlainDate {
  return plainDateOfDayNumber(dayNumberOf(date) + days);
}

/** The same day of the month `months` later; the last day where that month is shorter. Throws RangeError outside 1900–2199. */
export function addMonths(date: PlainDate, months: number): PlainDate {
  return plainDateOfDayNumber(addMonthsToDayNumber(dayNumberOf(date), months).dayNumber);
}

/** As `addMonths`, on day numbers; `clipped` says that the month was too short for the day. */
export function addMonthsToDayNumber(
  dayNumber: number,
  months: number,
): { dayNumber: number; clipped: boolean } {
  const { year, month, day } = partsOfDayNumber(dayNumber);
  const total = year * 12 + month - 1 + months;
  const target = { year: Math.floor(total / 12), month: (total % 12) + 1 };
  const last = daysInMonth(target.year, target.month);
  return { dayNumber: dayNumberOfParts({ ...target, day: Math.min(day, last) }), clipped: day > last };
}

/** Whole days from one date to another; negative when `to` is earlier. */
export function daysBetween(from: PlainDate, to: PlainDate): number {
  return dayNumberOf(to) - dayNumberOf(from);
}

/** Negative, zero or positive as `a` is earlier, equal or later; for `sort`. */
export function comparePlainDates(a: PlainDate, b: PlainDate): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
