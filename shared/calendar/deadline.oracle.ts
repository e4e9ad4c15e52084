/*
 * A second, slow answer to the question that `computeDeadline` answers, for tests and proofs only. It shares no code
 * and no idea with the engine: JS Dates read as UTC, one cell per minute, and a finger that walks minute by minute.
 * The default rules (hours, 15:00, last day of a short month) are written down here a second time on purpose.
 */

export type OracleLimit = { value: number; unit: 'working-day' | 'day' | 'hour' | 'month' | 'same-day' };
export type OraclePause = { from: string; to: string };
export type Oracle = (
  received: string,
  limit: OracleLimit,
  pauses: readonly OraclePause[],
) => string | 'invalid-input';

const MINUTE = 60_000;

/**
 * Makes an oracle that knows the years `firstYear`…`lastYear` (throws RangeError beyond) and these dates,
 * each `YYYY-MM-DD`. A year costs half a megabyte.
 */
export function makeDeadlineOracle(
  offDates: readonly string[],
  makeUpDates: readonly string[],
  [firstYear, lastYear]: readonly [number, number],
): Oracle {
  const origin = Date.UTC(firstYear, 0, 1);
  const size = (Date.UTC(lastYear + 1, 0, 1) - origin) / MINUTE;
  const cells = paintMinutes(origin, size, new Set(offDates), new Set(makeUpDates));

  const isWork = (minute: number): boolean => {
    if (minute < 0 || minute >= size) throw new RangeError('the oracle does not know this year');
    return cells[minute] === 1;
  };
  const dateAt = (minute: number): Date => new Date(origin + minute * MINUTE);
  const minuteAt = (date: Date): number => (date.getTime() - origin) / MINUTE;
  const clockIs = (minute: number, hours: number, minutes: number): boolean => {
    const date = dateAt(minute);
    return date.getUTCHours() === hours && date.getUTCMinutes() === minutes;
  };
  const worksThatDay = (minute: number): boolean => {
    const date = dateAt(minute);
    date.setUTCHours(10, 0);
    return isWork(minuteAt(date));
  };
  const tomorrow = (minute: number): number => {
    const date = dateAt(minute);
    date.setUTCDate(date.getUTCDate() + 1);
    return minuteAt(date);
  };
  const walkToWork = (minute: number): number => {
    let finger = minute;
    while (!isWork(finger)) finger += 1;
    return finger;
  };
  const walkWorking = (minute: number, count: number): number => {
    let finger = minute;
    for (let left = count; left > 0; finger += 1) if (isWork(finger)) left -= 1;
    return finger;
  };
  const countWorking = (from: number, to: number): number => {
    let count = 0;
    for (let finger = from; finger < to; finger += 1) if (isWork(finger)) count += 1;
    return count;
  };
  const nextWorkingDaySameClock = (minute: number): number => {
    let finger = tomorrow(minute);
    while (!worksThatDay(finger)) finger = tomorrow(finger);
    return finger;
  };

  const firstDue = (start: number, { value, unit }: OracleLimit): number => {
    if (unit === 'hour') return walkWorking(start, value * 60);
    if (unit === 'working-day') {
      let finger = start;
      for (let count = 0; count < value; count += 1) finger = nextWorkingDaySameClock(finger);
      return finger;
    }
    const date = dateAt(start);
    if (unit === 'same-day') {
      const late = date.getUTCHours() > 15 || (date.getUTCHours() === 15 && date.getUTCMinutes() > 0);
      date.setUTCHours(17, 0);
      return late ? nextWorkingDaySameClock(minuteAt(date)) : minuteAt(date);
    }
    if (unit === 'day') {
      date.setUTCDate(date.getUTCDate() + value);
    } else {
      const wanted = date.getUTCDate();
      date.setUTCMonth(date.getUTCMonth() + value);
      // A month too short lets the date run over into the next one; day 0 is the last of the month before.
      if (date.getUTCDate() !== wanted) date.setUTCDate(0);
    }
    const end = minuteAt(date);
    return worksThatDay(end) ? end : nextWorkingDaySameClock(end);
  };

  return (received, limit, pauses) => {
    const receivedAt = readMinute(received, origin);
    const wholeValue = Number.isInteger(limit.value) && limit.value > 0;
    if (receivedAt === null || !(limit.unit === 'same-day' || wholeValue)) return 'invalid-input';
    const stops = pauses.map(({ from, to }) => ({
      from: readMinute(from, origin),
      to: readMinute(to, origin),
    }));
    let before = Number.NEGATIVE_INFINITY;
    for (const stop of stops) {
      if (stop.from === null || stop.to === null) return 'invalid-input';
      if (stop.from >= stop.to || stop.from < before) return 'invalid-input';
      before = stop.to;
    }
    const start = walkToWork(receivedAt);
    let due = firstDue(start, limit);
    for (const stop of stops) {
      const from = Math.max(start, stop.from ?? 0);
      const to = stop.to ?? 0;
      if (to <= from || from >= due) continue;
      if (limit.unit === 'day' || limit.unit === 'month') {
        due += to - from;
        const isClosing = clockIs(due, 11, 30) || clockIs(due, 17, 0);
        if (!(isClosing && worksThatDay(due))) due = walkToWork(due);
      } else {
        due = walkWorking(walkToWork(to), countWorking(from, due));
      }
    }
    return dateAt(due).toISOString().slice(0, 16);
  };
}

/** One byte per minute: 1 where people work. */
function paintMinutes(
  origin: number,
  size: number,
  offDates: ReadonlySet<string>,
  makeUpDates: ReadonlySet<string>,
): Uint8Array {
  const cells = new Uint8Array(size);
  for (let midnight = 0; midnight < size; midnight += 1_440) {
    const date = new Date(origin + midnight * MINUTE);
    const text = date.toISOString().slice(0, 10);
    const isWeekend = date.getUTCDay() === 0 || date.getUTCDay() === 6;
    if (offDates.has(text) || (isWeekend && !makeUpDates.has(text))) continue;
    cells.fill(1, midnight + 7 * 60 + 30, midnight + 11 * 60 + 30);
    cells.fill(1, midnight + 13 * 60 + 30, midnight + 17 * 60);
  }
  return cells;
}

/** Minutes since the origin of a text that JS writes back unchanged, else null. */
function readMinute(text: string, origin: number): number | null {
  const date = new Date(`${text}:00.000Z`);
  if (Number.isNaN(date.getTime()) || date.toISOString() !== `${text}:00.000Z`) return null;
  return (date.getTime() - origin) / MINUTE;
}
