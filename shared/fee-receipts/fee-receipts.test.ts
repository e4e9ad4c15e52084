import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { amountInWords, csvOf } from '../text/index.ts';
import {
  checkNumber,
  FeeReceiptRules,
  numberKey,
  type ReceiptNumber,
  readDay,
  readNumbers,
  tidyNumber,
  usualCharge,
  type WaitingReceipt,
  waitingAsCsv,
  waitingAsJson,
} from './index.ts';
import { readCsv } from './read-csv.ts';

const rules = FeeReceiptRules.parse(
  JSON.parse(
    readFileSync(path.resolve(import.meta.dirname, '../../resources/fee-receipts/rules.json'), 'utf8'),
  ),
);
const { columns } = rules.file;
const collector = { name: 'UBND xã Lương Sơn', taxCode: '0100109106' };
const number = (overrides: Partial<ReceiptNumber> = {}): ReceiptNumber => ({
  medium: 'electronic',
  formSign: 'EBL01',
  series: '26TAA',
  number: '1',
  issuedOn: '2026-11-20',
  ...overrides,
});
const fieldsOf = (given: ReceiptNumber, on = { collectedOn: '2026-11-20', today: '2026-11-21' }) =>
  checkNumber(rules, given, on).map(({ field }) => field);

describe('a number of a provider', () => {
  // The examples of Thông tư 91/2026/TT-BTC.
  test.each([
    ['EBL01', '26TAA', '1', []],
    ['EBL02', '26TXY', '00000125', []],
    ['EBL01', '26TFA', '1', ['series']],
    ['EBL03', '26TAA', '1', ['formSign']],
    ['EBL01', '26KAA', '1', ['series']],
    ['EBL01', '26TAA', '123456789', ['number']],
    ['EBL01', '26TAA', '000', ['number']],
    ['EBL01', '26TAA', '12a', ['number']],
    ['EBL01', '27TAA', '1', ['series']],
  ])('%s %s %s: wrong in %j', (formSign, series, digits, wrong) => {
    expect(fieldsOf(number({ formSign, series, number: digits }))).toEqual(wrong);
  });

  it('is of a day between the taking of the money and today', () => {
    expect(fieldsOf(number({ issuedOn: '2026-11-19' }))).toEqual(['issuedOn']);
    expect(fieldsOf(number({ issuedOn: '2026-11-22' }))).toEqual(['issuedOn']);
    expect(fieldsOf(number({ issuedOn: '2026-11-21' }))).toEqual([]);
  });

  it('of paper may be given until 31/12/2026', () => {
    const paper = number({ medium: 'paper', formSign: '01BLP0-001', series: 'AA-22E' });
    expect(fieldsOf(paper)).toEqual([]);
    const late = { collectedOn: '2027-01-01', today: '2027-01-04' };
    expect(fieldsOf({ ...paper, issuedOn: '2027-01-01' }, late)).toEqual(['medium']);
    expect(fieldsOf({ ...paper, series: '' })).toEqual(['series']);
  });

  it('is the same whatever zeros and cases it is typed with, and another one next year (property)', () => {
    const digits = fc.integer({ min: 1, max: 99_999_999 });
    fc.assert(
      fc.property(digits, fc.nat(3), digits, (one, zeros, other) => {
        const typed = tidyNumber(number({ number: '0'.repeat(zeros) + one, series: ' 26taa ' }));
        expect(numberKey(typed)).toBe(numberKey(number({ number: String(one) })));
        expect(numberKey(typed) === numberKey(number({ number: String(other) }))).toBe(one === other);
        expect(numberKey({ ...typed, issuedOn: '2027-01-02' })).not.toBe(numberKey(typed));
      }),
      { seed: 20261122 },
    );
  });
});

describe('the name of a charge', () => {
  test.each([
    ['Chứng thực bản sao từ bản chính', 'Chứng thực', 'Phí chứng thực'],
    ['Đăng ký khai sinh', 'Hộ tịch', 'Lệ phí hộ tịch'],
    ['Cấp giấy phép quảng cáo', 'Văn hóa', 'Phí, lệ phí'],
  ])('%s (%s): %s', (name, field, charge) => {
    expect(usualCharge(rules, { name, field })).toBe(charge);
  });
});

const name = fc
  .oneof(
    fc.string({ unit: 'grapheme', maxLength: 40 }),
    fc.constantFrom('=HYPERLINK(1)', 'Lò;Thị "Hoa"', 'a\r\nb'),
  )
  .filter((text) => text.trim() !== '' && text.isWellFormed());
const receipts: fc.Arbitrary<WaitingReceipt[]> = fc.uniqueArray(
  fc.record({
    id: fc.uuid(),
    dossierCode: fc.constant('H44.152-261120-0001'),
    charge: name,
    amount: fc.integer({ min: 1, max: 9_999_999_999 }),
    payer: name,
    method: fc.constantFrom('cash' as const, 'transfer' as const),
    collectedOn: fc.constant('2026-11-20'),
  }),
  { minLength: 1, maxLength: 8, selector: ({ id }) => id },
);

describe('the file for the provider', () => {
  it('says all that the law wants on a receipt, the amount in words, too', () => {
    const [receipt] = [
      {
        id: 'r1',
        dossierCode: 'H44.152-261120-0001',
        charge: 'Phí chứng thực',
        amount: 21_000,
        payer: 'Đinh Thị Hồng Nhung',
        method: 'cash' as const,
        collectedOn: '2026-11-20',
      },
    ];
    const [head, row] = readCsv(waitingAsCsv(columns, [receipt], collector));
    expect(head?.cells).toEqual(columns.map(({ label }) => label));
    expect(row?.cells).toEqual([
      'r1',
      'H44.152-261120-0001',
      'UBND xã Lương Sơn',
      '0100109106',
      'Phí chứng thực',
      '21000',
      'Hai mươi mốt nghìn đồng',
      'Đinh Thị Hồng Nhung',
      'Tiền mặt',
      '20/11/2026',
      '',
      '',
      '',
      '',
    ]);
  });

  it('is read back line by line, whatever people are called (property)', () => {
    fc.assert(
      fc.property(receipts, (list) => {
        const csv = readNumbers(columns, waitingAsCsv(columns, list, collector));
        const json = readNumbers(columns, waitingAsJson(list, collector, '2026-11-20T09:00:00.000+07:00'));
        for (const read of [csv, json]) {
          if (!read.ok) throw new Error(read.error);
          expect(read.value.map(({ id }) => id)).toEqual(list.map(({ id }) => id));
          expect(read.value.every((line) => line.number === '')).toBe(true);
        }
        const cells = readCsv(waitingAsCsv(columns, list, collector)).slice(1);
        expect(cells.map((row) => row.cells[6])).toEqual(list.map(({ amount }) => amountInWords(amount)));
      }),
      { seed: 20261122, numRuns: 200 },
    );
  });

  it('is read as spreadsheets save it: other separators, no quotes, days as they write them', () => {
    const head = columns.map(({ label }) => label.toUpperCase());
    const row = ['r1', '', '', '', '', '', '', '', '', '', 'EBL01', '26TAA', '125', '2/12/2026'];
    for (const sign of [';', ',', '\t']) {
      const read = readNumbers(columns, `${head.join(sign)}\n${row.join(sign)}\n${sign.repeat(13)}\n`);
      expect(read).toEqual({
        ok: true,
        value: [
          { line: 2, id: 'r1', formSign: 'EBL01', series: '26TAA', number: '125', issuedOn: '2/12/2026' },
        ],
      });
    }
    expect(readDay('2/12/2026')).toBe('2026-12-02');
    expect(readDay('2026-12-02')).toBe('2026-12-02');
    expect(['31/02/2026', '2.12', ''].map(readDay)).toEqual([undefined, undefined, undefined]);
  });

  it('of another layout is refused with what is missing', () => {
    const other = readNumbers(
      columns,
      csvOf([
        ['Mã hồ sơ', 'Số'],
        ['1', '2'],
      ]),
    );
    expect(other.ok ? '' : other.error).toMatch(/“Mã yêu cầu”.*“Ký hiệu mẫu”/);
    for (const junk of [
      '',
      '{"a":1}',
      '[1]',
      '{',
      'một dòng',
      '{"format":"tram-mot-cua/bien-lai-cho-so","receipts":[1]}',
    ])
      expect(readNumbers(columns, junk).ok).toBe(false);
  });

  it('never throws, whatever it is given (property)', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.json()), (junk) => {
        expect(typeof readNumbers(columns, junk).ok).toBe('boolean');
      }),
      { seed: 20261122, numRuns: 500 },
    );
  });
});
