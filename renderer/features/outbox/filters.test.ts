import { describe, expect, it } from 'vitest';
import { addressOfFilter, countOf, FILTERS, filterOfAddress } from './filters.ts';

const counts = { held: 1, sent: 2, accepted: 40, rejected: 3, conflict: 4 };

describe('filters of the outbox', () => {
  it('count what they show', () => {
    expect(FILTERS.map((filter) => countOf(filter, counts))).toEqual([10, 1, 2, 40, 3, 4, 50]);
  });

  it.each(FILTERS.flatMap((filter) => [null, '2026-11-22'].map((day) => [filter, day] as const)))(
    '%s on %s comes back from its address',
    (filter, day) => {
      const address = new URLSearchParams(addressOfFilter(filter, day));
      expect(filterOfAddress(address)).toEqual({ filter, day });
    },
  );

  it('begins with what is not done where the address says nothing that is known', () => {
    const address = new URLSearchParams({ state: 'lost', day: '22/11/2026' });
    expect(filterOfAddress(address)).toEqual({ filter: 'open', day: null });
  });
});
