/** A difference of clocks that is shown (P14): more than two minutes. */
const SHOWN_FROM_MS = 2 * 60_000;

/**
 * How far this PC's clock stands from the province's, cut and not rounded: where it is behind that is a lower bound, by wire
 * as by stick. Input in milliseconds, positive: this PC is ahead.
 */
export function skewOf(
  milliseconds: number,
): { kind: 'good' } | { kind: 'ahead' | 'behind'; count: number; unit: 'minutes' | 'hours' | 'days' } {
  const size = Math.abs(milliseconds);
  if (size <= SHOWN_FROM_MS) return { kind: 'good' };
  const kind = milliseconds > 0 ? 'ahead' : 'behind';
  const minutes = Math.floor(size / 60_000);
  if (minutes < 120) return { kind, count: minutes, unit: 'minutes' };
  const hours = Math.floor(minutes / 60);
  return hours < 48
    ? { kind, count: hours, unit: 'hours' }
    : { kind, count: Math.floor(hours / 24), unit: 'days' };
}
