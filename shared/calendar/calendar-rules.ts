import { buildCalendar, type Calendar } from './calendar.ts';
import { CalendarResource, type DeadlineProfile } from './calendar-data.ts';
import type { PlainDate } from './plain-date.ts';

/** Everything a deadline needs from `resources/calendars`. */
export type CalendarRules = { calendar: Calendar; profiles: readonly DeadlineProfile[] };

/** Reads the parsed JSON files of `resources/calendars`, in any order. Throws where one is not as its schema says. */
export function readCalendarResources(files: readonly unknown[]): CalendarRules {
  const resources = files.map((file) => CalendarResource.parse(file));
  return {
    calendar: buildCalendar(resources.filter((resource) => resource.kind !== 'deadline-profile')),
    profiles: resources.filter((resource) => resource.kind === 'deadline-profile'),
  };
}

/**
 * The rules of counting in force on a date of reception: the latest that began by then and has not ended. A date
 * before all of them follows the first. Throws Error where every profile has ended.
 */
export function getDeadlineProfile(rules: CalendarRules, date: PlainDate): DeadlineProfile {
  const sorted = rules.profiles.toSorted((a, b) => (a.effectiveFrom < b.effectiveFrom ? -1 : 1));
  const inForce = sorted.findLast(
    (profile) => profile.effectiveFrom <= date && (profile.effectiveTo ?? date) >= date,
  );
  const profile = inForce ?? (date < (sorted[0]?.effectiveFrom ?? '') ? sorted[0] : undefined);
  if (profile === undefined) throw new Error(`no deadline profile is in force on ${date}`);
  return profile;
}
