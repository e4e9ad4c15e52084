import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkValue } from '../dossier/index.ts';
import { parseReceiptQr, receiptQr } from './receipt-qr.ts';

const code = 'H28.41.15-261121-0148';
const values = (revision: number) => ({ code, checkValue: '7KQ2M9XD', revision });

describe('the QR of a receipt', () => {
  test('is what it always was for the first revision, and says the number of a later one behind it', () => {
    const address = 'https://tra-cuu.example/hs';
    expect(receiptQr(values(1), address)).toBe(`${address}?ma=${code}&kt=7KQ2M9XD`);
    expect(receiptQr(values(3), address)).toBe(`${address}?ma=${code}&kt=7KQ2M9XD&b=3`);
    expect(receiptQr(values(3), `${address}?x=1`)).toBe(`${address}?x=1&ma=${code}&kt=7KQ2M9XD&b=3`);
    expect(receiptQr(values(1), null)).toBe(`${code} 7KQ2M9XD`);
    expect(receiptQr(values(2), '')).toBe(`${code} 7KQ2M9XD b2`);
    expect(receiptQr({ ...values(1), code: null }, null)).toBeNull();
  });

  test('is read back under any address, with any revision (property)', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 99_999 }),
        fc.constantFrom(null, '', 'https://a.vn', 'https://a.vn/b?c=d', 'http://10.0.0.2:8080/tra-cuu/'),
        fc.uint8Array({ minLength: 5, maxLength: 5 }),
        fc.constantFrom(
          code,
          '03/2026/HDHS',
          '103/K7F3QX/2026/TTPVHCC',
          'H44.152-261120-0001',
          '000.00.16.H28-190105-0001',
          'G09.20-20260609-0092637',
        ),
        (revision, lookup, bytes, issued) => {
          const check = checkValue(bytes);
          const text = receiptQr({ code: issued, checkValue: check, revision }, lookup);
          expect(parseReceiptQr(` ${text}\n`)).toEqual({ code: issued, checkValue: check, revision });
        },
      ),
      { seed: 41, numRuns: 300 },
    );
  });

  test('the bar code of the head is the bare code, or the number of a slip', () => {
    for (const bars of [code, '03/2026/HDHS', '03/K7F3QX/2026/HDHS']) {
      expect(parseReceiptQr(bars)).toEqual({ code: bars, checkValue: null, revision: 1 });
    }
  });

  test.each([
    '',
    '017195004821|113456789|Đinh Thị Hồng Nhung|24111995|Nữ|Xóm Rợn|10072021',
    'https://example.vn/?id=5',
    `https://a.vn/?ma=${code}&kt=7KQ2M9X`,
    `https://a.vn/?ma=${code}&kt=7KQ2M9XD&b=0`,
    `https://a.vn/?ma=${code}&kt=7KQ2M9XD&b=2e9`,
    `${code} 7KQ2M9XD b2 b3`,
    `${code} 7KQ2M9XD 2`,
    'javascript:alert(1)',
    'https://a.vn/?ma=%E0%A4%A&kt=%',
    '0912345678',
    '21/11/2026',
    '3/2026/HDHS',
    '03/K7F3/2026/HDHS',
    '03/2026/HDHS/x',
  ])('%j is no receipt', (text) => {
    expect(parseReceiptQr(text)).toBeUndefined();
  });

  test('whatever is scanned, reading it never throws (property)', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200, unit: 'binary' }), (text) => {
        parseReceiptQr(text);
        parseReceiptQr(`https://a.vn/?${text}`);
      }),
      { seed: 42, numRuns: 300 },
    );
  });
});
