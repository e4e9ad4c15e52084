import type { LeaseRequest } from '#shared/exchange/index.ts';

/** A span of serials on each day of a span of days, both ends included. */
export type Span = { firstDay: string; lastDay: string; firstSerial: number; lastSerial: number };

/** A lease that is there, of whichever station of the agency and format. */
export type Held = Span & { id: string; office: string; station: string; endedAfter: string | null };

/** What an office may be granted, and how far ahead. */
export type Share = { office: string; firstSerial: number; lastSerial: number; leaseDays: number };

/** Serials that a station gets for a day at first: no counter of a commune needs as many. */
export const SPAN_SIZE = 2000;
/** Where the share runs out, what is left is shared out in halves, down to this. */
const SMALLEST = 50;
/** A station may need numbers for days that have passed (L6), but not for any day of the past. */
const PAST_DAYS = 400;

/** What to grant a station that asks (L9). `exhausted`: the office's share has nothing left above. */
export function planGrant(
  asked: Pick<LeaseRequest, 'station' | 'fromDay' | 'known' | 'short'>,
  held: readonly Held[],
  share: Share,
  today: string,
): { grants: Span[]; exhausted: boolean } {
  const grants: Span[] = [];
  const lastDay = addDays(today, share.leaseDays);
  const firstDay = later(earlier(asked.fromDay, today), addDays(today, -PAST_DAYS));
  const own = held.filter((lease) => lease.office === share.office && lease.station === asked.station);
  const live = own.filter((lease) => lease.endedAfter === null);
  const state = { top: topOf(held, share, firstDay), exhausted: false };
  const covered = coveredUntil(live, firstDay);
  if (covered === undefined) {
    const span = nextSpan(state, share, SPAN_SIZE);
    if (span !== undefined) grants.push({ firstDay, lastDay, ...span });
  } else if (covered < addDays(today, Math.floor(share.leaseDays / 2))) {
    const begin = addDays(covered, 1);
    const before = live.find((lease) => lease.lastDay === covered);
    // The station keeps its span where nobody else has it on the days to come.
    const kept = before !== undefined && isFree(held, share, before, begin, lastDay) ? before : undefined;
    const span = kept ?? nextSpan(state, share, SPAN_SIZE);
    if (span !== undefined) {
      const { firstSerial, lastSerial } = span;
      grants.push({ firstDay: begin, lastDay, firstSerial, lastSerial });
    }
  }
  for (const { day, more } of asked.short) {
    // What the office has not taken yet is on its way to it.
    const onTheWay = live.some(
      (lease) => lease.firstDay <= day && day <= lease.lastDay && !asked.known.includes(lease.id),
    );
    const granted = grants.some((span) => span.firstDay <= day && day <= span.lastDay);
    if (onTheWay || granted || day < firstDay || day > lastDay) continue;
    const span = nextSpan(state, share, Math.max(more, SMALLEST));
    if (span !== undefined) grants.push({ firstDay: day, lastDay: day, ...span });
  }
  return { grants, exhausted: state.exhausted };
}

/** The highest serial of the share that a lease has on a day from `fromDay` on; one less than the share where none has. */
function topOf(held: readonly Held[], share: Share, fromDay: string): number {
  return held
    .filter((lease) => lease.lastDay >= fromDay && overlapsShare(lease, share))
    .reduce((top, lease) => Math.max(top, lease.lastSerial), share.firstSerial - 1);
}

const overlapsShare = (lease: Held, share: Share) =>
  lease.firstSerial <= share.lastSerial && share.firstSerial <= lease.lastSerial;

/** The next serials above all that are granted; undefined, and noted, where the share ends. */
function nextSpan(
  state: { top: number; exhausted: boolean },
  share: Share,
  wanted: number,
): { firstSerial: number; lastSerial: number } | undefined {
  const firstSerial = state.top + 1;
  const left = share.lastSerial - state.top;
  if (left < 1) {
    state.exhausted = true;
    return undefined;
  }
  const size = Math.min(left, wanted, Math.max(SMALLEST, Math.ceil(left / 2)));
  state.top = firstSerial + size - 1;
  return { firstSerial, lastSerial: state.top };
}

/** The last day on which the station has serials without a day missing; undefined where it has none on the first. */
function coveredUntil(live: readonly Held[], firstDay: string): string | undefined {
  let until: string | undefined;
  for (;;) {
    const day = until === undefined ? firstDay : addDays(until, 1);
    const next = live
      .filter((lease) => lease.firstDay <= day && day <= lease.lastDay)
      .reduce<string | undefined>((last, lease) => later(last ?? lease.lastDay, lease.lastDay), undefined);
    if (next === undefined) return until;
    until = next;
  }
}

function isFree(held: readonly Held[], share: Share, span: Span, firstDay: string, lastDay: string): boolean {
  const inShare = share.firstSerial <= span.firstSerial && span.lastSerial <= share.lastSerial;
  return (
    inShare &&
    !held.some(
      (lease) =>
        lease.firstDay <= lastDay &&
        firstDay <= lease.lastDay &&
        lease.firstSerial <= span.lastSerial &&
        span.firstSerial <= lease.lastSerial,
    )
  );
}

/** A day so many days after another, `YYYY-MM-DD`. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

const later = (left: string, right: string) => (left > right ? left : right);
const earlier = (left: string, right: string) => (left < right ? left : right);
