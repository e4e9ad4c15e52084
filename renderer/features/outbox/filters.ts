import type { ExchangeCounts } from '#shared/contract/index.ts';

/** What the list can be narrowed to, in the order of the tiles. */
export const FILTERS = ['open', 'held', 'sent', 'accepted', 'rejected', 'conflict', 'all'] as const;
export type Filter = (typeof FILTERS)[number];

/** How many entries a filter shows. `open`: everything that the province has not accepted. */
export function countOf(filter: Filter, counts: ExchangeCounts): number {
  const open = counts.held + counts.sent + counts.rejected + counts.conflict;
  if (filter === 'open') return open;
  return filter === 'all' ? open + counts.accepted : counts[filter];
}

/** The filter and the day that an address asks for; anything else is the beginning: what is not done. */
export function filterOfAddress(parameters: URLSearchParams): { filter: Filter; day: string | null } {
  const filter = FILTERS.find((one) => one === parameters.get('state')) ?? 'open';
  const day = parameters.get('day') ?? '';
  return { filter, day: /^\d{4}-\d{2}-\d{2}$/.test(day) ? day : null };
}

/** The address of a filter; what is as at the beginning is left out. */
export function addressOfFilter(filter: Filter, day: string | null): Record<string, string> {
  return {
    ...(filter === 'open' ? {} : { state: filter }),
    ...(day === null ? {} : { day }),
  };
}
