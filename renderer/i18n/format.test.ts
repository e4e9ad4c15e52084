import { describe, expect, it } from 'vitest';
import {
  formatDate,
  formatIdNumber,
  formatMoment,
  formatMoney,
  formatNumber,
  formatPhone,
  formatRecentMoment,
  formatShortMoment,
  formatWeekday,
} from './format.ts';

describe('dates are read from the office text, never through the zone of this PC', () => {
  it('writes a moment with its weekday', () => {
    expect(formatMoment('2026-11-23T17:00', 'vi')).toBe('17:00 thứ Hai 23/11/2026');
    expect(formatMoment('2026-11-21T23:59:59.999+07:00', 'vi')).toBe('23:59 thứ Bảy 21/11/2026');
    expect(formatMoment('2026-11-22T00:00', 'en')).toBe('00:00 Sunday 22/11/2026');
    expect(formatMoment('2024-02-29', 'vi')).toBe('thứ Năm 29/02/2024');
  });

  it('keeps a bare year and what is no date', () => {
    expect(formatDate('1958')).toBe('1958');
    expect(formatWeekday('1958', 'vi')).toBe('');
    expect(formatShortMoment('2026-11-21T10:32:10.123+07:00')).toBe('10:32 21/11/2026');
  });
});

describe('numbers', () => {
  it('groups by three in the way of the language', () => {
    expect(formatNumber(1_234_567, 'vi')).toBe('1.234.567');
    expect(formatNumber(1_234_567, 'en')).toBe('1,234,567');
    expect(formatNumber(999, 'vi')).toBe('999');
    expect(formatMoney(48_000, 'vi')).toBe('48.000 đồng');
  });

  it('spaces numbers that people read aloud, and leaves others alone', () => {
    expect(formatIdNumber('017195004821')).toBe('017 195 004 821');
    expect(formatIdNumber('013456789')).toBe('013 456 789');
    expect(formatIdNumber('C1234567')).toBe('C1234567');
    expect(formatPhone('0912345678')).toBe('0912 345 678');
    expect(formatPhone('02183.822.115')).toBe('02183.822.115');
  });
});

describe('a moment of the last days', () => {
  const now = '2026-11-21T08:00:00.000+07:00';
  it.each([
    ['2026-11-21T07:05:00.000+07:00', 'hôm nay 07:05', 'today 07:05'],
    ['2026-11-20T17:05:00.000+07:00', 'hôm qua 17:05', 'yesterday 17:05'],
    ['2026-11-19T17:05:00.000+07:00', '17:05 19/11/2026', '17:05 19/11/2026'],
    ['2026-11-22T17:05:00.000+07:00', '17:05 22/11/2026', '17:05 22/11/2026'],
  ])('%s is %s', (text, vietnamese, english) => {
    expect(formatRecentMoment(text, now, 'vi')).toBe(vietnamese);
    expect(formatRecentMoment(text, now, 'en')).toBe(english);
    expect(formatRecentMoment(text, null, 'vi')).toMatch(/2026$/);
  });
});
