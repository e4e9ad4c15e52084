import type { LeaseRequest } from '#shared/exchange/index.ts';
import { findFreeze, firstDayWithoutCode, type Numbering, usedDaysFrom } from '../dossiers/index.ts';
import type { ReadableDb } from '../storage/index.ts';
import { dayUse, leasesOfStation } from './lease-use.ts';
import { isNearlyUsed } from './warnings.ts';

const MOST_DAYS = 30;
const MOST_KNOWN = 200;

/**
 * What the office asks of the province with every parcel: leases of the present station from today on, or from the first
 * day that still waits for numbers; and more where a day's are nearly used up (L11). `today`: `YYYY-MM-DD`, office time.
 */
export function leaseRequests(db: ReadableDb, numbering: Numbering, today: string): LeaseRequest[] {
  const { station, agencyCode, codeFormat } = numbering;
  const freeze = findFreeze(db, station);
  const days = [today, freeze?.fromDay, firstDayWithoutCode(db, numbering)].filter(
    (day) => day !== null && day !== undefined,
  );
  const fromDay = days.sort()[0] ?? today;
  const short = [...new Set([today, ...usedDaysFrom(db, agencyCode, today)])]
    .map((day) => ({ day, ...dayUse(db, numbering, day) }))
    .filter(isNearlyUsed)
    .slice(0, MOST_DAYS)
    .map(({ day, total }) => ({ day, more: total }));
  return [
    {
      station,
      agencyCode,
      codeFormat,
      fromDay,
      known: leasesOfStation(db, numbering, fromDay)
        .map(({ id }) => id)
        .slice(-MOST_KNOWN),
      short,
    },
  ];
}
