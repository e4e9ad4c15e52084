import { epochOfOfficeTimestamp } from '../base/index.ts';
import type { Ticket } from './ticket.ts';

/** Calls from which a pace is reckoned: fewer say nothing. */
const LEAST_GAPS = 3;

/** Seconds from issue to the first call; null before it, and where the clock was set back in between. */
export function waitedSeconds({
  issuedAt,
  firstCalledAt,
}: Pick<Ticket, 'issuedAt' | 'firstCalledAt'>): number | null {
  return firstCalledAt === null ? null : secondsBetween(issuedAt, firstCalledAt);
}

/**
 * Milliseconds at a counter from the last call until the ticket is held, sent on or finished there. Null where the clock
 * was set back in between, or only the next day ended it.
 */
export function servedPieceMs(lastCalledAt: string, at: string): number | null {
  const milliseconds = epochOfOfficeTimestamp(at) - epochOfOfficeTimestamp(lastCalledAt);
  return milliseconds < 0 || lastCalledAt.slice(0, 10) !== at.slice(0, 10) ? null : milliseconds;
}

/** Seconds at counters of a finished ticket, of all its pieces together; null of any other and where a piece is unknown. */
export function servedSeconds({ state }: Pick<Ticket, 'state'>, servedMs: number | null): number | null {
  return state !== 'finished' || servedMs === null ? null : Math.floor(servedMs / 1000);
}

/**
 * Minutes until a ticket with `ahead` before it is called, at the pace of its group: the middle one of the gaps between
 * the last calls of the day (`calledAt`: office timestamps, in any order), which a lunch break among them does not spoil.
 * Null where there is nothing to reckon from.
 */
export function estimateMinutes(ahead: number, calledAt: readonly string[]): number | null {
  const moments = calledAt.map(epochOfOfficeTimestamp).sort((left, right) => left - right);
  const gaps = moments.slice(1).map((moment, index) => moment - (moments[index] ?? moment));
  if (gaps.length < LEAST_GAPS) return null;
  gaps.sort((left, right) => left - right);
  const middle = gaps[gaps.length >> 1] ?? 0;
  return Math.ceil(((ahead + 1) * middle) / 60_000);
}

function secondsBetween(from: string, to: string): number | null {
  const milliseconds = epochOfOfficeTimestamp(to) - epochOfOfficeTimestamp(from);
  return milliseconds < 0 ? null : Math.floor(milliseconds / 1000);
}
