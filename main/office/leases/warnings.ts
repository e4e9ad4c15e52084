import { daysBetween, parsePlainDate } from '#shared/calendar/index.ts';
import { isOwnIssuer, type Numbering } from '../dossiers/index.ts';
import type { ReadableDb } from '../storage/index.ts';
import { type DayUse, dayUse, lastCoveredDay } from './lease-use.ts';

/** L11: said from here on, and asked for with every parcel. */
const LOW_SHARE = 0.2;
const LOW_DAYS = 10;

/** What a person should know before numbers end. */
export type LeaseWarning =
  /** At most a fifth of the day's serials are left; 0: none, receptions are refused. */
  | { kind: 'day-low'; day: string; left: number; total: number; issuer: 'own' | 'province' }
  /** No lease holds on this day: receptions are refused. */
  | { kind: 'no-lease'; day: string }
  /** Leases end soon; `days`: how many days are left after today. */
  | { kind: 'ends-soon'; lastDay: string; days: number };

/** At most a fifth is left; what has nothing at all is not nearly used up. */
export function isNearlyUsed({ total, left }: DayUse): boolean {
  return total > 0 && left <= total * LOW_SHARE;
}

/** What is to be said today (`YYYY-MM-DD`, office time), the most urgent first; empty: numbers are plenty. */
export function leaseWarnings(db: ReadableDb, numbering: Numbering, today: string): LeaseWarning[] {
  const own = isOwnIssuer(db);
  const use = dayUse(db, numbering, today);
  const low: LeaseWarning[] = isNearlyUsed(use)
    ? [
        {
          kind: 'day-low',
          day: today,
          left: use.left,
          total: use.total,
          issuer: own ? 'own' : 'province',
        },
      ]
    : [];
  if (own) return low;
  const lastDay = lastCoveredDay(db, numbering, today);
  if (lastDay === null) return [{ kind: 'no-lease', day: today }];
  const days = daysUntil(today, lastDay);
  return days <= LOW_DAYS ? [...low, { kind: 'ends-soon', lastDay, days }] : low;
}

function daysUntil(from: string, to: string): number {
  const [first, last] = [parsePlainDate(from), parsePlainDate(to)];
  return first === undefined || last === undefined ? 0 : daysBetween(first, last);
}
