import { expect, it } from 'vitest';
import { compareCounts } from './comparison.ts';

it('says equal only of equal counts, and nothing of what the province has not told', () => {
  expect(compareCounts(148, 148)).toEqual({ kind: 'equal', tone: 'good' });
  expect(compareCounts(148, 146)).toEqual({ kind: 'differs', by: 2, tone: 'attention' });
  expect(compareCounts(146, 148)).toEqual({ kind: 'differs', by: 2, tone: 'attention' });
  expect(compareCounts(3, null)).toEqual({ kind: 'not-told', tone: 'neutral' });
  expect(compareCounts(0, null)).toEqual({ kind: 'equal', tone: 'good' });
});
