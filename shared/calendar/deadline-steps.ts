import {
  type Calendar,
  findNamedDay,
  firstNamedDayFrom,
  type NamedDay,
  unannouncedDays,
} from './calendar.ts';
import type { DeadlineLimit } from './deadline-request.ts';
import { dateText, dueText, durationText, hoursText, momentText, weekdayText } from './deadline-text.ts';
import { LAST_DAY_NUMBER, partsOfDayNumber, plainDateOfDayNumber } from './plain-date.ts';
import {
  clockText,
  dayOfMinute,
  MINUTES_PER_DAY,
  type PlainMinute,
  plainMinuteOfNumber,
} from './plain-minute.ts';
import { isWorkingDayNumber, openingOf } from './working-time.ts';

export type DeadlineStepCode =
  | 'received'
  | 'moved-before-opening'
  | 'moved-lunch'
  | 'moved-after-closing'
  | 'moved-day-off'
  | 'off-days'
  | 'make-up-day'
  | 'weekends'
  | 'counted'
  | 'same-day-in-time'
  | 'same-day-late'
  | 'month-end'
  | 'rolled'
  | 'paused-working-time'
  | 'paused-calendar-time'
  | 'pause-before-reception'
  | 'pause-after-due'
  | 'provisional';

/** One step of the reasoning: `text` as a clerk would say it; `code` and `values` to say it in another language. */
export type DeadlineStep = {
  code: DeadlineStepCode;
  /** What the step arrives at, or what it is about. */
  at: PlainMinute;
  text: string;
  values: Readonly<Record<string, string | number>>;
};

/** What the reader knows already: the calendar, and the year that need not be repeated. */
type Reader = { calendar: Calendar; yearInMind: number };

export function readerFor(calendar: Calendar, received: number): Reader {
  return { calendar, yearInMind: partsOfDayNumber(dayOfMinute(received)).year };
}

function step(
  code: DeadlineStepCode,
  at: number,
  text: string,
  values: DeadlineStep['values'] = {},
): DeadlineStep {
  return { code, at: plainMinuteOfNumber(at), text, values };
}

export function receivedStep(received: number): DeadlineStep {
  return step('received', received, `Nhận ${momentText(received, 0)}`);
}

/** How reception outside working time came to count from `moved`, with the holidays on the way. */
export function movedSteps(reader: Reader, received: number, moved: number): DeadlineStep[] {
  const day = dayOfMinute(received);
  const movedDay = dayOfMinute(moved);
  const start = `tính từ ${movedDay === day ? clockText(moved % MINUTES_PER_DAY) : dueText(reader.calendar, moved, reader.yearInMind)}`;
  if (movedDay !== day) {
    const isOff = !isWorkingDayNumber(reader.calendar, day);
    const reason = isOff
      ? `${weekdayText(day)} ${dateText(day, reader.yearInMind)} là ngày nghỉ`
      : 'đã hết giờ làm việc';
    return [
      ...offDaySteps(reader, isOff ? day : day + 1, movedDay - 1),
      step(isOff ? 'moved-day-off' : 'moved-after-closing', moved, `${reason} → ${start}`),
    ];
  }
  const isLunch = moved - day * MINUTES_PER_DAY > openingOf(reader.calendar, day);
  return isLunch
    ? [step('moved-lunch', moved, `giờ nghỉ trưa → ${start}`)]
    : [step('moved-before-opening', moved, `trước giờ làm việc → ${start}`)];
}

/** The days between two days, exclusive, that were not counted, and the make-up days that were. */
export function skippedSteps(reader: Reader, fromDay: number, toDay: number): DeadlineStep[] {
  if (toDay - fromDay < 2) return [];
  const { workingDaysBefore } = reader.calendar;
  const off = toDay - fromDay - 1 - ((workingDaysBefore[toDay] ?? 0) - (workingDaysBefore[fromDay + 1] ?? 0));
  const named = namedDaysBetween(reader.calendar, fromDay + 1, toDay - 1);
  const weekends = off - named.filter(({ kind }) => kind === 'off').length;
  const steps = offDaySteps(reader, fromDay + 1, toDay - 1);
  if (weekends > 0) {
    const text = `${weekends} ngày nghỉ cuối tuần – không tính`;
    steps.push(step('weekends', toDay * MINUTES_PER_DAY, text, { count: weekends }));
  }
  return steps;
}

function namedDaysBetween(calendar: Calendar, first: number, last: number): NamedDay[] {
  const days: NamedDay[] = [];
  for (let index = firstNamedDayFrom(calendar, first); ; index += 1) {
    const day = calendar.namedDays[index];
    if (day === undefined || day.dayNumber > last) return days;
    days.push(day);
  }
}

function offDaySteps(reader: Reader, first: number, last: number): DeadlineStep[] {
  const { calendar, yearInMind } = reader;
  const steps: DeadlineStep[] = [];
  const days = namedDaysBetween(calendar, first, last);
  for (let index = 0; index < days.length; index += 1) {
    const from = days[index];
    if (from === undefined) break;
    if (from.kind === 'make-up') {
      const text = `${dateText(from.dayNumber, yearInMind)} (${weekdayText(from.dayNumber)}) ${from.name} – có tính`;
      steps.push(step('make-up-day', from.dayNumber * MINUTES_PER_DAY, text, { name: from.name }));
      continue;
    }
    let to = from;
    for (let next = days[index + 1]; continues(calendar, to, next); next = days[index + 1]) {
      to = next;
      index += 1;
    }
    const dates =
      to === from
        ? dateText(from.dayNumber, yearInMind)
        : `${dateText(from.dayNumber, yearInMind)}–${dateText(to.dayNumber, yearInMind)}`;
    steps.push(
      step('off-days', from.dayNumber * MINUTES_PER_DAY, `${dates} nghỉ ${from.name} – không tính`, {
        name: from.name,
        from: plainDateOfDayNumber(from.dayNumber),
        to: plainDateOfDayNumber(to.dayNumber),
      }),
    );
  }
  return steps;
}

/** One holiday goes on when the next named day has its name and nobody works in between. */
function continues(calendar: Calendar, day: NamedDay, next: NamedDay | undefined): next is NamedDay {
  if (next === undefined || next.kind !== 'off' || next.name !== day.name) return false;
  return calendar.workingDaysBefore[next.dayNumber] === calendar.workingDaysBefore[day.dayNumber];
}

const UNIT_TEXTS = {
  'working-day': 'ngày làm việc',
  hour: 'giờ làm việc',
  day: 'ngày',
  month: 'tháng',
} as const;

export function countedStep(
  reader: Reader,
  { value, unit }: { value: number; unit: Exclude<DeadlineLimit['unit'], 'same-day'> },
  end: number,
): DeadlineStep {
  const isOff = !isWorkingDayNumber(reader.calendar, dayOfMinute(end));
  const text = isOff ? momentText(end, reader.yearInMind) : dueText(reader.calendar, end, reader.yearInMind);
  return step('counted', end, `cộng ${value} ${UNIT_TEXTS[unit]} → ${text}`, { value, unit });
}

export function sameDayStep(reader: Reader, moved: number, due: number, cutOff: string): DeadlineStep {
  if (dayOfMinute(moved) === dayOfMinute(due)) {
    const text = `không sau ${cutOff} → trả ${clockText(due % MINUTES_PER_DAY)} cùng ngày`;
    return step('same-day-in-time', due, text, { cutOff });
  }
  return step(
    'same-day-late',
    due,
    `sau ${cutOff} → trả ${dueText(reader.calendar, due, reader.yearInMind)}`,
    { cutOff },
  );
}

/** An end in a month (that of `lastDay`) which lacks the day. */
export function monthEndStep(reader: Reader, wantedDay: number, lastDay: number, end: number): DeadlineStep {
  const { month } = partsOfDayNumber(lastDay);
  const text = `tháng ${month} không có ngày ${wantedDay} → lấy ngày ${dateText(dayOfMinute(end), reader.yearInMind)}`;
  return step('month-end', end, text, { day: wantedDay, month });
}

/** An end that fell on a day off and went to a working day. */
export function rolledSteps(reader: Reader, from: number, due: number): DeadlineStep[] {
  const day = dayOfMinute(from);
  const name = findNamedDay(reader.calendar, day)?.name ?? '';
  const off = name === '' ? 'là ngày nghỉ' : `nghỉ ${name}`;
  const text = `${weekdayText(day)} ${dateText(day, reader.yearInMind)} ${off} → ${dueText(reader.calendar, due, reader.yearInMind)}`;
  return [
    ...offDaySteps(reader, day + 1, dayOfMinute(due) - 1),
    step('rolled', due, text, { from: plainDateOfDayNumber(day), name }),
  ];
}

type PauseRange = { from: number; to: number };

function pauseText(reader: Reader, { from, to }: PauseRange): string {
  return `tạm dừng ${momentText(from, reader.yearInMind)} – ${momentText(to, reader.yearInMind)}`;
}

function pauseValues({ from, to }: PauseRange): { from: string; to: string } {
  return { from: plainMinuteOfNumber(from), to: plainMinuteOfNumber(to) };
}

export function pausedStep(
  reader: Reader,
  pause: PauseRange,
  minutes: { left: number } | { added: number },
  due: number,
): DeadlineStep {
  const end = dueText(reader.calendar, due, reader.yearInMind);
  if ('added' in minutes) {
    const text = `${pauseText(reader, pause)}: cộng thêm ${durationText(minutes.added)} → ${end}`;
    return step('paused-calendar-time', due, text, { ...pauseValues(pause), minutes: minutes.added });
  }
  const left = minutes.left === 0 ? 'không còn phút nào' : `còn ${hoursText(minutes.left)} làm việc`;
  const text = `${pauseText(reader, pause)}: ${left}, tính tiếp → ${end}`;
  return step('paused-working-time', due, text, { ...pauseValues(pause), minutes: minutes.left });
}

export function ignoredPauseStep(reader: Reader, pause: PauseRange, why: 'before' | 'after'): DeadlineStep {
  return why === 'before'
    ? step(
        'pause-before-reception',
        pause.to,
        `${pauseText(reader, pause)}: trước khi nhận – không tính`,
        pauseValues(pause),
      )
    : step(
        'pause-after-due',
        pause.from,
        `${pauseText(reader, pause)}: không trước hạn trả – không đổi hạn`,
        pauseValues(pause),
      );
}

/** Says which day the date rests on although nobody has announced it. `first`…`last` holds at least one such day. */
export function provisionalStep(calendar: Calendar, first: number, last: number): DeadlineStep {
  let day = first;
  while (day < Math.min(last, LAST_DAY_NUMBER) && unannouncedDays(calendar, day, day) === 0) day += 1;
  const named = findNamedDay(calendar, day);
  const { year } = partsOfDayNumber(day);
  const what =
    named === undefined
      ? `chưa có lịch nghỉ năm ${year}`
      : `ngày nghỉ ${named.name} ${dateText(day, 0)} chưa được công bố`;
  return step('provisional', day * MINUTES_PER_DAY, `tạm tính: ${what}`, {
    date: plainDateOfDayNumber(day),
  });
}
