import { describe, expect, test } from 'vitest';
import { GiveSlip, SlipDraft } from '#shared/dossier/index.ts';
import { SAMPLE_CARD, SAMPLE_PROCEDURE } from '../testing/samples.ts';
import { emptyForm, type ReceiveForm } from './form.ts';
import { type FormAction, reduceForm } from './reducer.ts';
import { findSlip, gapRows, gapsOf, reasonCode, slipDraftOf, slipProblems } from './slip.ts';

const REQUEST = '0193b1f2-0000-7000-8000-000000000001';
const REASONS = [
  { code: 'missing', label: 'Chưa đủ thành phần', textNeeded: false },
  { code: 'other', label: 'Lý do khác', textNeeded: true },
];
const WORDS = {
  name: 'name',
  matter: 'matter',
  gaps: 'gaps',
  reason: 'reason',
  reasonText: 'reasonText',
  until: 'until',
};

function formAfter(...actions: FormAction[]): ReceiveForm {
  return actions.reduce(reduceForm, emptyForm(REQUEST));
}

const CARD: FormAction = { kind: 'card-read', card: SAMPLE_CARD, to: 'applicant' };
const PICKED: FormAction = { kind: 'procedure-picked', procedure: SAMPLE_PROCEDURE };
const toggled = (key: string): FormAction => ({
  kind: 'slip-paper',
  action: { kind: 'paper-toggled', key },
});
const asked = (form: ReceiveForm) =>
  gapsOf(form, 'supplement').map(({ text, originals, copies }) => [text, originals, copies]);

describe('what a request for supplement asks for', () => {
  test('is every required paper that was not handed in, until the clerk says otherwise', () => {
    expect(asked(formAfter(PICKED))).toEqual([
      ['Giấy a', 1, 0],
      ['Giấy b', 0, 2],
    ]);
    expect(asked(formAfter(PICKED, { kind: 'paper-toggled', key: 'a' }))).toEqual([['Giấy b', 0, 2]]);
    expect(asked(formAfter(PICKED, toggled('a')))).toEqual([['Giấy b', 0, 2]]);
  });

  test('may be a paper that was handed in but is no good, and one that only some are asked for', () => {
    const form = formAfter(PICKED, { kind: 'required-toggled' }, toggled('a'), toggled('c'));
    expect(asked(form)).toEqual([
      ['Giấy a', 1, 0],
      ['Giấy c', 1, 0],
    ]);
    expect(form.papers.find(({ key }) => key === 'a')?.originals).toBe(1);
  });

  test('keeps the numbers that were typed', () => {
    const count: FormAction = {
      kind: 'slip-paper',
      action: { kind: 'paper-counted', key: 'b', count: 'copies', value: 5 },
    };
    expect(asked(formAfter(PICKED, count))).toContainEqual(['Giấy b', 0, 5]);
    expect(gapRows(formAfter(PICKED, count, toggled('a'))).map(({ copies }) => copies)).toEqual([0, 5, 0]);
  });

  test('goes on with what stands in words, blank lines left out; a refusal asks for nothing', () => {
    const form = formAfter(
      { kind: 'slip-line', index: 0, value: ' Tờ khai chưa ký tên ' },
      { kind: 'slip-line', index: 1, value: '  ' },
    );
    expect(asked(form)).toEqual([['Tờ khai chưa ký tên', 0, 0]]);
    expect(gapsOf(form, 'refusal')).toEqual([]);
    expect(reduceForm(form, { kind: 'slip-lines-tidied' }).slip.lines).toHaveLength(1);
  });

  test('is forgotten with the procedure it was of, the words stay', () => {
    const other = { ...SAMPLE_PROCEDURE, code: '1.000894' };
    const form = formAfter(
      PICKED,
      toggled('c'),
      { kind: 'slip-line', index: 0, value: 'x' },
      { kind: 'procedure-picked', procedure: other },
    );
    expect(form.slip).toMatchObject({ papers: [], lines: ['x'] });
  });
});

describe('a slip needs', () => {
  const problems = (form: ReceiveForm, kind: 'supplement' | 'refusal' = 'supplement') =>
    [...slipProblems(form, kind, REASONS, WORDS)].map(([field]) => field);

  test('who came, what for, and what is missing', () => {
    expect(problems(emptyForm(REQUEST))).toEqual(['applicant.name', 'matter', 'gaps']);
    expect(problems(formAfter(CARD, PICKED))).toEqual([]);
    expect(
      problems(formAfter(CARD, { kind: 'slip-typed', field: 'matter', value: 'Xin xác nhận' }), 'refusal'),
    ).toEqual([]);
  });

  test('the first reason where none was chosen, and words where the reason says nothing without', () => {
    const other: FormAction = { kind: 'slip-reason', slip: 'supplement', field: 'code', value: 'other' };
    expect(reasonCode(formAfter(), 'supplement', REASONS)).toBe('missing');
    expect(problems(formAfter(CARD, PICKED, other))).toEqual(['reason.text']);
    expect(problems(formAfter(CARD, PICKED, other), 'refusal')).toEqual([]);
  });

  test('a whole day, or none', () => {
    const until = (value: string) => formAfter(CARD, PICKED, { kind: 'slip-typed', field: 'until', value });
    expect(problems(until('31/11/2026'))).toEqual(['until']);
    expect(slipDraftOf(until('30112026'), 'supplement', REASONS).until).toBe('2026-11-30');
  });
});

test('the contract takes what is sent, chosen or half filled', () => {
  expect(SlipDraft.safeParse(slipDraftOf(emptyForm(REQUEST), 'supplement', REASONS)).success).toBe(true);
  const form = formAfter(CARD, PICKED, { kind: 'slip-line', index: 0, value: 'Tờ khai chưa ký tên' });
  for (const kind of ['supplement', 'refusal'] as const) {
    const slip = findSlip(form, kind, REASONS);
    expect(GiveSlip.parse(slip)).toEqual(slip);
    expect(slip).toMatchObject({ requestId: REQUEST, kind, print: true, matter: '' });
  }
  expect(findSlip(emptyForm(REQUEST), 'refusal', REASONS)).toBeUndefined();
});
