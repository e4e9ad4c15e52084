import { expect, test } from 'vitest';
import { owesPapers, rowState } from './dossier-states.ts';

test('a slip that was followed asks for nothing more; a cancelled one is cancelled', () => {
  const slip = { state: 'supplement-requested', cancelled: false, followed: false } as const;
  expect(rowState(slip)).toEqual({ key: 'dossier.states.supplement-requested', tone: 'attention' });
  expect(rowState({ ...slip, followed: true })).toEqual({ key: 'dossier.slip.followed', tone: 'neutral' });
  expect(rowState({ ...slip, followed: true, cancelled: true }).key).toBe('find.row.cancelled');
});

test('papers are owed by what stands, not by a slip or what was cancelled, followed or erased', () => {
  const row = { missing: 2, slip: null, cancelled: false, followed: false, erased: null } as const;
  expect(owesPapers(row)).toBe(true);
  for (const settled of [
    { missing: 0 },
    { slip: 'supplement' },
    { cancelled: true },
    { followed: true },
    { erased: 'luật' },
  ] as const) {
    expect(owesPapers({ ...row, ...settled })).toBe(false);
  }
});
