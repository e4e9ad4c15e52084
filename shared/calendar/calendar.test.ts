import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { buildCalendar, dayInfo } from './calendar.ts';
import { CalendarData, CalendarResource, DeadlineProfile, WorkingTimeData } from './calendar-data.ts';
import { getDeadlineProfile, readCalendarResources } from './calendar-rules.ts';
import { computeDeadline } from './deadline.ts';
import { addDays, PlainDate, type Weekday, weekdayOf } from './plain-date.ts';
import {
  shippedCalendar,
  shippedFiles,
  shippedProfile,
  shippedRules,
  shippedYears,
} from './shipped.oracle.ts';

const years = shippedYears.map((file) => CalendarData.parse(file));
const hours = WorkingTimeData.parse(shippedFiles.find((file) => WorkingTimeData.safeParse(file).success));
const [year2024, , year2026] = years;
if (year2024 === undefined || year2026 === undefined) throw new Error('2024 and 2026 are shipped');

describe('the shipped data', () => {
  it('are all the files of resources/calendars', () => {
    const folder = path.resolve(import.meta.dirname, '../../resources/calendars');
    expect(readdirSync(folder).filter((name) => name.endsWith('.json'))).toHaveLength(shippedFiles.length);
  });

  it('have the working days of each year, counted by hand from the decisions', () => {
    const expected = { 2024: 262 - 12 + 1, 2025: 261 - 12 + 1, 2026: 261 - 14 + 2, 2027: 261 - 12 };
    for (const [year, count] of Object.entries(expected)) {
      let working = 0;
      for (let date = PlainDate.parse(`${year}-01-01`); date.startsWith(year); date = addDays(date, 1)) {
        if (dayInfo(shippedCalendar, date).working) working += 1;
      }
      expect(working, year).toBe(count);
    }
  });

  it('list days off on weekdays only and make-up days on Saturdays that stand for a day off', () => {
    for (const { offDays, makeUpDays } of years) {
      for (const { date } of offDays) expect(weekdayOf(date), date).toBeLessThanOrEqual(5);
      for (const { date, insteadOf } of makeUpDays) {
        expect(weekdayOf(date), date).toBe(6 satisfies Weekday);
        expect(
          offDays.some((day) => day.date === insteadOf),
          insteadOf,
        ).toBe(true);
      }
    }
  });

  it('mark the five days of 2027 that nobody has announced', () => {
    const derived = years.flatMap(({ offDays }) => offDays.filter(({ status }) => status === 'derived'));
    expect(derived.map(({ date }) => date)).toEqual([
      '2027-01-01',
      '2027-04-16',
      '2027-04-30',
      '2027-05-03',
      '2027-11-24',
    ]);
  });
});

describe('a date', () => {
  it.each([
    ['2026-08-21', { working: true, kind: 'working', announced: true, name: null }],
    ['2026-08-22', { working: true, kind: 'make-up', announced: true, name: 'làm bù' }],
    ['2026-08-23', { working: false, kind: 'weekend', announced: true, name: null }],
    ['2026-11-24', { working: false, kind: 'off', announced: true, name: 'Ngày Văn hóa Việt Nam' }],
    ['2027-11-24', { working: false, kind: 'off', announced: false, name: 'Ngày Văn hóa Việt Nam' }],
    ['2028-01-03', { working: true, kind: 'working', announced: false, name: null }],
    ['2023-09-02', { working: false, kind: 'weekend', announced: false, name: null }],
  ])('%s', (date, info) => {
    expect(dayInfo(shippedCalendar, PlainDate.parse(date))).toMatchObject(info);
  });
});

describe('building refuses data that contradict themselves', () => {
  it('no hours, or hours twice', () => {
    expect(() => buildCalendar(years)).toThrow('exactly one');
    expect(() => buildCalendar([...years, hours, hours])).toThrow('exactly one');
    const [row] = hours.workingTimes;
    if (row === undefined) throw new Error('the shipped hours have a row');
    expect(() => buildCalendar([{ ...hours, workingTimes: [row, row] }])).toThrow('hours twice');
  });

  it('a year twice, a day outside its year, a day both off and made up', () => {
    expect(() => buildCalendar([hours, year2026, year2026])).toThrow('overlaps');
    expect(() => buildCalendar([hours, { ...year2026, offDays: year2024.offDays }])).toThrow('outside');
    const [makeUp] = year2026.makeUpDays;
    if (makeUp === undefined) throw new Error('2026 has make-up days');
    const { insteadOf: _, ...off } = makeUp;
    expect(() => buildCalendar([hours, { ...year2026, offDays: [off] }])).toThrow('two rules');
  });

  it('files that are not as their schema says', () => {
    expect(() => readCalendarResources([{ kind: 'calendar' }])).toThrow();
    expect(CalendarResource.safeParse({ ...year2026, surprise: 1 }).success).toBe(false);
    const offDays = [{ date: '2026-02-30', name: 'x', basis: 'x', status: 'announced' }];
    expect(CalendarResource.safeParse({ ...year2026, offDays }).success).toBe(false);
    const bad = [
      {
        effectiveFrom: '2026-01-01',
        weekdays: [1],
        periods: [
          ['13:30', '17:00'],
          ['07:30', '11:30'],
        ],
      },
    ];
    expect(CalendarResource.safeParse({ ...hours, workingTimes: bad }).success).toBe(false);
  });
});

describe('hours of an office', () => {
  const own = WorkingTimeData.parse({
    ...hours,
    id: 'own',
    workingTimes: [
      {
        effectiveFrom: '2000-01-01',
        weekdays: [1, 2, 3, 4, 5],
        periods: [
          ['07:30', '11:30'],
          ['13:30', '17:00'],
        ],
      },
      {
        effectiveFrom: '2026-04-15',
        weekdays: [1, 2, 3, 4, 5],
        periods: [
          ['07:00', '11:00'],
          ['14:00', '17:30'],
        ],
      },
      { effectiveFrom: '2026-04-15', weekdays: [6], periods: [['07:00', '11:00']] },
    ],
  });
  const calendar = buildCalendar([...years, own]);
  const due = (received: string, value: number, unit: 'working-day' | 'hour' | 'same-day') => {
    const answer = computeDeadline({
      received,
      limit: { value, unit },
      pauses: [],
      calendar,
      profile: shippedProfile,
    });
    return answer.ok ? answer.value.due : answer.error.reason;
  };

  it('may change on a date, and may have half a Saturday', () => {
    expect(due('2026-04-14T16:00', 2, 'hour')).toBe('2026-04-15T08:00');
    expect(due('2026-04-17T17:00', 5, 'hour')).toBe('2026-04-20T07:30');
    expect(due('2026-04-17T15:30', 1, 'same-day')).toBe('2026-04-18T11:00');
  });

  it('an end at a clock time that the new hours do not have moves into them', () => {
    expect(due('2026-04-14T13:45', 1, 'working-day')).toBe('2026-04-15T14:00');
    expect(due('2026-04-14T11:00', 1, 'working-day')).toBe('2026-04-15T11:00');
  });

  it('a make-up day has the hours of the day that it stands for', () => {
    expect(due('2026-08-21T17:00', 6, 'hour')).toBe('2026-08-22T15:30');
  });
});

describe('the profile in force', () => {
  const later = DeadlineProfile.parse({ ...shippedProfile, version: 2, effectiveFrom: '2027-01-01' });
  const rules = {
    ...shippedRules,
    profiles: [later, { ...shippedProfile, effectiveTo: PlainDate.parse('2026-12-31') }],
  };
  const versionOn = (date: string) => getDeadlineProfile(rules, PlainDate.parse(date)).version;

  it('is chosen by the date of reception', () => {
    expect([versionOn('2010-01-01'), versionOn('2026-12-31'), versionOn('2027-01-01')]).toEqual([1, 1, 2]);
  });

  it('is missed where every one has ended', () => {
    const ended = { ...shippedRules, profiles: rules.profiles.slice(1) };
    expect(() => getDeadlineProfile(ended, PlainDate.parse('2027-01-01'))).toThrow('no deadline profile');
  });
});
