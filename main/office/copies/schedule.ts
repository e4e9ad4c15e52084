import { epochOfOfficeTimestamp, officeDate, officeMinute } from '#shared/base/index.ts';
import type { CopySettings } from '#shared/contract/index.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const HOUR_MS = 60 * 60 * 1000;
/** Tells a clock that was put right by a second or two from one that was set back. */
const CLOCK_SLACK_MS = 5 * 60_000;
/** A copy may take its time before it counts as late. */
const LATE_AFTER_MS = 30 * 60_000;

export type ScheduleState = {
  /** When the newest copy was made, ms; null when there is none. */
  readonly lastMade: number | null;
  /** Dossiers received since then. */
  readonly dossiersSince: number;
};

type Rules = Pick<CopySettings, 'folder' | 'times' | 'everyHours' | 'everyDossiers'>;

/** Since when a copy is owed, ms; null when none is. A time of day that nobody was there for is still owed. */
export function owedSince(rules: Rules, state: ScheduleState, now: number): number | null {
  if (rules.folder === '') return null;
  const { lastMade } = state;
  if (lastMade !== null && lastMade > now + CLOCK_SLACK_MS) return now;
  const since: number[] = [];
  const passed = lastTimeOfDay(rules.times, now);
  if (passed !== null && (lastMade === null || lastMade < passed)) since.push(passed);
  if (rules.everyHours > 0) {
    const due = lastMade === null ? now : lastMade + rules.everyHours * HOUR_MS;
    if (due <= now) since.push(due);
  }
  if (rules.everyDossiers > 0 && state.dossiersSince >= rules.everyDossiers) since.push(now);
  return since.length === 0 ? null : Math.min(...since);
}

/** Whether a copy that should be there is not. Without any copy that begins with the first hour due. */
export function isLate(rules: Rules, state: ScheduleState, now: number): boolean {
  const owed = owedSince(rules, state, now);
  return owed !== null && now - owed > LATE_AFTER_MS;
}

/** When the next is made by the clock, `YYYY-MM-DDTHH:mm`; null when only dossiers or the button make them. */
export function nextByClock(rules: Rules, state: ScheduleState, now: number): string | null {
  if (rules.folder === '') return null;
  const owed = owedSince(rules, state, now);
  if (owed !== null) return officeMinute(now);
  const next = rules.times.flatMap((time) => [timeOn(now, time), timeOn(now + DAY_MS, time)]);
  if (rules.everyHours > 0) next.push((state.lastMade ?? now) + rules.everyHours * HOUR_MS);
  const coming = next.filter((moment) => moment > now);
  return coming.length === 0 ? null : officeMinute(Math.min(...coming));
}

/** The last of these times of day that has passed, today or yesterday. */
function lastTimeOfDay(times: readonly string[], now: number): number | null {
  const passed = times
    .flatMap((time) => [timeOn(now, time), timeOn(now - DAY_MS, time)])
    .filter((moment) => moment <= now);
  return passed.length === 0 ? null : Math.max(...passed);
}

function timeOn(day: number, time: string): number {
  return epochOfOfficeTimestamp(`${officeDate(day)}T${time}`);
}
