import { describe, expect, it } from 'vitest';
import { isLate, isOverdue, remaining } from './lateness.ts';
import { PlainMinute } from './plain-minute.ts';
import { shippedCalendar } from './shipped.oracle.ts';

const at = (text: string) => PlainMinute.parse(text);
const DUE = at('2026-03-06T10:00'); // a Friday

describe('lateness', () => {
  it('a result ready at the due minute is on time; a dossier open then is overdue', () => {
    expect([isLate(DUE, at('2026-03-06T10:00')), isLate(DUE, at('2026-03-06T10:01'))]).toEqual([false, true]);
    expect([isOverdue(DUE, at('2026-03-06T09:59')), isOverdue(DUE, DUE)]).toEqual([false, true]);
  });

  it.each([
    ['2026-03-04T10:00', 'còn 2 ngày làm việc'],
    ['2026-03-04T10:01', 'còn 1 ngày làm việc'],
    ['2026-03-05T10:01', 'còn 7 giờ 29 phút làm việc'],
    ['2026-03-06T07:00', 'còn 2 giờ 30 phút làm việc'],
    ['2026-03-06T09:59', 'còn 1 phút làm việc'],
    ['2026-03-06T10:00', 'đã đến hạn'],
    ['2026-03-06T14:30', 'quá hạn 2 giờ 30 phút'],
    ['2026-03-06T15:00', 'quá hạn 3 giờ'],
    ['2026-03-08T09:00', 'quá hạn 5 giờ'],
    ['2026-03-10T10:00', 'quá hạn 2 ngày làm việc'],
  ])('at %s: %s', (now, text) => {
    expect(remaining(DUE, at(now), shippedCalendar).text).toBe(text);
  });

  it('says neither too much nor too little where no working minute lies between', () => {
    expect(remaining(at('2026-03-09T07:30'), at('2026-03-08T09:00'), shippedCalendar)).toEqual({
      state: 'left',
      workingMinutes: 0,
      workingDays: 0,
      text: 'sắp đến hạn',
    });
    expect(remaining(at('2026-03-06T17:00'), at('2026-03-08T09:00'), shippedCalendar).text).toBe(
      'đã đến hạn',
    );
  });

  it('skips holidays', () => {
    expect(remaining(at('2026-09-03T16:00'), at('2026-08-28T16:00'), shippedCalendar).text).toBe(
      'còn 1 ngày làm việc',
    );
  });
});
