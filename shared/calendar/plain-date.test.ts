import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  addMonths,
  comparePlainDates,
  dayNumberOf,
  daysBetween,
  LAST_DAY_NUMBER,
  PlainDate,
  parsePlainDate,
  plainDateOfDayNumber,
  weekdayOf,
} from './plain-date.ts';
import {
  addMinutes,
  clockOf,
  minuteNumberOf,
  minutesBetween,
  PlainMinute,
  parsePlainMinute,
} from './plain-minute.ts';

const date = (text: string) => PlainDate.parse(text);

describe('PlainDate', () => {
  it('agrees with the machine on every day of 1900–2199', () => {
    for (let day = 0; day <= LAST_DAY_NUMBER; day += 1) {
      const expected = new Date(Date.UTC(1900, 0, 1 + day));
      const text = plainDateOfDayNumber(day);
      if (text !== expected.toISOString().slice(0, 10)) expect.fail(`${day}: ${text}`);
      if (dayNumberOf(text) !== day) expect.fail(`${text} is not day ${day}`);
      if (weekdayOf(text) % 7 !== expected.getUTCDay()) expect.fail(`weekday of ${text}`);
    }
    expect(plainDateOfDayNumber(LAST_DAY_NUMBER)).toBe('2199-12-31');
  });

  it.each([
    '2026-02-29',
    '1900-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-04-31',
    '2026-4-01',
    '1899-12-31',
    '2200-01-01',
    '2026-01-01 ',
    '',
    '2026/01/01',
    '20260101',
    '２026-01-01',
  ])('refuses "%s"', (text) => {
    expect(parsePlainDate(text)).toBeUndefined();
    expect(PlainDate.safeParse(text).success).toBe(false);
  });

  it('adds days and months', () => {
    expect(addDays(date('2024-02-28'), 1)).toBe('2024-02-29');
    expect(addDays(date('2026-01-01'), -1)).toBe('2025-12-31');
    expect(addMonths(date('2026-01-31'), 1)).toBe('2026-02-28');
    expect(addMonths(date('2024-03-31'), -1)).toBe('2024-02-29');
    expect(addMonths(date('2026-11-15'), 3)).toBe('2027-02-15');
    expect(addMonths(date('2026-01-15'), -1)).toBe('2025-12-15');
    expect(() => addDays(date('2199-12-31'), 1)).toThrow(RangeError);
    expect(() => addMonths(date('1900-01-01'), -1)).toThrow(RangeError);
  });

  it('counts and sorts', () => {
    fc.assert(
      fc.property(fc.nat(LAST_DAY_NUMBER), fc.nat(LAST_DAY_NUMBER), (a, b) => {
        const [first, second] = [plainDateOfDayNumber(a), plainDateOfDayNumber(b)];
        expect(daysBetween(first, second)).toBe(b - a);
        expect(Math.sign(comparePlainDates(first, second))).toBe(Math.sign(a - b));
      }),
      { seed: 5 },
    );
  });
});

describe('PlainMinute', () => {
  it.each([
    '2026-01-01T24:00',
    '2026-01-01T09:60',
    '2026-01-01T9:00',
    '2026-01-01 09:00',
    '2026-01-01T09:00:00',
    '2026-01-01T09-00',
    '2026-02-30T09:00',
    '',
  ])('refuses "%s"', (text) => {
    expect(parsePlainMinute(text)).toBeUndefined();
    expect(PlainMinute.safeParse(text).success).toBe(false);
  });

  it('adds and subtracts minutes', () => {
    const minute = PlainMinute.parse('2026-12-31T23:59');
    expect(addMinutes(minute, 1)).toBe('2027-01-01T00:00');
    expect(minutesBetween(minute, addMinutes(minute, 1_441))).toBe(1_441);
    expect(() => addMinutes(PlainMinute.parse('2199-12-31T23:59'), 1)).toThrow(RangeError);
    expect(minuteNumberOf('1900-01-01T00:00')).toBe(0);
    expect(clockOf('07:30')).toBe(450);
    expect(clockOf('7:30')).toBeNaN();
  });
});
