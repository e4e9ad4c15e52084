import { expect, test } from 'vitest';
import { rowState } from './dossier-states.ts';

test('a slip that was followed asks for nothing more; a cancelled one is cancelled', () => {
  const slip = { state: 'supplement-requested', cancelled: false, followed: false } as const;
  expect(rowState(slip)).toEqual({ key: 'dossier.states.supplement-requested', tone: 'attention' });
  expect(rowState({ ...slip, followed: true })).toEqual({ key: 'dossier.slip.followed', tone: 'neutral' });
  expect(rowState({ ...slip, followed: true, cancelled: true }).key).toBe('find.row.cancelled');
});
