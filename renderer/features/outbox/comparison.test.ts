import { expect, it } from 'vitest';
import { compareCounts, isDiffering } from './comparison.ts';

it('says equal only of equal counts, and nothing of what the province has not told', () => {
  expect(compareCounts(148, 148, 0)).toEqual({ kind: 'equal', tone: 'good' });
  expect(compareCounts(148, 146, 0)).toEqual({ kind: 'differs', by: 2, tone: 'attention' });
  expect(compareCounts(146, 148, 0)).toEqual({ kind: 'differs', by: 2, tone: 'attention' });
  expect(compareCounts(3, null, 3)).toEqual({ kind: 'not-told', tone: 'neutral' });
  expect(compareCounts(0, null, 0)).toEqual({ kind: 'equal', tone: 'good' });
});

it('what is only still to be sent is no difference, one beyond that is', () => {
  expect(compareCounts(9, 8, 1)).toEqual({ kind: 'waiting', by: 1, tone: 'neutral' });
  expect(compareCounts(9, 7, 1)).toEqual({ kind: 'differs', by: 2, tone: 'attention' });
  expect(compareCounts(9, 8, 2)).toEqual({ kind: 'differs', by: 1, tone: 'attention' });
  expect(compareCounts(8, 9, 1)).toEqual({ kind: 'differs', by: 1, tone: 'attention' });
  expect(isDiffering({ here: 9, there: 8, waiting: 1 })).toBe(false);
  expect(isDiffering({ here: 9, there: null, waiting: 9 })).toBe(false);
  expect(isDiffering({ here: 9, there: 8, waiting: 0 })).toBe(true);
});
