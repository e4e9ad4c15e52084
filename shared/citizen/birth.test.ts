import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Birth, CalendarDate, displayBirth, isRealDate, parseTypedBirth } from './index.ts';

describe('isRealDate', () => {
  test('agrees with the calendar of the platform', () => {
    const year = fc.integer({ min: 0, max: 9999 });
    fc.assert(
      fc.property(year, fc.integer({ min: 0, max: 13 }), fc.integer({ min: 0, max: 32 }), (y, m, d) => {
        const date = new Date(0);
        date.setUTCFullYear(y, m - 1, d);
        const same = date.getUTCFullYear() === y && date.getUTCMonth() === m - 1 && date.getUTCDate() === d;
        expect(isRealDate(y, m, d)).toBe(same && y > 0);
      }),
      { seed: 9, numRuns: 5000 },
    );
  });
});

describe('Birth and CalendarDate', () => {
  test.each(['1900', '2099', '1995-11-24', '2000-02-29'])('%s is a birth', (text) => {
    expect(Birth.safeParse(text).success).toBe(true);
  });

  test.each(['1899', '2100', '', '1995-11', '1995-02-29', '24/11/1995', '1995-11-24 ', '1899-12-31'])(
    '%j is no birth',
    (text) => {
      expect(Birth.safeParse(text).success).toBe(false);
    },
  );

  test('a day of issue may lie in any year', () => {
    expect(CalendarDate.safeParse('2100-01-01').success).toBe(true);
    expect(CalendarDate.safeParse('2100-02-29').success).toBe(false);
    expect(CalendarDate.safeParse('2024').success).toBe(false);
  });
});

describe('parseTypedBirth', () => {
  test.each([
    ['24/11/1995', '1995-11-24'],
    ['24111995', '1995-11-24'],
    ['24-11-1995', '1995-11-24'],
    ['24.11.1995', '1995-11-24'],
    ['24 11 1995', '1995-11-24'],
    ['4/1/1990', '1990-01-04'],
    [' 24 / 11 / 1995 ', '1995-11-24'],
    ['1995-11-24', '1995-11-24'],
    ['1950', '1950'],
    ['00/00/1950', '1950'],
    ['00051950', '1950'],
    ['29/02/2000', '2000-02-29'],
  ])('%j → %s', (typed, birth) => {
    expect(parseTypedBirth(typed, '2026-11-21')).toEqual({ ok: true, value: birth });
  });

  test.each([
    ['', 'Nhập như'],
    ['24/11', 'Nhập như'],
    ['24/11/95', 'Nhập như'],
    ['24/11-1995', 'Nhập như'],
    ['hai tư', 'Nhập như'],
    ['11/1950', 'Nhập như'],
    ['30/02/1995', 'không có trong lịch'],
    ['29/02/1995', 'không có trong lịch'],
    ['24/13/1995', 'không có trong lịch'],
    ['24/11/1899', 'từ 1900 đến 2099'],
    ['2100', 'từ 1900 đến 2099'],
    ['22/11/2026', 'sau hôm nay'],
    ['2027', 'sau hôm nay'],
  ])('%j is refused: %s', (typed, words) => {
    const parsed = parseTypedBirth(typed, '2026-11-21');
    expect(parsed.ok ? parsed.value : parsed.error).toContain(words);
    expect(parsed.ok).toBe(false);
  });

  test('today itself and this year are not in the future', () => {
    expect(parseTypedBirth('21/11/2026', '2026-11-21').ok).toBe(true);
    expect(parseTypedBirth('2026', '2026-11-21').ok).toBe(true);
    expect(parseTypedBirth('2090').ok).toBe(true);
  });

  test('reads back what is displayed', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1900, max: 2099 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 28 }),
        fc.boolean(),
        (year, month, day, yearOnly) => {
          const two = (value: number) => String(value).padStart(2, '0');
          const birth = yearOnly ? String(year) : `${year}-${two(month)}-${two(day)}`;
          expect(parseTypedBirth(displayBirth(birth))).toEqual({ ok: true, value: birth });
        },
      ),
      { seed: 9, numRuns: 500 },
    );
  });
});

test('displayBirth shows day, month, year; the year alone; nothing', () => {
  expect([displayBirth('1995-11-24'), displayBirth('1950'), displayBirth(null)]).toEqual([
    '24/11/1995',
    '1950',
    '',
  ]);
});
