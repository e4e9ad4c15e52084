import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ReceiveDossier, ReceptionDraft } from '#shared/dossier/index.ts';
import { duplicateQuestion, duplicateWarnings } from '../duplicates/question.ts';
import { SAMPLE_CARD, SAMPLE_KNOWN, SAMPLE_PROCEDURE } from '../testing/samples.ts';
import { draftOf } from './draft.ts';
import { emptyForm, type ReceiveForm } from './form.ts';
import { findCoApplicantOf, findFieldPath, findFirstProblem } from './form-fields.ts';
import { isBlank, nextKind } from './people.ts';
import { blockingProblems, findReception } from './problems.ts';
import { type FormAction, reduceForm } from './reducer.ts';

const REQUEST = '0193b1f2-0000-7000-8000-000000000001';
const OTHER_CARD = { ...SAMPLE_CARD, number: '001099000001', name: 'Đỗ Đức Đạt', sex: 'male' as const };
const NO_NEEDS = { due: false, fee: false };
const WORDS = new Proxy({} as Parameters<typeof blockingProblems>[2], {
  get: (_, name) => String(name),
});
const acted = (form: ReceiveForm, ...actions: FormAction[]) => actions.reduce(reduceForm, form);
const filled = acted(
  emptyForm(REQUEST),
  { kind: 'card-read', card: SAMPLE_CARD, to: 'applicant' },
  { kind: 'procedure-picked', procedure: SAMPLE_PROCEDURE },
  { kind: 'required-toggled' },
);

describe('further applicants', () => {
  test('a second card fills the line that was opened for it, and both are sent', () => {
    const form = acted(
      filled,
      { kind: 'people-added' },
      { kind: 'people-card', card: OTHER_CARD, to: 'co-applicant' },
    );
    expect(form.applicant.fields.name).toBe(SAMPLE_CARD.name);
    expect(ReceiveDossier.parse(findReception(form, NO_NEEDS))).toMatchObject({
      applicant: { name: SAMPLE_CARD.name },
      coApplicants: [{ name: 'Đỗ Đức Đạt', idNumber: '001099000001', entry: 'scan' }],
    });
  });

  test('the same card again is the same person, and an empty line is nobody', () => {
    const once = acted(
      filled,
      { kind: 'people-added' },
      { kind: 'people-card', card: OTHER_CARD, to: 'co-applicant' },
      { kind: 'people-added' },
    );
    expect(once.coApplicants).toHaveLength(2);
    expect(draftOf(once).coApplicants).toHaveLength(1);
    expect(
      acted(once, { kind: 'people-card', card: OTHER_CARD, to: 'co-applicant' }).coApplicants.map(isBlank),
    ).toEqual([false, true]);
    expect(acted(once, { kind: 'people-added' }).coApplicants).toHaveLength(2);
    expect(acted(once, { kind: 'people-removed', index: 0 }).openCoApplicant).toBeNull();
  });

  test('what is wrong with one of them has its own field', () => {
    const form = acted(
      filled,
      { kind: 'people-added' },
      { kind: 'people-typed', index: 0, field: 'idNumber', value: '0010990' },
    );
    const problems = blockingProblems(form, NO_NEEDS, WORDS);
    expect([...problems.keys()].sort()).toEqual(['coApplicants.0.idNumber', 'coApplicants.0.name']);
    expect(findFirstProblem(problems)).toBe('coApplicants.0.name');
    expect([findFieldPath('coApplicants.7.email'), findCoApplicantOf('coApplicants.7.name')]).toEqual([
      'coApplicants.7.name',
      7,
    ]);
  });
});

describe('an organisation', () => {
  const company = acted(
    filled,
    { kind: 'people-kind', value: 'organisation' },
    { kind: 'applicant-typed', field: 'name', value: 'Công ty Rừng Xanh' },
    { kind: 'applicant-typed', field: 'idNumber', value: '0100109106' },
    { kind: 'people-card', card: OTHER_CARD, to: 'representative' },
    { kind: 'people-representative', field: 'position', value: 'Giám đốc' },
  );

  test('has a tax code and who speaks for it, and neither birth nor sex', () => {
    expect(ReceiveDossier.parse(findReception(company, NO_NEEDS)).applicant).toMatchObject({
      kind: 'organisation',
      idKind: 'tax-code',
      idNumber: '0100109106',
      birth: null,
      sex: null,
      entry: 'typed',
      representative: { name: 'Đỗ Đức Đạt', position: 'Giám đốc', idNumber: '001099000001' },
    });
  });

  test('is offered with who spoke for it the last time', () => {
    const known = { ...SAMPLE_KNOWN, representative: { name: 'Quách Văn Bình', position: 'Chủ hộ' } };
    const form = acted(
      emptyForm(REQUEST),
      { kind: 'people-kind', value: 'household-business' },
      { kind: 'applicant-typed', field: 'idNumber', value: '0100109106' },
      { kind: 'known-found', asked: '0100109106', citizen: known },
    );
    expect(form.representative).toMatchObject({ name: 'Quách Văn Bình', position: 'Chủ hộ' });
  });

  test('the key goes through all kinds and back to a person as it was', () => {
    expect(
      ['person', 'organisation', 'household-business'].map((kind) => nextKind(kind as 'person')),
    ).toEqual(['organisation', 'household-business', 'person']);
    const back = acted(company, { kind: 'people-kind', value: 'person' });
    expect(draftOf(back).applicant?.kind).toBeUndefined();
    expect(back.applicant.fields.idKind).toBe('citizen-number');
  });
});

describe('the next dossier of the same visit', () => {
  test('keeps everybody, and names the dossier before until somebody else comes', () => {
    const next = acted(
      filled,
      { kind: 'people-added' },
      { kind: 'people-card', card: OTHER_CARD, to: 'co-applicant' },
      { kind: 'people-helper' },
      { kind: 'people-helper-typed', field: 'name', value: 'Lò Văn Ún' },
      { kind: 'same-person', requestId: REQUEST, dossierId: 'd1' },
    );
    expect(draftOf(next)).toMatchObject({
      applicant: { name: SAMPLE_CARD.name },
      coApplicants: [{ name: 'Đỗ Đức Đạt' }],
      helper: { name: 'Lò Văn Ún' },
      procedureCode: null,
    });
    const chosen = acted(next, { kind: 'procedure-picked', procedure: SAMPLE_PROCEDURE });
    expect(findReception(chosen, NO_NEEDS)?.visitOf).toBe('d1');
    expect(acted(next, { kind: 'same-person', requestId: REQUEST, dossierId: 'd2' }).visitOf).toEqual({
      id: 'd2',
      count: 3,
    });
    const same = acted(chosen, { kind: 'card-read', card: SAMPLE_CARD, to: 'applicant' });
    expect(same.visitOf?.id).toBe('d1');
    expect(acted(chosen, { kind: 'card-read', card: OTHER_CARD, to: 'applicant' }).visitOf).toBeNull();
  });
});

describe('duplicates', () => {
  test('are asked for with everybody who can be recognised, and stand at their fields', () => {
    expect(duplicateQuestion(emptyForm(REQUEST))).toBeNull();
    const form = acted(filled, { kind: 'people-added' });
    expect(duplicateQuestion(form)).toMatchObject({
      applicants: [{ place: 'applicant', idNumber: SAMPLE_CARD.number }],
      procedureCode: SAMPLE_PROCEDURE.code,
    });
    const dossier = {
      id: 'd1',
      code: 'H44',
      procedureName: '',
      receivedAt: '',
      dueAt: '',
      state: 'received' as const,
    };
    const someone = { name: '', idNumberMasked: '', slip: null, dossier };
    const found = [
      { place: 'coApplicants.1', kind: 'other-name' as const, ...someone },
      { place: 'applicant', kind: 'open-dossier' as const, ...someone },
    ];
    expect([...duplicateWarnings(found, 'x').keys()]).toEqual(['coApplicants.1.name', 'procedureCode']);
  });
});

test('whatever happens to its people, the form passes the contract', () => {
  const text = fc.oneof(
    fc.string({ maxLength: 30 }),
    fc.constantFrom('0100109106', '017195004821', 'Nam \ud83d'),
  );
  const index = fc.nat(3);
  const action: fc.Arbitrary<FormAction> = fc.oneof(
    fc.record({
      kind: fc.constant('people-kind' as const),
      value: fc.constantFrom('person' as const, 'organisation' as const, 'household-business' as const),
    }),
    fc.constant({ kind: 'people-added' as const }),
    fc.constant({ kind: 'people-helper' as const }),
    fc.record({ kind: fc.constant('people-removed' as const), index }),
    fc.record({ kind: fc.constant('people-opened' as const), index }),
    fc.record({
      kind: fc.constant('people-card' as const),
      card: fc.constantFrom(SAMPLE_CARD, OTHER_CARD),
      to: fc.constantFrom('co-applicant' as const, 'representative' as const),
    }),
    fc.record({
      kind: fc.constant('people-typed' as const),
      index,
      field: fc.constantFrom('name' as const, 'idNumber' as const, 'birth' as const, 'phone' as const),
      value: text,
    }),
    fc.record({
      kind: fc.constant('people-representative' as const),
      field: fc.constantFrom('name' as const, 'position' as const, 'idNumber' as const),
      value: text,
    }),
    fc.record({
      kind: fc.constant('people-helper-typed' as const),
      field: fc.constantFrom('name' as const, 'phone' as const),
      value: text,
    }),
  );
  fc.assert(
    fc.property(fc.array(action, { maxLength: 20 }), (actions) => {
      const form = acted(filled, ...actions);
      expect(ReceptionDraft.safeParse(draftOf(form)).error?.issues ?? []).toEqual([]);
      if (form.openCoApplicant !== null) expect(form.coApplicants[form.openCoApplicant]).toBeDefined();
      if (blockingProblems(form, NO_NEEDS, WORDS).size > 0) return;
      expect(ReceiveDossier.safeParse(findReception(form, NO_NEEDS)).error?.issues ?? []).toEqual([]);
    }),
    { seed: 20_261_122, numRuns: 300 },
  );
});
