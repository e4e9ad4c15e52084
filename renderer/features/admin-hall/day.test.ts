import { describe, expect, it } from 'vitest';
import { dayAfter, dayTyped } from './day.ts';

describe('a day that is looked at', () => {
  it('is typed as it is written here; what is no day is none', () => {
    expect(['23/11/2026', '1.2.2026', ' 29-02-2028 '].map(dayTyped)).toEqual([
      '2026-11-23',
      '2026-02-01',
      '2028-02-29',
    ]);
    expect(['31/11/2026', '29/02/2026', '2026-11-23', 'hôm qua', ''].map(dayTyped)).toEqual(
      new Array(5).fill(null),
    );
  });

  it('has one before and one after, across months and years', () => {
    expect([dayAfter('2026-12-31', 1), dayAfter('2026-03-01', -1)]).toEqual(['2027-01-01', '2026-02-28']);
  });
});
