import type { DossierFilters } from '#shared/contract/index.ts';

export const NO_FILTERS: DossierFilters = {
  from: null,
  to: null,
  states: [],
  procedureCode: null,
  clerkId: null,
  channel: null,
  overdue: false,
};

/** Everything that can be filtered by state, in the order of the national codes. */
export const FILTER_STATES: readonly DossierFilters['states'][number][] = [
  'received',
  'processing',
  'supplement-requested',
  'payment-requested',
  'solved',
  'returned',
  'stopped',
  'withdrawn',
  'refused',
  'cancelled',
];

export const CHANNELS: readonly NonNullable<DossierFilters['channel']>[] = ['counter', 'online', 'postal'];

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** The filters in an address, so that going back finds the same list. What cannot be read is left out. */
export function filtersOfAddress(parameters: URLSearchParams): DossierFilters {
  const day = (name: string) => {
    const text = parameters.get(name) ?? '';
    return DAY.test(text) ? text : null;
  };
  const channel = parameters.get('channel');
  return {
    from: day('from'),
    to: day('to'),
    states: FILTER_STATES.filter((state) => (parameters.get('state') ?? '').split(',').includes(state)),
    procedureCode: parameters.get('procedure'),
    clerkId: parameters.get('clerk'),
    channel: CHANNELS.find((one) => one === channel) ?? null,
    overdue: parameters.get('overdue') === '1',
  };
}

/** What stands in the address for a query and its filters. */
export function addressOf(query: string, filters: DossierFilters): Record<string, string> {
  const all = {
    q: query,
    from: filters.from,
    to: filters.to,
    state: filters.states.join(','),
    procedure: filters.procedureCode,
    clerk: filters.clerkId,
    channel: filters.channel,
    overdue: filters.overdue ? '1' : null,
  };
  return Object.fromEntries(
    Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== null && entry[1] !== ''),
  );
}

export const PERIODS = ['today', 'week', 'month', 'last-month', 'year', 'last-year'] as const;
export type Period = (typeof PERIODS)[number];

const two = (value: number) => String(value).padStart(2, '0');

/** First and last day of a named period; `today` is the office's, `YYYY-MM-DD`. */
export function daysOf(period: Period, today: string): { from: string; to: string } {
  const [year = 0, month = 0, day = 0] = today.split('-').map(Number);
  const at = (value: Date) =>
    `${value.getUTCFullYear()}-${two(value.getUTCMonth() + 1)}-${two(value.getUTCDate())}`;
  const date = (y: number, m: number, d: number) => at(new Date(Date.UTC(y, m - 1, d)));
  switch (period) {
    case 'today':
      return { from: today, to: today };
    case 'week':
      return { from: date(year, month, day - 6), to: today };
    case 'month':
      return { from: date(year, month, 1), to: date(year, month + 1, 0) };
    case 'last-month':
      return { from: date(year, month - 1, 1), to: date(year, month, 0) };
    case 'year':
      return { from: `${year}-01-01`, to: `${year}-12-31` };
    case 'last-year':
      return { from: `${year - 1}-01-01`, to: `${year - 1}-12-31` };
  }
}

/** A typed day (`21/8/2026`) as `YYYY-MM-DD`; null for nothing, undefined for what is no day. */
export function readDay(text: string): string | null | undefined {
  if (text.trim() === '') return null;
  const parts = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text.trim());
  if (parts === null) return undefined;
  const [day, month, year] = parts.slice(1).map(Number) as [number, number, number];
  const date = new Date(Date.UTC(year, month - 1, day));
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
  return `${year}-${two(month)}-${two(day)}`;
}
