import type { CalendarData, DayStatus, WorkingTimeData } from './calendar-data.ts';
import { dayNumberOf, LAST_DAY_NUMBER, type PlainDate, weekdayOfDayNumber } from './plain-date.ts';
import { clockOf } from './plain-minute.ts';

/** The hours of one kind of day, in minutes since midnight; periods are half-open. */
export type Hours = { periods: readonly (readonly [from: number, to: number])[]; minutes: number };

/** A day that a decision names, by day number. */
export type NamedDay = {
  dayNumber: number;
  kind: 'off' | 'make-up';
  name: string;
  basis: string;
  status: DayStatus;
};

/**
 * Working time of every day 1900–2199, indexed so that counting over years costs as much as over a day.
 * Arrays are by day number; `…Before[n]` counts the days before n, so it has one element more.
 * Made by `buildCalendar` only; read it through the functions of this room.
 */
export type Calendar = {
  /** Ids and versions of the data it was built from, for the dossier to keep. */
  version: string;
  hours: readonly Hours[];
  /** Index into `hours`; 0 = nobody works. */
  hoursOfDay: Uint8Array;
  workingDaysBefore: Uint32Array;
  workingMinutesBefore: Uint32Array;
  /** Days nobody has announced: derived days off, and all days outside the data. */
  unannouncedBefore: Uint32Array;
  /** Day number of the n-th working day. */
  workingDays: Uint32Array;
  /** Sorted by day. */
  namedDays: readonly NamedDay[];
  /** The earliest opening and the latest closing of any day, in minutes since midnight. */
  earliestOpening: number;
  latestClosing: number;
};

const DAYS = LAST_DAY_NUMBER + 1;
const NO_HOURS: Hours = { periods: [], minutes: 0 };

/**
 * Builds the calendar from the decisions in force (one `working-time`, any number of years).
 * Days outside all years follow the weekdays alone. Throws Error where the data contradict themselves.
 */
export function buildCalendar(data: readonly (CalendarData | WorkingTimeData)[]): Calendar {
  const years = data.filter((item) => item.kind === 'calendar');
  const [workingTime, ...others] = data.filter((item) => item.kind === 'working-time');
  if (workingTime === undefined || others.length > 0) throw new Error('exactly one working-time is needed');

  const hours: Hours[] = [NO_HOURS];
  const weeks = weeksOf(workingTime, hours);
  const hoursOfDay = new Uint8Array(DAYS);
  for (const [index, week] of weeks.entries()) {
    const end = weeks[index + 1]?.from ?? DAYS;
    // What lies before the first week known follows it: no office had other hours on record.
    for (let day = index === 0 ? 0 : week.from; day < end; day += 1) {
      hoursOfDay[day] = week.hours[weekdayOfDayNumber(day)] ?? 0;
    }
  }

  const unannounced = new Uint8Array(DAYS).fill(1);
  const namedDays: NamedDay[] = [];
  for (const year of years) markYear(year, { hoursOfDay, unannounced, namedDays, weeks });
  namedDays.sort((a, b) => a.dayNumber - b.dayNumber);
  const twice = namedDays.find((day, index) => namedDays[index - 1]?.dayNumber === day.dayNumber);
  if (twice !== undefined) throw new Error(`two rules for one day: ${twice.name}`);

  return {
    version: data
      .map(({ id, version }) => `${id}@${version}`)
      .sort()
      .join('+'),
    hours,
    hoursOfDay,
    workingDaysBefore: prefixSums(hoursOfDay, (index) => (index === 0 ? 0 : 1)),
    workingMinutesBefore: prefixSums(hoursOfDay, (index) => hours[index]?.minutes ?? 0),
    unannouncedBefore: prefixSums(unannounced, (flag) => flag),
    workingDays: Uint32Array.from(Array.from(hoursOfDay.keys()).filter((day) => hoursOfDay[day] !== 0)),
    namedDays,
    earliestOpening: Math.min(...hours.flatMap(({ periods }) => periods.map(([from]) => from))),
    latestClosing: Math.max(...hours.flatMap(({ periods }) => periods.map(([, to]) => to))),
  };
}

/** Hours by weekday (index 1–7, into `hours`), from a day number on. */
type Week = { from: number; hours: number[] };

function weeksOf(data: WorkingTimeData, hours: Hours[]): Week[] {
  const weeks = new Map<PlainDate, Week>();
  for (const { effectiveFrom, weekdays, periods } of data.workingTimes) {
    const numbers = periods.map(([from, to]) => [clockOf(from), clockOf(to)] as const);
    const index = hours.push({
      periods: numbers,
      minutes: numbers.reduce((sum, [from, to]) => sum + to - from, 0),
    });
    const week = weeks.get(effectiveFrom) ?? { from: dayNumberOf(effectiveFrom), hours: [] };
    for (const weekday of weekdays) {
      if (week.hours[weekday] !== undefined) throw new Error(`weekday ${weekday} has hours twice`);
      week.hours[weekday] = index - 1;
    }
    weeks.set(effectiveFrom, week);
  }
  return [...weeks.values()].sort((a, b) => a.from - b.from);
}

type Marks = { hoursOfDay: Uint8Array; unannounced: Uint8Array; namedDays: NamedDay[]; weeks: Week[] };

function markYear(year: CalendarData, marks: Marks): void {
  const first = dayNumberOf(year.effectiveFrom);
  const last = dayNumberOf(year.effectiveTo);
  for (let day = first; day <= last; day += 1) {
    if (marks.unannounced[day] === 0) throw new Error(`${year.id}: overlaps another calendar`);
    marks.unannounced[day] = 0;
  }
  const mark = (kind: NamedDay['kind'], item: CalendarData['offDays'][number], hoursIndex: number) => {
    const dayNumber = dayNumberOf(item.date);
    if (dayNumber < first || dayNumber > last) throw new Error(`${year.id}: ${item.date} lies outside`);
    const { name, basis, status } = item;
    marks.namedDays.push({ dayNumber, kind, name, basis, status });
    marks.hoursOfDay[dayNumber] = hoursIndex;
    if (status === 'derived') marks.unannounced[dayNumber] = 1;
  };
  for (const item of year.offDays) mark('off', item, 0);
  for (const item of year.makeUpDays) {
    const day = dayNumberOf(item.date);
    const week = marks.weeks.findLast(({ from }) => from <= day) ?? marks.weeks[0];
    const hoursIndex = week?.hours[weekdayOfDayNumber(dayNumberOf(item.insteadOf))];
    if (hoursIndex === undefined) throw new Error(`${year.id}: ${item.date} stands for a day without hours`);
    mark('make-up', item, hoursIndex);
  }
}

function prefixSums(values: Uint8Array, weigh: (value: number) => number): Uint32Array {
  const sums = new Uint32Array(values.length + 1);
  let sum = 0;
  for (const [index, value] of values.entries()) {
    sum += weigh(value);
    sums[index + 1] = sum;
  }
  return sums;
}

/** What a calendar says of one date, for a screen that shows a month. */
export type DayInfo = {
  working: boolean;
  kind: 'working' | 'weekend' | 'off' | 'make-up';
  name: string | null;
  basis: string | null;
  announced: boolean;
};

/** Looks one date up. */
export function dayInfo(calendar: Calendar, date: PlainDate): DayInfo {
  const day = dayNumberOf(date);
  const named = findNamedDay(calendar, day);
  const working = calendar.hoursOfDay[day] !== 0;
  return {
    working,
    kind: named?.kind ?? (working ? 'working' : 'weekend'),
    name: named?.name ?? null,
    basis: named?.basis ?? null,
    announced: unannouncedDays(calendar, day, day) === 0,
  };
}

export function findNamedDay(calendar: Calendar, dayNumber: number): NamedDay | undefined {
  const named = calendar.namedDays[firstNamedDayFrom(calendar, dayNumber)];
  return named?.dayNumber === dayNumber ? named : undefined;
}

/** Index in `namedDays` of the first that is not before the day. */
export function firstNamedDayFrom(calendar: Calendar, dayNumber: number): number {
  let low = 0;
  let high = calendar.namedDays.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((calendar.namedDays[middle]?.dayNumber ?? 0) < dayNumber) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** How many days of `first`…`last` (inclusive) nobody has announced; 0 where the range is empty. */
export function unannouncedDays(calendar: Calendar, first: number, last: number): number {
  if (first > last) return 0;
  return (calendar.unannouncedBefore[last + 1] ?? 0) - (calendar.unannouncedBefore[first] ?? 0);
}
