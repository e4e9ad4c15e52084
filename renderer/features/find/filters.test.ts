import { describe, expect, it } from 'vitest';
import { addressOf, daysOf, filtersOfAddress, NO_FILTERS, readDay } from './filters.ts';

describe('filters', () => {
  it('survive in the address', () => {
    const filters = {
      from: '2026-08-01',
      to: null,
      states: ['received' as const, 'cancelled' as const],
      procedureCode: '2.000815',
      clerkId: 'u1',
      channel: 'counter' as const,
      overdue: true,
    };
    const parameters = new URLSearchParams(addressOf('an 21/8', filters));
    expect(parameters.get('q')).toBe('an 21/8');
    expect(filtersOfAddress(parameters)).toEqual(filters);
    expect(addressOf('', NO_FILTERS)).toEqual({});
    expect(filtersOfAddress(new URLSearchParams('from=x&state=none&channel=y'))).toEqual(NO_FILTERS);
  });

  it('know the days of a period, also over the turn of a year', () => {
    expect(daysOf('week', '2027-01-03')).toEqual({ from: '2026-12-28', to: '2027-01-03' });
    expect(daysOf('month', '2028-02-10')).toEqual({ from: '2028-02-01', to: '2028-02-29' });
    expect(daysOf('last-month', '2027-01-31')).toEqual({ from: '2026-12-01', to: '2026-12-31' });
    expect(daysOf('last-year', '2027-01-31')).toEqual({ from: '2026-01-01', to: '2026-12-31' });
  });

  it('read a typed day and nothing that is none', () => {
    expect(readDay('21/8/2026')).toBe('2026-08-21');
    expect(readDay(' 1.2.2026 ')).toBe('2026-02-01');
    expect(readDay('')).toBeNull();
    expect(readDay('31/2/2026')).toBeUndefined();
    expect(readDay('21/8')).toBeUndefined();
  });
});
