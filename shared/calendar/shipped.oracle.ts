import deadlineProfile from '../../resources/calendars/deadline-profile.json' with { type: 'json' };
import vietnam2024 from '../../resources/calendars/vietnam-2024.json' with { type: 'json' };
import vietnam2025 from '../../resources/calendars/vietnam-2025.json' with { type: 'json' };
import vietnam2026 from '../../resources/calendars/vietnam-2026.json' with { type: 'json' };
import vietnam2027 from '../../resources/calendars/vietnam-2027.json' with { type: 'json' };
import workingTime from '../../resources/calendars/working-time.json' with { type: 'json' };
import { getDeadlineProfile, readCalendarResources } from './calendar-rules.ts';
import { makeDeadlineOracle, type Oracle } from './deadline.oracle.ts';
import { PlainDate } from './plain-date.ts';

/** The shipped data, for tests and proofs. */
export const shippedYears = [vietnam2024, vietnam2025, vietnam2026, vietnam2027];
export const shippedFiles: unknown[] = [...shippedYears, workingTime, deadlineProfile];
export const shippedRules = readCalendarResources(shippedFiles);
export const shippedCalendar = shippedRules.calendar;
export const shippedProfile = getDeadlineProfile(shippedRules, PlainDate.parse('2026-01-01'));

/** The oracle on the raw dates of the shipped files, for receptions of 2022–2029. */
export function makeShippedOracle(): Oracle {
  return makeDeadlineOracle(
    shippedYears.flatMap(({ offDays }) => offDays.map(({ date }) => date)),
    shippedYears.flatMap(({ makeUpDays }) => makeUpDays.map(({ date }) => date)),
    [2020, 2045],
  );
}
