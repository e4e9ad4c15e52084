import { describe, expect, it } from 'vitest';
import { buildCalendar, type Calendar } from './calendar.ts';
import { CalendarData, CalendarResource } from './calendar-data.ts';
import { computeDeadline } from './deadline.ts';
import type { DeadlineUnit, Pause } from './deadline-request.ts';
import { randomCases } from './random-cases.oracle.ts';
import { shippedCalendar, shippedFiles, shippedProfile } from './shipped.oracle.ts';

const profile = shippedProfile;
const resources = shippedFiles.map((file) => CalendarResource.parse(file));
const data = resources.filter((resource) => resource.kind !== 'deadline-profile');
const derived = data.flatMap((item) =>
  item.kind === 'calendar' ? item.offDays.filter(({ status }) => status === 'derived') : [],
);

function outcome(
  calendar: Calendar,
  received: string,
  value: number,
  unit: DeadlineUnit,
  pauses: Pause[] = [],
) {
  const answer = computeDeadline({ received, limit: { value, unit }, pauses, calendar, profile });
  return answer.ok ? answer.value : undefined;
}

/** The calendar as it would be if one unannounced day turned out the other way. */
function withDerivedDayWorked(date: string): Calendar {
  return buildCalendar(
    data.map((item) =>
      item.kind === 'calendar' ? { ...item, offDays: item.offDays.filter((day) => day.date !== date) } : item,
    ),
  );
}

function withDayOutside(date: string): Calendar {
  const isWeekend = [0, 6].includes(new Date(`${date}T00:00Z`).getUTCDay());
  const day = { date, name: 'x', basis: 'x', status: 'announced' };
  return buildCalendar([
    ...data,
    CalendarData.parse({
      kind: 'calendar',
      id: 'flip',
      version: 1,
      title: 'flip',
      effectiveFrom: date,
      effectiveTo: date,
      sources: [{ document: 'x', date: null, subject: 'x', certainty: 'derived', note: '' }],
      offDays: isWeekend ? [] : [day],
      makeUpDays: isWeekend ? [{ ...day, insteadOf: '2028-01-03' }] : [],
    }),
  ]);
}

describe('a date is "tạm tính"', () => {
  it.each([
    ['2027-04-15T09:00', 1, 'working-day', true, 'the derived day was skipped'],
    ['2027-04-14T09:00', 1, 'working-day', false, 'it ends the day before'],
    ['2027-04-16T09:00', 1, 'day', true, 'reception was moved off it'],
    ['2027-04-16T17:00', 1, 'day', false, 'after closing reception moves either way'],
    ['2027-04-15T17:00', 1, 'hour', true, 'reception was moved over it'],
    ['2027-04-15T16:00', 1, 'hour', false, 'it ends at 17:00 the day before'],
    ['2027-03-16T09:00', 31, 'day', true, 'it would have ended on it'],
    ['2027-03-16T09:00', 34, 'day', false, 'calendar days pass over it uncounted'],
    ['2027-03-16T09:00', 1, 'month', true, 'the month ends on it'],
    ['2027-04-15T15:00', 1, 'same-day', false, 'in time the day before'],
    ['2027-04-15T15:01', 1, 'same-day', true, 'late the day before'],
    ['2027-12-31T09:00', 1, 'working-day', true, 'it runs into a year without calendar'],
    ['2027-12-30T09:00', 1, 'working-day', false, 'the last day of the calendar'],
    ['2023-12-29T16:00', 1, 'hour', true, 'before the first calendar'],
    ['2026-08-28T16:00', 1, 'working-day', false, 'announced holidays are certain'],
  ] as const)('%s + %i %s: %s (%s)', (received, value, unit, expected, _why) => {
    expect(outcome(shippedCalendar, received, value, unit)?.provisional).toBe(expected);
  });

  it('not when the unannounced day lies inside a pause', () => {
    const pauses = [{ from: '2027-04-15T10:00', to: '2027-04-19T10:00' }];
    expect(outcome(shippedCalendar, '2027-04-14T11:00', 1, 'working-day', pauses)).toMatchObject({
      due: '2027-04-19T11:00',
      provisional: false,
    });
  });

  it('also when a pause begins at the opening of the unannounced day, were it worked', () => {
    // Worked, 16 April would end the two days at 07:30 and the pause would come too late to change anything.
    const pauses = [{ from: '2027-04-16T07:30', to: '2027-04-17T09:00' }];
    expect(outcome(shippedCalendar, '2027-04-14T07:30', 2, 'working-day', pauses)).toMatchObject({
      due: '2027-04-19T07:30',
      provisional: true,
    });
  });

  it('and says on which day it rests', () => {
    const steps = (received: string) => outcome(shippedCalendar, received, 1, 'working-day')?.steps.at(-1);
    expect(steps('2027-04-15T09:00')).toMatchObject({
      code: 'provisional',
      at: '2027-04-16T00:00',
      text: 'tạm tính: ngày nghỉ Giỗ Tổ Hùng Vương 16/4/2027 chưa được công bố',
    });
    expect(steps('2028-05-15T09:00')?.text).toBe('tạm tính: chưa có lịch nghỉ năm 2028');
  });
});

describe('"tạm tính" as a property', () => {
  const outside = [
    '2027-12-27',
    '2028-01-01',
    '2028-01-03',
    '2028-01-04',
    '2028-01-07',
    '2028-01-08',
    '2028-01-10',
  ];
  const worlds = [
    ...derived.map(({ date }) => withDerivedDayWorked(date)),
    ...outside.filter((date) => date >= '2028').map(withDayOutside),
  ];
  const landmarks = [...derived.map(({ date }) => date), ...outside];

  it('a date that is not marked stays whatever any unannounced day turns out to be', () => {
    const next = randomCases(7, landmarks);
    let checked = 0;
    for (let count = 0; count < 6_000; count += 1) {
      const { received, limit, pauses } = next();
      const now = outcome(shippedCalendar, received, limit.value, limit.unit, pauses);
      if (now === undefined || now.provisional) continue;
      checked += 1;
      for (const world of worlds) {
        const then = outcome(world, received, limit.value, limit.unit, pauses)?.due;
        expect(then, JSON.stringify({ received, limit, pauses })).toBe(now.due);
      }
    }
    expect(checked).toBeGreaterThan(1_000);
  });

  it('a date counted in working time that is marked would change with some unannounced day', () => {
    const next = randomCases(
      11,
      derived.map(({ date }) => date),
    );
    let checked = 0;
    for (let count = 0; count < 20_000; count += 1) {
      const { received, limit } = next();
      if (limit.unit !== 'working-day' && limit.unit !== 'hour') continue;
      const now = outcome(shippedCalendar, received, limit.value, limit.unit);
      if (!now?.provisional || received < '2027' || now.due >= '2028') continue;
      checked += 1;
      const changes = worlds
        .slice(0, derived.length)
        .some((world) => outcome(world, received, limit.value, limit.unit)?.due !== now.due);
      expect(changes, JSON.stringify({ received, limit })).toBe(true);
    }
    expect(checked).toBeGreaterThan(500);
  });
});
