import { ok, type Result } from '../base/index.ts';
import { type Calendar, unannouncedDays } from './calendar.ts';
import {
  checkDeadlineRequest,
  type DeadlineProblem,
  type DeadlineRequest,
  deadlineProblem,
} from './deadline-request.ts';
import {
  countedStep,
  type DeadlineStep,
  ignoredPauseStep,
  monthEndStep,
  movedSteps,
  pausedStep,
  provisionalStep,
  readerFor,
  receivedStep,
  rolledSteps,
  sameDayStep,
  skippedSteps,
} from './deadline-steps.ts';
import { addMonthsToDayNumber, partsOfDayNumber } from './plain-date.ts';
import {
  clockOf,
  dayOfMinute,
  LAST_MINUTE_NUMBER,
  MINUTES_PER_DAY,
  type PlainMinute,
  plainMinuteOfNumber,
} from './plain-minute.ts';
import {
  addWorkingDays,
  addWorkingMinutes,
  closingOf,
  moveIntoWorkingTime,
  settleEnd,
  workingDayFrom,
  workingMinutesBetween,
} from './working-time.ts';

/** When the result is promised, and why. */
export type Deadline = {
  due: PlainMinute;
  /** The reasoning in order; the last step that is not `provisional` or a `pause-…` without effect arrives at `due`. */
  steps: readonly DeadlineStep[];
  /** "Tạm tính": some day on whose being worked or not `due` depends has not been announced. */
  provisional: boolean;
  /** Calendar data and profile used, for the dossier to keep. */
  calendarVersion: string;
};

/** The computation so far: the days whose status it has asked for, and its reasons. */
type Work = DeadlineRequest & {
  /** Reception moved into working time; its day is day 0. */
  start: number;
  reader: ReturnType<typeof readerFor>;
  steps: DeadlineStep[];
  asked: { first: number; last: number }[];
};

/**
 * The due date of a dossier: reception moved into working time, the limit counted from there, pauses added.
 * Whole minutes at +07:00. Refuses (`invalid-input`) bad instants, limits and pauses, and ends beyond 2199.
 * Legal source of each rule: the profile and the calendar data given.
 */
export function computeDeadline(request: DeadlineRequest): Result<Deadline, DeadlineProblem> {
  const checked = checkDeadlineRequest(request);
  if (!checked.ok) return checked;
  const { received, pauses } = checked.value;
  const { calendar, profile } = request;
  const start = moveIntoWorkingTime(calendar, received);
  if (!isKnown(start)) return deadlineProblem('out-of-range');

  const reader = readerFor(calendar, received);
  const steps = [receivedStep(received)];
  if (start !== received) steps.push(...movedSteps(reader, received, start));
  const work: Work = { ...request, start, reader, steps, asked: [] };

  const ends = request.limit.unit === 'day' || request.limit.unit === 'month' ? calendarEnd : workingEnd;
  const due = ends(work, received, pauses);
  if (!isKnown(due)) return deadlineProblem('out-of-range');

  const unannounced = work.asked.find(({ first, last }) => unannouncedDays(calendar, first, last) > 0);
  if (unannounced !== undefined) {
    steps.push(provisionalStep(calendar, unannounced.first, unannounced.last));
  }
  return ok({
    due: plainMinuteOfNumber(due),
    steps,
    provisional: unannounced !== undefined,
    calendarVersion: `${calendar.version}+${profile.id}@${profile.version}`,
  });
}

function isKnown(minute: number): boolean {
  return minute >= 0 && minute <= LAST_MINUTE_NUMBER;
}

type Pauses = readonly { from: number; to: number }[];

/** Limits counted in working time: what a pause leaves over is counted on after it. */
function workingEnd(work: Work, received: number, pauses: Pauses): number {
  const { calendar, reader, steps } = work;
  let due = firstWorkingEnd(work);
  // Days inside a pause do not matter, so asking goes from one stretch of counting to the next.
  let askFrom = firstDayThatMatters(calendar, received);
  for (const pause of pauses) {
    if (!isKnown(due)) return due;
    const from = Math.max(pause.from, work.start);
    if (hasNoEffect(work, pause, due)) continue;
    const left = workingMinutesBetween(calendar, from, due);
    due = addWorkingMinutes(calendar, pause.to, left);
    if (!isKnown(due)) return due;
    work.asked.push({ first: askFrom, last: lastDayThatMatters(calendar, from) });
    askFrom = firstDayThatMatters(calendar, pause.to);
    steps.push(...skippedSteps(reader, dayOfMinute(pause.to), dayOfMinute(due)));
    steps.push(pausedStep(reader, pause, { left }, due));
  }
  work.asked.push({ first: askFrom, last: dayOfMinute(due) });
  return due;
}

/** Limits counted in calendar time: the length of a pause is added. */
function calendarEnd(work: Work, received: number, pauses: Pauses): number {
  const { calendar, reader, steps, asked } = work;
  asked.push({ first: firstDayThatMatters(calendar, received), last: dayOfMinute(work.start) });
  let due = firstCalendarEnd(work);
  for (const pause of pauses) {
    if (!isKnown(due)) return due;
    if (hasNoEffect(work, pause, due)) continue;
    const added = pause.to - Math.max(pause.from, work.start);
    const end = due + added;
    due = settleEnd(calendar, end);
    if (!isKnown(due)) return due;
    asked.push({ first: dayOfMinute(end), last: dayOfMinute(due) });
    steps.push(pausedStep(reader, pause, { added }, due));
  }
  return due;
}

/** What lies before the moved reception is ignored; what begins at or after the due time as it stands, too. */
function hasNoEffect(work: Work, pause: { from: number; to: number }, due: number): boolean {
  const before = pause.to <= work.start;
  const after = pause.from >= due;
  if (before || after) work.steps.push(ignoredPauseStep(work.reader, pause, before ? 'before' : 'after'));
  return before || after;
}

function firstWorkingEnd(work: Work): number {
  const { calendar, limit, profile, reader, start, steps } = work;
  const day = dayOfMinute(start);
  const clock = start - day * MINUTES_PER_DAY;
  if (limit.unit === 'same-day') {
    const dueDay = clock <= clockOf(profile.sameDay.cutOff) ? day : addWorkingDays(calendar, day, 1);
    const due = dueDay * MINUTES_PER_DAY + closingOf(calendar, dueDay);
    if (!isKnown(due)) return due;
    steps.push(...skippedSteps(reader, day, dueDay), sameDayStep(reader, start, due, profile.sameDay.cutOff));
    return due;
  }
  const end =
    limit.unit === 'hour'
      ? addWorkingMinutes(calendar, start, limit.value * 60)
      : // Hours may differ between the two days, so the same clock time may lie outside working time.
        settleEnd(calendar, addWorkingDays(calendar, day, limit.value) * MINUTES_PER_DAY + clock);
  if (!isKnown(end)) return end;
  const unit = limit.unit === 'hour' ? 'hour' : 'working-day';
  steps.push(...skippedSteps(reader, day, dayOfMinute(end)));
  steps.push(countedStep(reader, { value: limit.value, unit }, end));
  return end;
}

function firstCalendarEnd(work: Work): number {
  const { calendar, limit, profile, reader, start, steps, asked } = work;
  const day = dayOfMinute(start);
  const clock = start - day * MINUTES_PER_DAY;
  const months = addMonthsToDayNumber(day, limit.unit === 'month' ? limit.value : 0);
  const isNextDay = months.clipped && profile.monthEnd === 'first-of-next-month';
  const endDay = limit.unit === 'day' ? day + limit.value : months.dayNumber + (isNextDay ? 1 : 0);
  const end = endDay * MINUTES_PER_DAY + clock;
  if (!isKnown(end)) return end;
  if (months.clipped) steps.push(monthEndStep(reader, partsOfDayNumber(day).day, months.dayNumber, end));
  steps.push(
    countedStep(reader, { value: limit.value, unit: limit.unit === 'month' ? 'month' : 'day' }, end),
  );
  const dueDay = workingDayFrom(calendar, endDay);
  const due = settleEnd(calendar, dueDay * MINUTES_PER_DAY + clock);
  if (!isKnown(due)) return due;
  if (dueDay !== endDay) steps.push(...rolledSteps(reader, end, due));
  asked.push({ first: endDay, last: dayOfMinute(due) });
  return due;
}

/** The first day whose being worked can matter to counting that begins at an instant: not its own, after closing. */
function firstDayThatMatters(calendar: Calendar, minute: number): number {
  const day = dayOfMinute(minute);
  return minute - day * MINUTES_PER_DAY >= calendar.latestClosing ? day + 1 : day;
}

/** The last day whose being worked can matter to counting that stops at an instant: not its own, before opening. */
function lastDayThatMatters(calendar: Calendar, minute: number): number {
  const day = dayOfMinute(minute);
  return minute - day * MINUTES_PER_DAY < calendar.earliestOpening ? day - 1 : day;
}
