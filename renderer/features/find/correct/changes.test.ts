import { describe, expect, test } from 'vitest';
import { sampleDossier } from '#shared/forms/sample-receipt.oracle.ts';
import { changesOf } from './changes.ts';
import { type CorrectionForm, EMPTY_FILER, formOfDossier, rebaseForm } from './form.ts';
import { addOther } from './people.ts';

const dossier = sampleDossier();
const initial = formOfDossier(dossier, null);
const typed = (change: Partial<CorrectionForm>) => changesOf({ ...initial, ...change }, initial, dossier);
const applicant = (change: Partial<CorrectionForm['applicant']>) =>
  typed({ applicant: { ...initial.applicant, ...change } });

describe('what a correction sends', () => {
  test('nothing where nothing was touched', () => {
    expect(typed({})).toEqual({ changes: {}, problems: {} });
  });

  test('only the part that was touched, the rest of it as it was', () => {
    expect(applicant({ name: 'Quách Tuấn Kiệt' }).changes).toEqual({
      // The phone as it is written on the screen; the office brings it into its one form.
      applicant: { ...dossier.applicant, name: 'Quách Tuấn Kiệt', phone: '0912 345 678', entry: 'typed' },
    });
    // The same card still: only the phone was typed.
    expect(applicant({ phone: '0987 654 321' }).changes.applicant).toMatchObject({
      entry: 'scan',
      phone: '0987 654 321',
    });
  });

  test('what stood on the card of another number goes with that number', () => {
    const carded = sampleDossier({
      applicant: { ...dossier.applicant, issued: '2021-07-10', cardExtra: ['x'] },
    });
    const before = formOfDossier(carded, null);
    const after = { ...before, applicant: { ...before.applicant, idNumber: '017 095 000 001' } };
    expect(changesOf(after, before, carded).changes.applicant).toMatchObject({
      idNumber: '017095000001',
      issued: null,
      cardExtra: [],
    });
  });

  test('never a number that is too long, nor a part of it: its field says so', () => {
    const long = '0'.repeat(21);
    const { changes, problems } = typed({
      applicant: { ...initial.applicant, idNumber: long, oldNumber: long, phone: long },
      filer: {
        ...EMPTY_FILER,
        name: 'B',
        ground: 'g',
        idKind: 'citizen-number',
        idNumber: long,
        phone: long,
      },
      people: {
        ...initial.people,
        others: addOther([]).map((one) => ({ ...one, name: 'C', idNumber: long, phone: long })),
        helper: { name: 'D', phone: long },
      },
    });
    expect(Object.keys(problems).sort()).toEqual([
      'applicant.idNumber',
      'applicant.oldNumber',
      'applicant.phone',
      'coApplicants.0.idNumber',
      'coApplicants.0.phone',
      'filer.idNumber',
      'filer.phone',
      'helper.phone',
    ]);
    expect(new Set(Object.values(problems))).toEqual(new Set(['tooLong']));
    expect(JSON.stringify(changes)).not.toContain('0'.repeat(20));
    // Blanks between the digits make no number longer.
    expect(applicant({ idNumber: [...'017195000001'].join('  ') }).problems).toEqual({});
  });

  test('of who speaks for an organisation a number that is too long is said as well', () => {
    const company = sampleDossier({
      applicant: {
        ...dossier.applicant,
        kind: 'organisation',
        representative: { name: 'A', position: '', idKind: 'none', idNumber: null },
      },
    });
    const before = formOfDossier(company, null);
    const representative = { ...before.people.representative, idNumber: 'C'.repeat(21) };
    const after = { ...before, people: { ...before.people, representative } };
    const { changes, problems } = changesOf(after, before, company);
    expect(problems).toEqual({ 'applicant.representative.idNumber': 'tooLong' });
    expect(changes.applicant?.representative?.idNumber).toBeNull();
  });

  test('a filer is added and taken away', () => {
    expect(
      typed({ filer: { ...EMPTY_FILER, name: 'Bùi A', ground: 'giấy ủy quyền' } }).changes.filer,
    ).toEqual({
      name: 'Bùi A',
      idKind: 'none',
      idNumber: null,
      phone: null,
      ground: 'giấy ủy quyền',
    });
    const filed = sampleDossier({
      filer: { name: 'B', idKind: 'none', idNumber: null, phone: null, ground: 'g' },
    });
    const before = formOfDossier(filed, null);
    expect(changesOf({ ...before, filer: null }, before, filed).changes).toEqual({ filer: null });
  });

  test('papers with their counts; a line without any was not handed in', () => {
    const papers = initial.papers.map((line, index) => ({
      ...line,
      originals: index === 0 ? '3' : '',
      copies: '',
    }));
    expect(typed({ papers }).changes.papers?.map(({ originals }) => originals)).toEqual([3]);
  });

  test('what cannot be read is a problem of its field', () => {
    expect(applicant({ birth: '31/02/1990' }).problems).toEqual({ 'applicant.birth': 'badDate' });
    expect(typed({ dossierCopies: 'hai' }).problems).toEqual({ dossierCopies: 'badNumber' });
    expect(typed({ due: { date: '24/12/2026', time: '25h', reason: 'x' } }).problems).toEqual({
      'due.time': 'badTime',
    });
    expect(typed({ due: { date: '24/12/2026', time: '17h', reason: '' } }).problems).toEqual({
      'due.reason': 'dueReasonNeeded',
    });
    expect(typed({ due: { date: '24/12/2026', time: '17h', reason: 'x' } }).changes.due).toEqual({
      at: '2026-12-24T17:00',
      reason: 'x',
    });
  });
});

test('after another person’s correction what was typed stays, and the rest is theirs', () => {
  const mine = { ...initial, note: 'của tôi' };
  const theirs = formOfDossier(
    sampleDossier({ applicant: { ...dossier.applicant, name: 'Tên Mới' }, note: 'của họ' }),
    null,
  );
  const both = rebaseForm(mine, initial, theirs);
  expect(both.note).toBe('của tôi');
  expect(both.applicant.name).toBe('Tên Mới');
});

describe('further people', () => {
  const { applicant: nhung } = dossier;
  const dat = { ...nhung, name: 'Đỗ Đức Đạt', idNumber: '001099000001' };
  const together = sampleDossier({
    applicant: {
      ...nhung,
      kind: 'organisation',
      idKind: 'tax-code',
      idNumber: '0100109106-001',
      representative: { name: 'Quách Văn Bình', position: 'Giám đốc', idKind: 'none', idNumber: null },
    },
    coApplicants: [dat],
    helper: { name: 'Lò Văn Ún', phone: null },
  });
  const before = formOfDossier(together, null);
  const changed = (change: Partial<CorrectionForm['people']>) =>
    changesOf({ ...before, people: { ...before.people, ...change } }, before, together).changes;

  test('stay as they are while something else is corrected, who speaks for an organisation too', () => {
    const typedPhone = { ...before, applicant: { ...before.applicant, phone: '0987 654 321' } };
    expect(changesOf(typedPhone, before, together).changes).toMatchObject({
      applicant: { kind: 'organisation', representative: { name: 'Quách Văn Bình', position: 'Giám đốc' } },
    });
    expect(changesOf(typedPhone, before, together).changes).not.toHaveProperty('coApplicants');
  });

  test('are corrected, added and taken away', () => {
    const { representative } = before.people;
    expect(
      changed({ representative: { ...representative, name: 'Bùi A' } }).applicant?.representative?.name,
    ).toBe('Bùi A');
    const [first] = before.people.others;
    if (first === undefined) throw new Error('there is one');
    const renamed = changed({ others: addOther([{ ...first, name: 'Đỗ Đức Đạo' }]) }).coApplicants;
    expect(renamed).toEqual([{ ...dat, name: 'Đỗ Đức Đạo', phone: '0912 345 678', entry: 'typed' }]);
    expect(changed({ others: [] })).toEqual({ coApplicants: [] });
    expect(changed({ helper: { name: '', phone: '' } })).toEqual({ helper: null });
  });
});
