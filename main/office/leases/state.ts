import { findFreeze, type HeldLease, isOwnIssuer, leasesFrom, type Numbering } from '../dossiers/index.ts';
import type { ReadableDb } from '../storage/index.ts';
import { type DayUse, dayAfter, dayUse, lastCoveredDay, lastDayOf } from './lease-use.ts';
import { leaseRequests } from './requests.ts';
import { type LeaseWarning, leaseWarnings } from './warnings.ts';

const DAYS_AHEAD = 14;
/** Leases that ended longer ago are not shown. */
const DAYS_BACK = 30;

export type LeaseState = {
  issuer: 'own' | 'province';
  today: string;
  use: DayUse;
  /** The last day up to which every day has numbers; null: none of the province's. */
  lastDay: string | null;
  /** Today and the days after it. */
  ahead: (DayUse & { day: string })[];
  leases: (HeldLease & { present: boolean; standing: 'in-use' | 'coming' | 'over' })[];
  warnings: LeaseWarning[];
  /** What the next parcel asks for. */
  asked: { fromDay: string; short: readonly { day: string; more: number }[] } | null;
  frozen: boolean;
};

/** Leases with their use today (`YYYY-MM-DD`, office time) and ahead, warnings, and what is asked for. */
export function leaseState(db: ReadableDb, numbering: Numbering, today: string): LeaseState {
  const own = isOwnIssuer(db);
  const request = own ? undefined : leaseRequests(db, numbering, today)[0];
  const days = Array.from({ length: DAYS_AHEAD }, (_, index) => dayAfter(today, index));
  return {
    issuer: own ? 'own' : 'province',
    today,
    use: dayUse(db, numbering, today),
    lastDay: own ? null : lastCoveredDay(db, numbering, today),
    ahead: days.map((day) => ({ day, ...dayUse(db, numbering, day) })),
    leases: leasesFrom(db, numbering.agencyCode, dayAfter(today, -DAYS_BACK)).map((lease) => ({
      ...lease,
      present: lease.station === numbering.station,
      standing: lastDayOf(lease) < today ? 'over' : lease.firstDay > today ? 'coming' : 'in-use',
    })),
    warnings: leaseWarnings(db, numbering, today),
    asked: request === undefined ? null : { fromDay: request.fromDay, short: request.short },
    frozen: findFreeze(db, numbering.station) !== undefined,
  };
}
