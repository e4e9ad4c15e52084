import { afterEach, beforeEach, expect, it } from 'vitest';
import { createTestClock, openTemporaryDatabase, type TemporaryDatabase } from '#test/fixtures/database.ts';
import { openTestDrafts, seat } from '#test/fixtures/drafts.ts';
import { systemIds } from '#test/fixtures/office.ts';
import { forgetDraftsFrom, forgetDraftsOf } from './index.ts';

let t: TemporaryDatabase;
let desk: ReturnType<typeof openTestDrafts>;
beforeEach(() => {
  t = openTemporaryDatabase();
  desk = openTestDrafts(t.db, createTestClock(1_800_000_000_000));
});
afterEach(() => t.remove());

function keep(form: unknown): string {
  const requestId = systemIds.id();
  const text = typeof form === 'string' ? form : JSON.stringify(form);
  desk.drafts.save(seat(systemIds.id(), 'Lan'), {
    requestId,
    kind: 'reception',
    edit: 1,
    applicant: '',
    procedure: '',
    form: text,
  });
  return requestId;
}
const left = () =>
  desk.drafts
    .list(seat(systemIds.id(), 'An'), 'reception', null, () => false)
    .offers.map((offer) => offer.requestId)
    .sort();

it('removes every draft with the number, wherever it stands and however it is spaced', () => {
  const kept = [
    keep({ applicant: { idNumber: '017 195 004 822' } }),
    keep({ note: 'số tài khoản 90171950048213' }),
    keep({ note: '' }),
  ].sort();
  keep({ applicant: { idNumber: '017195004821' } });
  keep({ applicant: { fields: { idNumber: '017 195 004 821' } } });
  keep({ people: [{ name: 'x' }, { deep: [['CCCD 017.195.004-821, sđt 0912']] }] });
  keep({ '017195004821': true });
  keep({ idNumber: 17195004821, note: 'hộ chiếu c1234567' });
  keep('no JSON at all: 017195004821');
  expect(t.db.transaction((tx) => forgetDraftsOf(tx, ['017195004821', 'C1234567']))).toBe(6);
  expect(left()).toEqual(kept);
});

it('removes every draft that was filled from a dossier, whatever stands in it', () => {
  const kept = [
    keep({ follows: { id: 'slip-2', code: '02/2026/HDHS' }, visitOf: null }),
    keep({ follows: null, visitOf: null, note: 'slip-1' }),
    keep({ follows: 'slip-1', visitOf: { id: 'slip-2' } }),
    keep('slip-1'),
    keep('"slip-1"'),
    keep({ fields: { name: 'x' }, visit: ['slip-2', 3] }),
    keep({ visit: 'slip-1' }),
  ].sort();
  keep({
    follows: { id: 'slip-1', code: '01/2026/HDHS' },
    visitOf: null,
    applicant: { name: 'Quách Văn Ún' },
  });
  keep({ visitOf: { id: 'slip-1', count: 2 } });
  keep({ follows: 3, visitOf: { id: 'slip-1', count: 2 } });
  keep({ fields: { name: 'Quách Văn Ún' }, visit: ['slip-0', 'slip-1'] });
  expect(t.db.transaction((tx) => forgetDraftsFrom(tx, 'slip-1'))).toBe(4);
  expect(left()).toEqual(kept);
});

it('removes nothing for no number, and goes back with its transaction', () => {
  const kept = keep({ idNumber: '017195004821' });
  expect(t.db.transaction((tx) => forgetDraftsOf(tx, ['', ' - ']))).toBe(0);
  expect(() =>
    t.db.transaction((tx) => {
      forgetDraftsOf(tx, ['017195004821']);
      throw new Error('no');
    }),
  ).toThrow('no');
  expect(left()).toEqual([kept]);
});

it('reads a form nested deeper than calls can be', () => {
  keep(`${'['.repeat(50_000)}"017195004821"${']'.repeat(50_000)}`);
  expect(t.db.transaction((tx) => forgetDraftsOf(tx, ['017195004821']))).toBe(1);
});
