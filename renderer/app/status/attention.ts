import type { ExchangeOverview } from '#shared/contract/index.ts';

export type Attention = 'refused' | 'stranger' | 'clock' | 'numbers';

/** Differences of the clocks above it are counted by the office as something for a person, milliseconds. */
const SKEW_SHOWN_MS = 120_000;

/**
 * What of the exchange waits for an administrator, by name; `others`: how many more the office counts than are named.
 * `warnings`: how many there are of numbers.
 */
export function attentionOf(
  { summary, lineMessage, clockSkewMs }: Pick<ExchangeOverview, 'summary' | 'lineMessage' | 'clockSkewMs'>,
  warnings: number,
): { named: Attention[]; others: number } {
  const { line, attention } = summary;
  const named: Attention[] = [];
  // A line that works, or is none, has nothing to say but what the province refused.
  if (line === 'refused' || (lineMessage !== '' && (line === 'reached' || line === 'none')))
    named.push('refused');
  if (line === 'not-the-province') named.push('stranger');
  if (clockSkewMs !== null && Math.abs(clockSkewMs) > SKEW_SHOWN_MS) named.push('clock');
  const others = Math.max(0, attention - named.length - warnings);
  if (warnings > 0) named.push('numbers');
  return { named, others };
}
