import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { sampleDossier } from '../forms/sample-receipt.oracle.ts';
import { compareDossiers, describeDossier } from './describe.ts';
import type { DossierState } from './dossier.ts';
import { MendingReasons, mayMend } from './mending.ts';
import { describeState, dossierStates, reportGroupOf } from './states.ts';

const dossier = sampleDossier();
const own = { id: 'p1', role: 'clerk' };
const cancelled = {
  at: dossier.receivedAt,
  by: dossier.receivedBy,
  reason: { code: 'x', label: 'x', text: '' },
};
const code = (result: ReturnType<typeof mayMend>) => (result.ok ? 'ok' : result.error.code);

describe('who may mend', () => {
  test.each([
    ['the clerk who received it, on that day', own, '2026-11-21', 'ok'],
    ['the same clerk a day later', own, '2026-11-22', 'not-allowed'],
    ['another clerk', { id: 'p2', role: 'clerk' }, '2026-11-21', 'not-allowed'],
    ['an administrator, later', { id: 'p9', role: 'administrator' }, '2027-01-01', 'ok'],
  ])('%s', (_who, person, today, expected) => {
    expect(code(mayMend('correct', dossier, person, today))).toBe(expected);
    expect(code(mayMend('cancel', dossier, person, today))).toBe(expected);
  });

  test('nobody what is cancelled, or ended; and what has its result is not cancelled', () => {
    const administrator = { id: 'p9', role: 'administrator' };
    expect(code(mayMend('correct', { ...dossier, cancelled }, administrator, '2026-11-21'))).toBe(
      'dossier-cancelled',
    );
    const answers = (what: 'correct' | 'cancel') =>
      dossierStates
        .filter(
          ({ state }) => code(mayMend(what, { ...dossier, state }, administrator, '2026-11-21')) === 'ok',
        )
        .map(({ nationalCode }) => nationalCode);
    expect(answers('correct')).toEqual(['1', '2', '4', '5', '6', '8', '9']);
    expect(answers('cancel')).toEqual(['1', '2', '4', '5', '6', '8']);
  });
});

test('a cancelled dossier counts in no national group, whatever its state', () => {
  for (const { state } of dossierStates as readonly { state: DossierState }[]) {
    expect(reportGroupOf({ state, cancelled })).toBeNull();
    expect(reportGroupOf({ state, cancelled: null })).toBe(describeState(state).group);
  }
});

test('compares field by field in words; one that says nothing is left out', () => {
  const filer = {
    name: 'Bùi A',
    idKind: 'none',
    idNumber: null,
    phone: null,
    ground: 'giấy ủy quyền',
  } as const;
  const after = sampleDossier({ filer, papers: dossier.papers.slice(1), note: 'gấp' });
  expect(compareDossiers(dossier, dossier)).toEqual([]);
  expect(
    compareDossiers(dossier, after).map(({ label, before, after: now }) => [label.vi, before, now]),
  ).toEqual([
    ['Người nộp thay', '', 'Bùi A'],
    ['Căn cứ nộp thay', '', 'giấy ủy quyền'],
    ['Giấy tờ: Tờ khai đăng ký khai sinh', '1 bản chính, nộp', ''],
    ['Ghi chú', '', 'gấp'],
  ]);
  const keys = describeDossier(sampleDossier({ papers: [...dossier.papers, ...dossier.papers] })).map(
    ({ key }) => key,
  );
  expect(new Set(keys).size).toBe(keys.length);
});

test('the shipped reasons fit their schema', () => {
  const url = new URL('../../resources/mending/reasons.json', import.meta.url);
  expect(MendingReasons.safeParse(JSON.parse(readFileSync(url, 'utf8'))).success).toBe(true);
});
