import { describe, expect, test } from 'vitest';
import { SAMPLE_CARD, SAMPLE_KNOWN, SAMPLE_PROCEDURE, SAMPLE_TWO_CASES } from '../testing/samples.ts';
import { draftOf } from './draft.ts';
import { emptyForm, isUntouched, type ReceiveForm } from './form.ts';
import { missingCounts } from './paper-rows.ts';
import { type FormAction, reduceForm } from './reducer.ts';

const REQUEST = '0193b1f2-0000-7000-8000-000000000001';

function formAfter(actions: readonly FormAction[], from: ReceiveForm = emptyForm(REQUEST)): ReceiveForm {
  return actions.reduce(reduceForm, from);
}

const scanned: FormAction = { kind: 'card-read', card: SAMPLE_CARD, to: 'applicant' };
const found: FormAction = { kind: 'known-found', asked: '017195004821', citizen: SAMPLE_KNOWN };
const typed = (field: 'name' | 'phone' | 'address' | 'idNumber' | 'email', value: string): FormAction => ({
  kind: 'applicant-typed',
  field,
  value,
});

describe('a scanned card', () => {
  test('fills the fields, marks them and counts as scanned', () => {
    const form = formAfter([scanned]);
    expect(form.applicant.fields).toMatchObject({
      name: 'Đinh Thị Hồng Nhung',
      birth: '24/11/1995',
      sex: 'female',
    });
    expect(form.applicant.sources).toMatchObject({ name: 'card', address: 'card' });
    expect(draftOf(form).applicant).toMatchObject({
      idNumber: '017195004821',
      oldNumber: '113456789',
      birth: '1995-11-24',
      issued: '2021-04-15',
      entry: 'scan',
      cardExtra: ['', ''],
    });
  });

  test('keeps a phone typed before it', () => {
    expect(formAfter([typed('phone', '0987 654 321'), scanned]).applicant.fields.phone).toBe('0987 654 321');
  });

  test('of another person takes the first one’s phone away, and can be undone', () => {
    const first = formAfter([scanned, typed('phone', '0987654321')]);
    const second = formAfter(
      [{ kind: 'card-read', card: { ...SAMPLE_CARD, number: '001090000001' }, to: 'applicant' }],
      first,
    );
    expect(second.applicant.fields.phone).toBe('');
    expect(formAfter([{ kind: 'scan-undone' }], second).applicant).toEqual(first.applicant);
  });

  test('corrected by hand is recorded as typed, without the card’s date of issue', () => {
    const form = formAfter([scanned, typed('name', 'Đinh Thị Nhung')]);
    expect(form.applicant.sources.name).toBeUndefined();
    expect(draftOf(form).applicant).toMatchObject({ entry: 'typed', issued: null, cardExtra: [] });
  });

  test('read for the filer leaves the applicant alone', () => {
    const form = formAfter([
      { kind: 'filer-toggled' },
      { kind: 'card-read', card: SAMPLE_CARD, to: 'filer' },
    ]);
    expect(form.filer).toMatchObject({ name: 'Đinh Thị Hồng Nhung', idNumber: '017 195 004 821' });
    expect(form.applicant.fields.name).toBe('');
  });

  test('that could not be read keeps its text and everything typed', () => {
    const before = formAfter([typed('name', 'Bùi Văn')]);
    const form = formAfter([{ kind: 'scan-failed', problem: { message: 'thiếu', raw: '017|' } }], before);
    expect(form).toEqual({ ...before, scanProblem: { message: 'thiếu', raw: '017|' } });
  });
});

describe('someone received before', () => {
  test('fills phone and e-mail after a scan and leaves the card’s own data', () => {
    const { fields, sources } = formAfter([scanned, found]).applicant;
    expect(fields).toMatchObject({
      phone: '0912 345 678',
      email: 'nhung@example.vn',
      address: SAMPLE_CARD.address,
    });
    expect(sources).toMatchObject({ phone: 'known', email: 'known', address: 'card' });
  });

  test('fills name, birth and address where only the number was typed', () => {
    const { fields } = formAfter([typed('idNumber', '017195004821'), found]).applicant;
    expect(fields).toMatchObject({
      name: 'Đinh Thị Hồng Nhung',
      birth: '24/11/1995',
      address: 'Xóm Cũ, xã Tân Vinh',
    });
  });

  test('never writes over what the clerk typed, nor comes back once refused', () => {
    const form = formAfter([scanned, typed('phone', '0900000000'), found, { kind: 'known-refused' }, found]);
    expect(form.applicant.fields).toMatchObject({ phone: '0900000000', email: '' });
  });

  test('goes with the number: another number is another person', () => {
    const form = formAfter([typed('idNumber', '017195004821'), found, typed('idNumber', '01719500482')]);
    expect(form.applicant.fields).toMatchObject({ name: '', phone: '', idNumber: '01719500482' });
    expect(form.applicant.known).toBeNull();
  });

  test('answered too late, for a number no longer in the form, changes nothing', () => {
    const form = formAfter([typed('idNumber', '001090000001')]);
    expect(formAfter([found], form)).toBe(form);
  });
});

describe('the procedure', () => {
  test('with one case brings its papers, none ticked', () => {
    const form = formAfter([{ kind: 'procedure-picked', procedure: SAMPLE_PROCEDURE }]);
    expect(form.caseId).toBe('main');
    expect(missingCounts(form.papers)).toEqual({ required: 2, conditional: 1 });
  });

  test('with several cases waits for the choice, and keeps what both cases ask for', () => {
    const picked = formAfter([{ kind: 'procedure-picked', procedure: SAMPLE_TWO_CASES }]);
    expect([picked.caseId, picked.papers]).toEqual([null, []]);
    const changed = formAfter(
      [
        { kind: 'case-chosen', caseId: 'house' },
        { kind: 'required-toggled' },
        { kind: 'case-chosen', caseId: 'line' },
      ],
      picked,
    );
    expect(changed.papers.map((row) => [row.key, row.originals])).toEqual([
      ['a', 1],
      ['l', 0],
    ]);
  });

  test('changed to another one forgets its ticks and money, and keeps papers added by hand', () => {
    const first = formAfter([
      { kind: 'procedure-picked', procedure: SAMPLE_PROCEDURE },
      { kind: 'required-toggled' },
      { kind: 'paper-added' },
      { kind: 'paper-renamed', key: 'added-1', name: 'Giấy ủy quyền' },
      { kind: 'exemption-chosen', exemptionId: 'poor' },
    ]);
    const second = formAfter(
      [
        { kind: 'procedure-picked', procedure: SAMPLE_TWO_CASES },
        { kind: 'case-chosen', caseId: 'house' },
      ],
      first,
    );
    expect(second.papers.map((row) => [row.key, row.originals])).toEqual([
      ['a', 0],
      ['h', 0],
      ['added-1', 1],
    ]);
    expect(second.fee.exemptionId).toBeNull();
  });
});

describe('one visit', () => {
  test('with several dossiers keeps the person and gets a new request', () => {
    const form = formAfter([scanned, found, { kind: 'procedure-picked', procedure: SAMPLE_PROCEDURE }]);
    const next = formAfter([{ kind: 'same-person', dossierId: 'd1', requestId: 'second' }], form);
    expect(next.applicant).toEqual(form.applicant);
    expect([next.requestId, next.procedure, next.papers]).toEqual(['second', null, []]);
  });

  test('begins empty, and an empty form asks nothing before it is thrown away', () => {
    expect(isUntouched(emptyForm(REQUEST))).toBe(true);
    expect(isUntouched(formAfter([typed('phone', '0')]))).toBe(false);
  });
});
