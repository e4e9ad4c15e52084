import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normalizeText, offerTitleCase } from './index.ts';

describe('normalizeText', () => {
  test('makes NFC, folds white space, drops control characters, keeps letter case', () => {
    expect(normalizeText(' \ufeffNguye\u0302\u0303n\u00a0\u3000 vĂN\u0000\tA\r\n')).toBe('Nguyễn vĂN A');
  });

  test('twice is once', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(normalizeText(normalizeText(text))).toBe(normalizeText(text));
      }),
      { seed: 9, numRuns: 1000 },
    );
  });
});

describe('offerTitleCase', () => {
  test.each([
    ['NGUYỄN VĂN A', 'Nguyễn Văn A'],
    ["H'MOK NIÊ KĐĂM", "H'Mok Niê Kđăm"],
    ['Y-BLƠ ĐẶNG', 'Y-Blơ Đặng'],
    ['K’BRĂM', 'K’Brăm'],
    [' LÊ   THỊ  ĐÀO ', 'Lê Thị Đào'],
  ])('%j → %j', (typed, offered) => {
    expect(offerTitleCase(typed)).toBe(offered);
  });

  test.each(['Nguyễn Văn A', 'nguyễn văn a', 'NGUYỄN Văn A', 'A', '', '123', 'A B'])(
    'offers nothing for %j',
    (typed) => {
      expect(offerTitleCase(typed)).toBeUndefined();
    },
  );
});
