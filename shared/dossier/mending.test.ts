import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { sampleDossier } from '../forms/sample-receipt.oracle.ts';
import { applyFollowed } from './apply.ts';
import { compareDossiers, describeDossier } from './describe.ts';
import type { DossierState } from './dossier.ts';
import { MendingReasons, mayMend } from './mending.ts';
import { SlipReasons } from './slip.ts';
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

const slip = (kind: 'supplement' | 'refusal') =>
  sampleDossier({
    state: kind === 'refusal' ? 'refused' : 'supplement-requested',
    due: null,
    slip: {
      kind,
      gaps: [
        { requirementId: 'p1', text: 'Giấy chứng sinh', originals: 1, copies: 2 },
        { requirementId: null, text: 'Tờ khai chưa ký tên', originals: 0, copies: 0 },
      ],
      reason: { code: 'missing', label: 'Chưa đủ thành phần', text: 'Luật Hộ tịch, điều 16' },
      until: '2026-11-30',
    },
  });
const administrator = { id: 'p9', role: 'administrator' };

test.each(['supplement', 'refusal'] as const)(
  'a slip (%s) is cancelled like any mistake, never corrected',
  (kind) => {
    const given = slip(kind);
    for (const [person, today, cancelled] of [
      [own, '2026-11-21', 'ok'],
      [own, '2026-11-22', 'not-allowed'],
      [administrator, '2027-01-01', 'ok'],
    ] as const) {
      expect(code(mayMend('correct', given, person, today))).toBe('dossier-closed');
      expect(code(mayMend('cancel', given, person, today))).toBe(cancelled);
    }
    expect(code(mayMend('cancel', applyFollowed(given, 'd2'), administrator, '2026-11-21'))).toBe(
      'dossier-closed',
    );
    expect(code(mayMend('cancel', { ...given, cancelled }, administrator, '2026-11-21'))).toBe(
      'dossier-cancelled',
    );
  },
);

test('a result handed over at once is mended on its own day only; one returned later never', () => {
  const atOnce = sampleDossier({ state: 'returned', atOnce: true });
  for (const what of ['correct', 'cancel'] as const) {
    expect(code(mayMend(what, atOnce, own, '2026-11-21'))).toBe('ok');
    expect(code(mayMend(what, atOnce, administrator, '2026-11-22'))).toBe('dossier-closed');
    expect(code(mayMend(what, sampleDossier({ state: 'returned' }), own, '2026-11-21'))).toBe(
      'dossier-closed',
    );
  }
});

test('what a slip asks for is said field by field; of fee, date and result it says nothing', () => {
  const said = describeDossier(slip('supplement')).map(({ label, value }) => `${label.vi}: ${value}`);
  for (const line of [
    'Cần bổ sung 1: Giấy chứng sinh (1 bản chính, 2 bản sao)',
    'Cần bổ sung 2: Tờ khai chưa ký tên',
    'Lý do: Chưa đủ thành phần, Luật Hộ tịch, điều 16',
    'Bổ sung đến hết ngày: 30/11/2026',
  ])
    expect(said).toContain(line);
  expect(said.filter((line) => /^(Phí|Hẹn trả|Nhận kết quả)/.test(line))).toEqual([]);
});

test('a slip is of no reception: it counts in no national group', () => {
  for (const kind of ['supplement', 'refusal'] as const) expect(reportGroupOf(slip(kind))).toBeNull();
});

test('the shipped reasons on slips fit their schema', () => {
  const url = new URL('../../resources/slips/reasons.json', import.meta.url);
  expect(SlipReasons.safeParse(JSON.parse(readFileSync(url, 'utf8'))).success).toBe(true);
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
