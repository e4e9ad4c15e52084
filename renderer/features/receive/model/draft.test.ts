import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ReceiveDossier, ReceptionDraft } from '#shared/dossier/index.ts';
import { SAMPLE_CARD, SAMPLE_PROCEDURE } from '../testing/samples.ts';
import { draftOf } from './draft.ts';
import { parseDueMinute, tidyDueDate } from './due-text.ts';
import { type ApplicantFields, emptyForm, type ReceiveForm } from './form.ts';
import { findFieldPath, findFirstProblem } from './form-fields.ts';
import {
  blockingProblems,
  findReception,
  officeProblems,
  type ProblemWords,
  toldProblems,
  typedProblems,
} from './problems.ts';
import { reduceForm } from './reducer.ts';

const REQUEST = '0193b1f2-0000-7000-8000-000000000001';
const NO_NEEDS = { due: false, fee: false };
const WORDS: ProblemWords = {
  name: 'name',
  procedure: 'procedure',
  chosenCase: 'case',
  organisationName: 'organisationName',
  otherName: 'otherName',
  helperName: 'helperName',
  filerName: 'filerName',
  filerGround: 'filerGround',
  deliveryAddress: 'deliveryAddress',
  dossierCopies: 'dossierCopies',
  quantity: 'quantity',
  pages: 'pages',
  exemptionGround: 'exemptionGround',
  dueDate: 'dueDate',
  dueTime: 'dueTime',
  dueReason: 'dueReason',
};

function filledForm(): ReceiveForm {
  return [
    { kind: 'card-read' as const, card: SAMPLE_CARD, to: 'applicant' as const },
    { kind: 'procedure-picked' as const, procedure: SAMPLE_PROCEDURE },
    { kind: 'required-toggled' as const },
  ].reduce(reduceForm, emptyForm(REQUEST));
}

describe('the draft', () => {
  test('of an empty form has no applicant and passes the contract', () => {
    const draft = draftOf(emptyForm(REQUEST));
    expect(draft.applicant).toBeNull();
    expect(ReceptionDraft.parse(draft)).toEqual(draft);
  });

  test('passes the contract whatever is typed', () => {
    const text = fc.oneof(
      fc.string({ maxLength: 60 }),
      fc.constantFrom('0912 345 678', '1950', '00/00/1950', 'C1234567', '-1', '9'.repeat(19), 'Nam \ud83d'),
    );
    const field = fc.constantFrom<keyof ApplicantFields>(
      'name',
      'idNumber',
      'birth',
      'address',
      'phone',
      'email',
      'oldNumber',
    );
    fc.assert(
      fc.property(
        fc.array(fc.tuple(field, text), { maxLength: 12 }),
        fc.array(text, { minLength: 7, maxLength: 7 }),
        (typing, others) => {
          let form = filledForm();
          for (const [name, value] of typing)
            form = reduceForm(form, { kind: 'applicant-typed', field: name, value });
          const [copies = '', quantity = '', amount = '', date = '', time = '', reason = '', note = ''] =
            others;
          form = {
            ...form,
            dossierCopies: copies,
            note,
            due: { date, time, reason },
            fee: { ...form.fee, quantity, amount },
          };
          const parsed = ReceptionDraft.safeParse(draftOf(form));
          expect(parsed.error?.issues ?? []).toEqual([]);
        },
      ),
      { seed: 20_261_121, numRuns: 300 },
    );
  });
});

describe('the reception', () => {
  test('of a filled form has no problem and passes the contract', () => {
    const form = filledForm();
    expect(blockingProblems(form, NO_NEEDS, WORDS).size).toBe(0);
    expect(ReceiveDossier.parse(findReception(form, NO_NEEDS))).toMatchObject({
      requestId: REQUEST,
      procedureCode: '1.001193',
      caseId: 'main',
    });
  });

  test('is kept back by every number that is too long, and none of it is in the draft', () => {
    // The beginning of it alone would be a right one.
    const long = (number: string) => number.padEnd(40, '0');
    const idKinds = ['citizen-number', 'identity-card-9', 'passport', 'tax-code'] as const;
    for (const idKind of idKinds) {
      const fields = {
        ...filledForm().applicant.fields,
        idKind,
        idNumber: long('017195004821'),
        phone: long('0912345678'),
      };
      const applicant = { fields, sources: {}, card: null, known: null };
      const form: ReceiveForm = {
        ...filledForm(),
        applicant,
        coApplicants: [applicant],
        filer: {
          ...emptyFiler(),
          idKind,
          name: 'B',
          ground: 'g',
          idNumber: fields.idNumber,
          phone: fields.phone,
        },
        helper: { name: 'C', phone: fields.phone },
      };
      expect([...blockingProblems(form, NO_NEEDS, WORDS).keys()].sort()).toEqual([
        'applicant.idNumber',
        'applicant.phone',
        'coApplicants.0.idNumber',
        'coApplicants.0.phone',
        'filer.idNumber',
        'filer.phone',
        'helper.phone',
      ]);
      expect(JSON.stringify(draftOf(form))).not.toMatch(/\d{20}/);
    }
    const speaks = {
      ...filledForm(),
      applicantKind: 'organisation' as const,
      representative: { name: 'A', position: '', idNumber: long('017195004821') },
    };
    expect([...blockingProblems(speaks, NO_NEEDS, WORDS).keys()]).toContain(
      'applicant.representative.idNumber',
    );
  });

  test('of a half-filled form names what is absent, in the order of the form', () => {
    const problems = blockingProblems({ ...emptyForm(REQUEST), filer: { ...emptyFiler() } }, NO_NEEDS, WORDS);
    expect([...problems.keys()].sort()).toEqual([
      'applicant.name',
      'filer.ground',
      'filer.name',
      'procedureCode',
    ]);
    expect(findFirstProblem(problems)).toBe('applicant.name');
  });

  test('needs date, time and reason where the catalogue has no limit', () => {
    const form = filledForm();
    const needs = { due: true, fee: false };
    expect([...blockingProblems(form, needs, WORDS).keys()]).toEqual(['due.at', 'due.reason']);
    const typed = { ...form, due: { date: '24112026', time: '17h', reason: 'đợi xác minh' } };
    expect(blockingProblems(typed, needs, WORDS).size).toBe(0);
    expect(findReception(typed, needs)?.due).toEqual({ at: '2026-11-24T17:00', reason: 'đợi xác minh' });
    expect(findReception(typed, NO_NEEDS)?.due).toBeNull();
  });

  test('says what cannot be read and never sends it', () => {
    const form = reduceForm(filledForm(), { kind: 'applicant-typed', field: 'phone', value: '09123' });
    expect(typedProblems(form, NO_NEEDS, WORDS).get('applicant.phone')).toContain('10 chữ số');
    expect(draftOf(form).applicant?.phone).toBeNull();
  });
});

function emptyFiler() {
  return { name: '', idKind: 'citizen-number' as const, idNumber: '', phone: '', ground: '', paper: '' };
}

test('the office’s problems stand at fields of this screen, also those it does not know', () => {
  const problems = officeProblems([
    { field: 'papers.3.name', message: 'a' },
    { field: 'fee', message: 'b' },
    { field: 'somethingNew', message: 'c' },
  ]);
  expect([...problems.keys()]).toEqual(['papers', 'fee.exemptionId', 'procedureCode']);
  expect(findFieldPath('due.at')).toBe('due.at');
});

test('a date that was typed is not missed while only its reason is absent', () => {
  const told = [
    { field: 'due.at', message: 'needed' },
    { field: 'fee.enteredAmount', message: 'needed' },
  ];
  const due = { date: '24112026', time: '17:00', reason: '' };
  expect([...toldProblems({ ...filledForm(), due }, told).keys()]).toEqual(['fee.enteredAmount']);
  const typed = { ...filledForm(), due: { ...due, reason: 'đợi xác minh' } };
  expect(toldProblems(typed, told).has('due.at')).toBe(true);
  expect(toldProblems(filledForm(), told).has('due.at')).toBe(true);
});

test('due dates are read as clerks type them', () => {
  expect(parseDueMinute({ date: '23/11/2026', time: '17:00' })).toEqual({
    ok: true,
    value: '2026-11-23T17:00',
  });
  expect(parseDueMinute({ date: '3.2.2027', time: '730' })).toEqual({ ok: true, value: '2027-02-03T07:30' });
  expect(parseDueMinute({ date: '31/11/2026', time: '17:00' })).toEqual({ ok: false, error: 'date' });
  expect(parseDueMinute({ date: '30/11/2026', time: '24:00' })).toEqual({ ok: false, error: 'time' });
  expect(tidyDueDate('23112026')).toBe('23/11/2026');
});
