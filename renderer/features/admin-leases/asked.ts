import type { LeaseState } from '#shared/contract/index.ts';

/**
 * What a person should know of what the next parcel asks for. Every parcel asks; while numbers are in hand for longer
 * than anybody is warned of, there is nothing to be said. `from`: ranges from a day on; `after`: for the days after one.
 */
export function askedOf(state: Pick<LeaseState, 'asked' | 'today' | 'lastDay' | 'frozen' | 'warnings'>): {
  from: string | null;
  after: string | null;
  short: readonly { day: string; more: number }[];
} {
  const { asked, today, lastDay, frozen, warnings } = state;
  if (asked === null) return { from: null, after: null, short: [] };
  // A day before today: dossiers of that day still wait for their codes.
  const isMissing = lastDay === null || frozen || asked.fromDay < today;
  const isEnding = warnings.some(({ kind }) => kind === 'ends-soon');
  return {
    from: isMissing ? asked.fromDay : null,
    after: !isMissing && isEnding ? lastDay : null,
    short: asked.short,
  };
}
