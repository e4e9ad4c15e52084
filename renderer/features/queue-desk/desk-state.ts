import { epochOfOfficeTimestamp } from '#shared/base/index.ts';
import type { Desk } from '#shared/contract/index.ts';
import type { Ticket } from '#shared/queue/index.ts';

/** What F9 does now. */
export type Primary =
  | { kind: 'call' }
  | { kind: 'sit'; counter: number }
  | { kind: 'choose' }
  | { kind: 'go-on' };

/**
 * What the strip shows. `quiet`: this office has no queue today, nobody sits down and nobody took a number; then the
 * strip takes a small line and sits nobody down unasked.
 */
export type DeskView = { quiet: boolean; primary: Primary };

/** What stands on the strip, out of what the office told. */
export function deskView(desk: Desk): DeskView {
  const { counter } = desk;
  if (counter !== null)
    return { quiet: false, primary: counter.state === 'paused' ? { kind: 'go-on' } : { kind: 'call' } };
  const inUse =
    desk.waiting > 0 ||
    desk.held.length > 0 ||
    desk.noShows.length > 0 ||
    desk.counters.some((one) => one.state !== 'closed');
  const suggested = desk.counters.find((one) => one.number === desk.suggestedCounter);
  const free = inUse && suggested?.state === 'closed';
  return { quiet: !inUse, primary: free ? { kind: 'sit', counter: suggested.number } : { kind: 'choose' } };
}

/** Whether "did not come" stands first: the ticket was called often enough. */
export function isNoShowFirst(ticket: Ticket, callsBeforeNoShow: number): boolean {
  return ticket.calls >= callsBeforeNoShow;
}

/** Whole seconds between two office timestamps, never below 0. */
export function secondsBetween(from: string, to: number): number {
  return Math.max(0, Math.floor((to - epochOfOfficeTimestamp(from)) / 1000));
}

/** `04:12`, `1:04:12`: how long something runs, in seconds. */
export function runningTime(seconds: number): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const rest = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return hours === 0 ? rest : `${hours}:${rest}`;
}
