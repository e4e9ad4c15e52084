import { addDays, parsePlainDate } from '#shared/calendar/index.ts';
import { type HeldLease, leasesFrom, type Numbering, usableSpans } from '../dossiers/index.ts';
import type { ReadableDb } from '../storage/index.ts';

/** How far the serials of a day are used: `used` counts what was passed over, too, because nobody gets it any more. */
export type DayUse = { total: number; used: number; left: number };

/** What the station may still give on a day (`YYYY-MM-DD`). */
export function dayUse(db: ReadableDb, numbering: Numbering, day: string): DayUse {
  let total = 0;
  let left = 0;
  for (const { first, last, used } of usableSpans(db, numbering, day)) {
    total += last - first + 1;
    left += last - Math.min(last, Math.max(first - 1, used));
  }
  return { total, used: total - left, left };
}

/** The last day up to which every day from `today` on lies in a lease of the station; null: today does not. */
export function lastCoveredDay(db: ReadableDb, numbering: Numbering, today: string): string | null {
  let covered: string | null = null;
  const spans = leasesOfStation(db, numbering, today).map((lease) => ({
    from: lease.firstDay,
    to: lastDayOf(lease),
  }));
  for (const { from, to } of spans.sort((a, b) => a.from.localeCompare(b.from))) {
    if (from > (covered === null ? today : dayAfter(covered))) break;
    if (to >= today && (covered === null || to > covered)) covered = to;
  }
  return covered;
}

/** Leases of the station, in the office's own format, that can be used on that day or later. */
export function leasesOfStation(db: ReadableDb, numbering: Numbering, from: string): HeldLease[] {
  return leasesFrom(db, numbering.agencyCode, from).filter(
    (lease) =>
      lease.station === numbering.station &&
      lease.codeFormat === numbering.codeFormat &&
      lastDayOf(lease) >= from,
  );
}

/** The last day on which it may be used. */
export function lastDayOf(lease: HeldLease): string {
  return lease.endedAfter !== null && lease.endedAfter < lease.lastDay ? lease.endedAfter : lease.lastDay;
}

/** `days` after a day, both `YYYY-MM-DD`; negative: before it. */
export function dayAfter(day: string, days = 1): string {
  const parsed = parsePlainDate(day);
  if (parsed === undefined) throw new RangeError(`not a day: ${day}`);
  return addDays(parsed, days);
}
