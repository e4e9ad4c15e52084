import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Channel } from '#shared/catalog/index.ts';
import { Delivery, IdKind } from '#shared/dossier/index.ts';
import { emptyForm, type ReceiveForm } from '../model/form.ts';
import { type FormAction, reduceForm } from '../model/reducer.ts';
import { SAMPLE_CARD, SAMPLE_KNOWN, SAMPLE_PROCEDURE, SAMPLE_TWO_CASES } from '../testing/samples.ts';
import { restoreForm } from './restore-form.ts';
import { readStoredForm, STORED_VERSION, writeStoredForm } from './stored-form.ts';

const WORDS = {
  procedureGone: (code: string, name: string) => `gone: ${code} ${name}`,
  exemptionGone: (id: string) => `gone: ${id}`,
};
const labelOf = (member: string) => (member === 'name' ? 'Họ và tên' : undefined);
const read = (value: unknown) =>
  readStoredForm(typeof value === 'string' ? value : JSON.stringify(value), labelOf);

function formAfter(...actions: FormAction[]): ReceiveForm {
  return actions.reduce(reduceForm, emptyForm('request-1'));
}

/** What is left after a power cut, opened again while the catalogue has this procedure. */
function reopened(form: ReceiveForm, procedure = form.procedure ?? undefined): ReceiveForm {
  return restoreForm(read(writeStoredForm(form)), form.requestId, procedure, WORDS);
}

const typedByHand: FormAction[] = [
  { kind: 'applicant-typed', field: 'name', value: 'Nguyễn Văn An 😀'.slice(0, -1) },
  { kind: 'applicant-typed', field: 'birth', value: '24/1' },
  { kind: 'applicant-typed', field: 'idKind', value: 'passport' },
  { kind: 'filer-toggled' },
  { kind: 'filer-typed', field: 'ground', value: 'Văn bản ủy quyền' },
  { kind: 'procedure-query', value: 'ket h' },
  { kind: 'typed', field: 'note', value: 'chờ "vợ"\ntới ký' },
  { kind: 'slip-typed', field: 'matter', value: 'Xin xác nhận nhân khẩu' },
  { kind: 'slip-line', index: 0, value: 'Tờ khai chưa ký tên' },
  { kind: 'slip-reason', slip: 'refusal', field: 'code', value: 'other' },
  { kind: 'slip-reason', slip: 'supplement', field: 'text', value: 'thiếu bản gốc' },
  { kind: 'slip-typed', field: 'until', value: '30/11' },
  { kind: 'print-chosen', print: true },
  {
    kind: 'follows-joined',
    follows: {
      id: 'slip-1',
      code: '07/2026/HDHS',
      idNumber: '017195004821',
      asked: ['a'],
      lines: ['Tờ khai chưa ký tên'],
      filled: ['b'],
    },
  },
  { kind: 'delivery-chosen', way: 'post' },
  { kind: 'typed', field: 'deliveryAddress', value: 'Xóm Rợn' },
  { kind: 'typed', field: 'dossierCopies', value: '' },
  { kind: 'scan-failed', problem: { message: 'không đọc được', raw: '017|' } },
];
const scanned: FormAction[] = [
  { kind: 'card-read', card: SAMPLE_CARD, to: 'applicant' },
  { kind: 'known-found', asked: SAMPLE_CARD.number, citizen: SAMPLE_KNOWN },
  { kind: 'procedure-picked', procedure: SAMPLE_PROCEDURE },
  { kind: 'required-toggled' },
  { kind: 'paper-counted', key: 'b', count: 'copies', value: 12 },
  { kind: 'paper-handling', key: 'a' },
  { kind: 'paper-added' },
  { kind: 'paper-renamed', key: 'added-1', name: 'Giấy ủy quyền' },
  { kind: 'exemption-chosen', exemptionId: 'poor' },
  { kind: 'fee-typed', field: 'exemptionGround', value: 'Giấy chứng nhận hộ nghèo' },
  { kind: 'due-typed', field: 'reason', value: 'hẹn lại' },
  { kind: 'slip-paper', action: { kind: 'paper-toggled', key: 'c' } },
  { kind: 'delivery-chosen', way: 'at-once' },
];

describe('a form that is written and read again', () => {
  test.each([
    ['typed by hand', formAfter(...typedByHand)],
    ['scanned, with papers', formAfter(...scanned)],
    [
      'one case of several chosen',
      formAfter(
        { kind: 'procedure-picked', procedure: SAMPLE_TWO_CASES },
        { kind: 'case-chosen', caseId: 'line' },
        { kind: 'paper-toggled', key: 'l' },
      ),
    ],
    ['a case still to be chosen', formAfter({ kind: 'procedure-picked', procedure: SAMPLE_TWO_CASES })],
    ['empty', formAfter()],
  ])('is the same: %s', (_, form) => {
    expect(reopened(form)).toEqual({ ...form, beforeScan: null });
  });

  test('is the same after any keys in any order', () => {
    const every = [...typedByHand, ...scanned].map((action) => fc.constant(action));
    fc.assert(
      fc.property(fc.array(fc.oneof(...every), { maxLength: 25 }), (actions) => {
        const form = formAfter(...actions);
        // A paper of the catalogue whose handling was changed but that was never handed in is the catalogue's again.
        const papers = form.papers.map((row) =>
          row.need !== 'added' && row.originals + row.copies === 0
            ? { ...row, handling: 'submit' as const }
            : row,
        );
        expect(reopened(form)).toEqual({ ...form, papers, beforeScan: null });
      }),
      { seed: 20261123, numRuns: 300 },
    );
  });

  test('keeps nothing of the person who was scanned before', () => {
    const form = formAfter(...scanned, {
      kind: 'card-read',
      card: { ...SAMPLE_CARD, number: '017090001111', name: 'Bùi Văn Tư' },
      to: 'applicant',
    });
    expect(form.beforeScan).not.toBeNull();
    expect(writeStoredForm(form)).not.toContain(SAMPLE_CARD.name);
  });
});

test('every value of a closed list that the contract has can be read again', () => {
  const lists = [
    ['idKind', IdKind.options, (value: string) => ({ applicant: { fields: { idKind: value } } })],
    ['idKind', IdKind.options, (value: string) => ({ filer: { idKind: value } })],
    ['channel', Channel.options, (value: string) => ({ channel: value })],
    ['deliveryWay', Delivery.shape.way.options, (value: string) => ({ deliveryWay: value })],
  ] as const;
  for (const [name, options, form] of lists) {
    for (const value of options) {
      const back = read(form(value));
      expect([name, value, back.unread]).toEqual([name, value, '']);
      expect(JSON.stringify(back)).toContain(`"${name}":"${value}"`);
    }
  }
});

describe('a catalogue that changed meanwhile', () => {
  test('a procedure that is gone is said, its papers and the words stay', () => {
    const form = formAfter(...scanned);
    const back = restoreForm(read(writeStoredForm(form)), form.requestId, undefined, WORDS);
    expect(back.procedure).toBeNull();
    expect(back.procedureQuery).toBe(SAMPLE_PROCEDURE.name);
    expect(back.unread).toBe(`gone: ${SAMPLE_PROCEDURE.code} ${SAMPLE_PROCEDURE.name}\ngone: poor`);
    expect(back.papers.map(({ key, name, originals, copies }) => [key, name, originals, copies])).toEqual([
      ['added-1', 'Giấy ủy quyền', 1, 0],
      ['added-2', 'Giấy a', 1, 0],
      ['added-3', 'Giấy b', 0, 12],
    ]);
  });

  test('what was handed in and is no longer asked for stays as an added paper; an exemption that is gone is said', () => {
    const form = formAfter(...scanned);
    const [only] = SAMPLE_PROCEDURE.cases;
    const papers = only?.papers.filter(({ id }) => id !== 'b') ?? [];
    const procedure = { ...SAMPLE_PROCEDURE, cases: [{ id: 'main', name: '', papers }], exemptions: [] };
    const back = reopened(form, procedure);
    expect(back.papers.map(({ key, need, copies }) => [key, need, copies])).toEqual([
      ['a', 'required', 0],
      ['c', 'conditional', 0],
      ['added-1', 'added', 0],
      ['added-2', 'added', 12],
    ]);
    expect(back.fee).toMatchObject({ exemptionId: null, exemptionGround: 'Giấy chứng nhận hộ nghèo' });
    expect(back.unread).toBe('gone: poor');
  });
});

describe('what another release wrote', () => {
  test('unknown members become text with the words of the form, the rest is read', () => {
    const back = read({
      version: 2,
      applicant: { fields: { name: 'Đinh Thị Nhung', nickname: 'Nhung' }, card: { number: 7 } },
      applicants: [{ name: 'Quách Văn Bảy', share: 0.5, sole: false, empty: {} }],
      note: ['không', 'phải chữ'],
      dossierCopies: 3,
      channel: 'telegraph',
      fee: null,
    });
    expect(back.applicant.fields.name).toBe('Đinh Thị Nhung');
    expect(back.applicant.card).toBeNull();
    expect(back).toMatchObject({ note: '', dossierCopies: '3', channel: 'counter', filer: null, papers: [] });
    expect(back.unread.split('\n').sort()).toEqual(
      ['0.5', '7', 'Họ và tên: Quách Văn Bảy', 'Nhung', 'không', 'phải chữ', 'telegraph'].sort(),
    );
  });

  test('what could not be read is kept by the next save, too', () => {
    const first = restoreForm(read({ later: 'một chữ' }), 'request-1', undefined, WORDS);
    expect(reopened(first).unread).toBe('một chữ');
    expect(reduceForm(first, { kind: 'unread-closed' }).unread).toBe('');
  });

  test('no JSON at all is shown as it came', () => {
    expect(read('{"note":').unread).toBe('{"note":');
  });

  test('an empty object is an empty form, and the version is the one written now', () => {
    const blank = restoreForm(read({}), 'request-1', undefined, WORDS);
    expect(blank).toEqual(emptyForm('request-1'));
    expect(JSON.parse(writeStoredForm(blank)).version).toBe(STORED_VERSION);
  });

  test('anything at all is read without failing, and no word of it is lost', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4, stringUnit: 'binary' }), (value) => {
        const back = read(value);
        const shown = JSON.stringify(restoreForm(back, 'request-1', undefined, WORDS));
        if (typeof value === 'string' && value !== '' && !isJson(value)) expect(back.unread).toBe(value);
        expect(shown.length).toBeGreaterThan(0);
      }),
      { seed: 20261124, numRuns: 500 },
    );
  });

  test('a damaged member never takes its neighbours with it', () => {
    const whole = JSON.parse(writeStoredForm(formAfter(...scanned))) as Record<string, unknown>;
    for (const key of Object.keys(whole)) {
      const back = read({ ...whole, [key]: [{ hỏng: `${key}-hỏng` }] });
      expect([key, back.unread]).toEqual([key, expect.stringContaining(`${key}-hỏng`)]);
      if (key !== 'applicant') expect(back.applicant.fields.name).toBe(SAMPLE_CARD.name);
      if (key !== 'papers') expect(back.papers).toHaveLength(3);
    }
  });
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
