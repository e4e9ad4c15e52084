import { z } from 'zod';
import { err, ok, type Result } from '#shared/base/index.ts';

const FIRST_YEAR = 1900;
const LAST_YEAR = 2099;

function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** Is this a day of the Gregorian calendar? Year 1–9999, month 1–12, day from 1. */
export function isRealDate(year: number, month: number, day: number): boolean {
  if (![year, month, day].every(Number.isInteger)) return false;
  if (year < 1 || year > 9999 || month < 1 || month > 12) return false;
  return day >= 1 && day <= daysInMonth(year, month);
}

function isIsoDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && isRealDate(+text.slice(0, 4), +text.slice(5, 7), +text.slice(8));
}

function isBirthYear(year: number): boolean {
  return year >= FIRST_YEAR && year <= LAST_YEAR;
}

/** A real day as `YYYY-MM-DD`. */
export const CalendarDate = z.string().refine(isIsoDate, { error: 'Ngày không có thật trong lịch.' });
export type CalendarDate = z.infer<typeof CalendarDate>;

/** `YYYY-MM-DD`, or `YYYY` where only the year is known (old people's papers); years 1900–2099. */
export const Birth = z
  .string()
  .refine((text) => isBirthYear(+text.slice(0, 4)) && (/^\d{4}$/.test(text) || isIsoDate(text)), {
    error: 'Ngày sinh không hợp lệ. Nhập ngày/tháng/năm, hoặc chỉ năm sinh.',
  });
export type Birth = z.infer<typeof Birth>;

export const Sex = z.enum(['male', 'female']);
export type Sex = z.infer<typeof Sex>;

/** `ddMMyyyy` of a real day → `YYYY-MM-DD`; undefined for anything else. */
export function isoOfDayMonthYear(text: string): CalendarDate | undefined {
  const match = /^(\d{2})(\d{2})(\d{4})$/.exec(text);
  if (!match) return undefined;
  const [, day = '', month = '', year = ''] = match;
  return isRealDate(+year, +month, +day) ? `${year}-${month}-${day}` : undefined;
}

/**
 * The birth field of a card's QR: empty → null (not known); `ddMMyyyy` of a real day; `00MMyyyy`, `0000yyyy` and `yyyy`
 * → the year. Undefined: not a birth date.
 */
export function birthOfCard(text: string): Birth | null | undefined {
  if (text === '') return null;
  if (!/^(?:\d{4})?\d{4}$/.test(text)) return undefined;
  const year = text.slice(-4);
  if (!isBirthYear(+year)) return undefined;
  if (text.length === 4) return year;
  if (!text.startsWith('00')) return isoOfDayMonthYear(text);
  return +text.slice(2, 4) <= 12 ? year : undefined;
}

/** "24/11/1995", "1950"; empty for a birth that is not known. */
export function displayBirth(birth: Birth | null): string {
  if (birth === null) return '';
  const [year, month, day] = birth.split('-');
  return month === undefined || day === undefined ? birth : `${day}/${month}/${year}`;
}

const HOW = 'Nhập như 24/11/1995 hoặc 24111995; chỉ biết năm thì nhập 1950.';

/** The digits of a typed day in the order ddMMyyyy, or of a year; undefined for another shape. */
function typedDigits(typed: string): string | undefined {
  if (/^\d{4}$|^\d{8}$/.test(typed)) return typed;
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(typed);
  if (iso) return `${iso[3]}${iso[2]}${iso[1]}`;
  const parts = /^(\d{1,2})([/.\- ])(\d{1,2})\2(\d{4})$/.exec(typed);
  if (!parts) return undefined;
  const [, day = '', , month = '', year = ''] = parts;
  return day.padStart(2, '0') + month.padStart(2, '0') + year;
}

/**
 * A birth date as a clerk types it: `24/11/1995` (also with - . or blanks), `24111995`, `1995-11-24`, `1950`,
 * `00/00/1950`. `today` (`YYYY-MM-DD`) refuses what lies after it. The error is a sentence for the clerk.
 */
export function parseTypedBirth(text: string, today?: CalendarDate): Result<Birth, string> {
  const typed = text
    .replace(/\s+/gu, ' ')
    .replace(/ ?([/.-]) ?/g, '$1')
    .trim();
  const digits = typedDigits(typed);
  if (digits === undefined) return err(`Chưa đọc được ngày sinh. ${HOW}`);
  const birth = birthOfCard(digits);
  if (birth === undefined || birth === null) {
    if (!isBirthYear(+digits.slice(-4)))
      return err(`Năm sinh phải từ ${FIRST_YEAR} đến ${LAST_YEAR}. ${HOW}`);
    return err(`Ngày ${typed} không có trong lịch. Kiểm tra lại ngày và tháng.`);
  }
  if (today !== undefined && birth > today.slice(0, birth.length)) {
    return err(`Ngày sinh ${displayBirth(birth)} ở sau hôm nay. Kiểm tra lại.`);
  }
  return ok(birth);
}
