import { describe, expect, test } from 'vitest';
import { Dossier } from '#shared/dossier/index.ts';
import { SAMPLE_CARD, SAMPLE_PROCEDURE } from '../testing/samples.ts';
import { emptyForm } from './form.ts';
import { formOfSlip, joinSlip, partSlip } from './form-of-slip.ts';
import { findReception } from './problems.ts';
import { reduceForm } from './reducer.ts';

const REQUEST = '0193b1f2-0000-7000-8000-000000000001';
const NEXT = '0193b1f2-0000-7000-8000-000000000002';
const AGENCY = { id: 'a', code: 'H44', name: 'UBND' };

/** A request for supplement as the office records it from a scanned, half complete form. */
function sampleSlip(): Dossier {
  const form = [
    { kind: 'card-read' as const, card: SAMPLE_CARD, to: 'applicant' as const },
    { kind: 'applicant-typed' as const, field: 'phone' as const, value: '0912 345 678' },
    { kind: 'procedure-picked' as const, procedure: SAMPLE_PROCEDURE },
    { kind: 'paper-counted' as const, key: 'b', count: 'copies' as const, value: 5 },
    { kind: 'paper-added' as const },
    { kind: 'paper-renamed' as const, key: 'added-1', name: 'Giấy ủy quyền' },
    { kind: 'typed' as const, field: 'note' as const, value: 'hẹn chiều' },
  ].reduce(reduceForm, emptyForm(REQUEST));
  const reception = findReception(form, { due: false, fee: false });
  if (reception === undefined) throw new Error('not sendable');
  return Dossier.parse({
    ...reception,
    id: 'slip-1',
    state: 'supplement-requested',
    codes: [{ code: '07/2026/HDHS', kind: 'own' }],
    checkValue: 'ABCDEFGH',
    procedure: {
      code: SAMPLE_PROCEDURE.code,
      name: SAMPLE_PROCEDURE.name,
      field: '',
      caseId: 'main',
      caseName: '',
    },
    missingPapers: [],
    fee: {
      amount: 0,
      basis: 'free',
      exemptionId: null,
      exemptionGround: null,
      quantity: 1,
      pages: 1,
      steps: [],
    },
    due: null,
    receivedAt: '2026-11-20T09:00:00.000+07:00',
    clockStartedAt: null,
    clockBasis: 'reception',
    receivingOffice: AGENCY,
    competentAgency: AGENCY,
    supplementEffect: 'pause',
    versions: { catalogue: 1, calendar: '', form: '' },
    register: { volume: 'HDHS/2026', number: 7 },
    receivedBy: { id: 'u', name: 'Minh' },
    station: 's',
    clockSuspect: false,
    sample: true,
    slip: {
      kind: 'supplement',
      gaps: [
        { requirementId: 'a', text: 'Giấy a', originals: 1, copies: 0 },
        { requirementId: null, text: 'Tờ khai chưa ký tên', originals: 0, copies: 0 },
      ],
      reason: { code: 'missing', label: 'Chưa đủ', text: '' },
      until: null,
    },
  });
}

describe('the form of who comes back with a slip', () => {
  test('says again what the slip says, and what is sent follows it', () => {
    const form = formOfSlip(sampleSlip(), SAMPLE_PROCEDURE, NEXT);
    if (form === undefined) throw new Error('a slip gives a form');
    expect(form.applicant.fields).toMatchObject({
      name: SAMPLE_CARD.name,
      phone: '0912 345 678',
      birth: '24/11/1995',
    });
    expect(form.papers.map(({ name, originals, copies }) => [name, originals, copies])).toEqual([
      ['Giấy a', 0, 0],
      ['Giấy b', 0, 5],
      ['Giấy c', 0, 0],
      ['Giấy ủy quyền', 1, 0],
    ]);
    expect(form.follows).toEqual({
      id: 'slip-1',
      code: '07/2026/HDHS',
      idNumber: SAMPLE_CARD.number,
      asked: ['a'],
      lines: ['Tờ khai chưa ký tên'],
      filled: [],
    });
    expect(findReception(form, { due: false, fee: false })).toMatchObject({
      requestId: NEXT,
      follows: 'slip-1',
      note: 'hẹn chiều',
      caseId: 'main',
    });
  });

  test('has no procedure where the catalogue has it no longer; its words are there to search with', () => {
    const form = formOfSlip(sampleSlip(), undefined, NEXT);
    expect(form).toMatchObject({ procedure: null, procedureQuery: SAMPLE_PROCEDURE.name, caseId: null });
    expect(form?.papers.map(({ name }) => name)).toEqual(['Giấy ủy quyền']);
  });

  test('is none of what was received', () => {
    const { slip: _slip, ...received } = sampleSlip();
    expect(formOfSlip(received, SAMPLE_PROCEDURE, NEXT)).toBeUndefined();
  });

  test('parts from the slip when somebody else is scanned, and stays with the same card', () => {
    const form = formOfSlip(sampleSlip(), SAMPLE_PROCEDURE, NEXT) ?? emptyForm(NEXT);
    const scan = (number: string) =>
      reduceForm(form, { kind: 'card-read', card: { ...SAMPLE_CARD, number }, to: 'applicant' }).follows;
    expect(scan(SAMPLE_CARD.number)?.id).toBe('slip-1');
    expect(scan('017090001111')).toBeNull();
  });

  test('parts from it when the number of somebody else is typed, not while a digit is mended', () => {
    const form = formOfSlip(sampleSlip(), SAMPLE_PROCEDURE, NEXT) ?? emptyForm(NEXT);
    const type = (...values: string[]) =>
      values
        .map((value) => ({ kind: 'applicant-typed' as const, field: 'idNumber' as const, value }))
        .reduce(reduceForm, form).follows;
    expect(type('01719500482', '')?.id).toBe('slip-1');
    expect(type('', '017 195 004 821')?.id).toBe('slip-1');
    expect(type('', '017090001111')).toBeNull();
  });

  test('stays with who shows the card that names the number of the slip as the old one', () => {
    const old = { ...sampleSlip().applicant, idKind: 'identity-card-9' as const, idNumber: '113456789' };
    const form = formOfSlip({ ...sampleSlip(), applicant: old }, SAMPLE_PROCEDURE, NEXT) ?? emptyForm(NEXT);
    const after = reduceForm(form, { kind: 'card-read', card: SAMPLE_CARD, to: 'applicant' });
    expect(after.follows?.id).toBe('slip-1');
  });

  test('of a slip without a number stays: nothing says that it is somebody else', () => {
    const nobody = { ...sampleSlip().applicant, idKind: 'none' as const, idNumber: null };
    const form =
      formOfSlip({ ...sampleSlip(), applicant: nobody }, SAMPLE_PROCEDURE, NEXT) ?? emptyForm(NEXT);
    const after = reduceForm(form, { kind: 'card-read', card: SAMPLE_CARD, to: 'applicant' });
    expect(after.follows?.id).toBe('slip-1');
  });
});

describe('a form joined to a slip', () => {
  const slip = sampleSlip();
  const given = slip.slip;
  if (given === undefined) throw new Error('a slip');
  const counts = (form: { papers: { name: string; originals: number; copies: number }[] }) =>
    form.papers.map(({ name, originals, copies }) => [name, originals, copies]);
  const again = [
    { kind: 'card-read' as const, card: SAMPLE_CARD, to: 'applicant' as const },
    { kind: 'procedure-picked' as const, procedure: SAMPLE_PROCEDURE },
  ].reduce(reduceForm, emptyForm(NEXT));

  test('counts the papers as the form that is filled from it, and parted it stands as before', () => {
    const joined = joinSlip(again, slip, given);
    const filled = formOfSlip(slip, SAMPLE_PROCEDURE, NEXT) ?? emptyForm(NEXT);
    expect(counts(joined)).toEqual(counts(filled));
    expect(joined.follows).toMatchObject({ id: 'slip-1', filled: ['b', 'added-2'] });
    expect(partSlip(joined)).toEqual(again);
  });

  test('keeps what the clerk has counted, also when it is parted', () => {
    const counted = reduceForm(again, { kind: 'paper-toggled', key: 'a' });
    const joined = joinSlip(counted, slip, given);
    expect(counts(joined)).toEqual(counts(counted));
    expect(joined.follows?.id).toBe('slip-1');
    const later = reduceForm(joinSlip(again, slip, given), { kind: 'paper-toggled', key: 'a' });
    expect(counts(partSlip(later))).toEqual(counts(counted));
  });
});
