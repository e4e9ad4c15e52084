import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  checkEmail,
  checkTaxCode,
  formatPhone,
  normalizeAddress,
  normalizeName,
  parseIdNumber,
  parsePhone,
} from './index.ts';

function errorOf(result: { ok: true } | { ok: false; error: string }): string {
  return result.ok ? 'accepted' : result.error;
}

describe('parseIdNumber', () => {
  test.each([
    ['017195004821', 'citizen-number', '017195004821'],
    [' 017 195 004 821 ', 'citizen-number', '017195004821'],
    ['017.195.004-821', 'citizen-number', '017195004821'],
    ['012345678', 'identity-card-9', '012345678'],
    ['c1234567', 'passport', 'C1234567'],
    ['P01234567', 'passport', 'P01234567'],
    ['12AB34567', 'passport', '12AB34567'],
  ])('%j is a %s', (typed, kind, number) => {
    expect(parseIdNumber(typed)).toEqual({ ok: true, value: { kind, number } });
  });

  test.each([
    ['', 'Chưa có số giấy tờ'],
    ['01719500482', 'đang có 11'],
    ['0171950048210', 'đang có 13'],
    ['01234567', 'đang có 8'],
    ['0171950O4821', 'chữ O với số 0'],
    ['Đ1234567', 'Tắt bộ gõ'],
    ['HOCHIEU', 'Số hộ chiếu'],
    ['C1234567890', 'Số hộ chiếu'],
    ['C123|567', 'Tắt bộ gõ'],
  ])('%j is refused: %s', (typed, words) => {
    expect(errorOf(parseIdNumber(typed))).toContain(words);
  });

  test('takes the kind that the clerk chose', () => {
    expect(parseIdNumber('123456789', 'passport')).toEqual({
      ok: true,
      value: { kind: 'passport', number: '123456789' },
    });
    expect(errorOf(parseIdNumber('012345678', 'citizen-number'))).toContain('đúng 12 chữ số, đang có 9');
    expect(errorOf(parseIdNumber('C1234567', 'identity-card-9'))).toContain('ký tự khác chữ số');
    expect(errorOf(parseIdNumber('ABCDEFG', 'passport'))).toContain('Số hộ chiếu');
  });

  test('what it returns it accepts again', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0123456789ABcđ .-'), maxLength: 16 }), (typed) => {
        const parsed = parseIdNumber(typed);
        if (parsed.ok) expect(parseIdNumber(parsed.value.number, parsed.value.kind)).toEqual(parsed);
        else expect(parsed.error).toMatch(/\p{L}/u);
      }),
      { seed: 9, numRuns: 2000 },
    );
  });
});

describe('checkTaxCode', () => {
  test.each([
    ['0100109106', 'organisation', '0100109106', true],
    ['0100109107', 'organisation', '0100109107', false],
    ['0100109106-001', 'branch', '0100109106-001', true],
    ['0100109106001', 'branch', '0100109106-001', true],
    ['0100109106 – 001', 'branch', '0100109106-001', true],
    ['017195004821', 'personal', '017195004821', true],
  ])('%j is of a %s', (typed, kind, code, fits) => {
    const parsed = checkTaxCode(typed);
    expect(parsed).toMatchObject({ ok: true, value: { kind, code } });
    expect(parsed.ok && parsed.value.warning === null).toBe(fits);
  });

  test('a code whose check digit practice reads differently is only doubted', () => {
    // Nine zeros give the sum 0: the rule then asks for a "digit" 10.
    const parsed = checkTaxCode('0000000000');
    expect(parsed.ok && parsed.value.warning).toMatch(/không khớp/);
  });

  test('at most one tenth digit fits any nine digits', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999_999 }), (nine) => {
        const fitting = [...'0123456789'].filter((last) => {
          const parsed = checkTaxCode(String(nine).padStart(9, '0') + last);
          return parsed.ok && parsed.value.warning === null;
        });
        expect(fitting.length).toBeLessThanOrEqual(1);
      }),
      { seed: 9, numRuns: 200 },
    );
  });

  test.each(['', '010010910', '01001091066', '0100109106-01', 'MST'])('%j is refused', (typed) => {
    expect(errorOf(checkTaxCode(typed))).toContain('10 chữ số');
  });
});

describe('parsePhone and formatPhone', () => {
  test.each([
    ['0912345678', '0912345678', '0912 345 678'],
    ['0912.345.678', '0912345678', '0912 345 678'],
    ['+84 912 345 678', '0912345678', '0912 345 678'],
    ['+84 (0)912 345 678', '0912345678', '0912 345 678'],
    ['0084912345678', '0912345678', '0912 345 678'],
    ['84912345678', '0912345678', '0912 345 678'],
    ['02438251234', '02438251234', '024 3825 1234'],
    ['(0218) 3851 234', '02183851234', '0218 385 1234'],
    ['+1 202 555 0123', '+12025550123', '+12025550123'],
    ['0692341234', '0692341234', '0692341234'],
  ])('%j → %s, shown %j', (typed, phone, shown) => {
    expect(parsePhone(typed)).toEqual({ ok: true, value: phone });
    expect(formatPhone(phone)).toBe(shown);
    expect(parsePhone(shown)).toEqual({ ok: true, value: phone });
  });

  test.each([
    ['', 'bỏ trống'],
    ['không có', 'chỉ gồm chữ số'],
    ['091234567', 'đang có 9'],
    ['09123456789', 'đang có 11'],
    ['912345678', 'thiếu số 0 ở đầu: nhập 0912345678'],
    ['01687654321', 'đổi sang 10 chữ số'],
    ['123', 'không đúng'],
    ['+84 12', 'không đúng'],
    ['+1 23', 'mã nước'],
  ])('%j is refused: %s', (typed, words) => {
    expect(errorOf(parsePhone(typed))).toContain(words);
  });

  test('twice is once', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0123456789+ .-()'), maxLength: 16 }), (typed) => {
        const parsed = parsePhone(typed);
        if (parsed.ok) expect(parsePhone(parsed.value)).toEqual(parsed);
      }),
      { seed: 9, numRuns: 3000 },
    );
  });
});

describe('checkEmail', () => {
  test.each([
    ['a@b.vn', 'a@b.vn'],
    [' Nguyen.Van.A+1@Gmail.COM ', 'Nguyen.Van.A+1@gmail.com'],
    ["h'mok@tinh.phutho.gov.vn", "h'mok@tinh.phutho.gov.vn"],
  ])('%j → %s', (typed, email) => {
    expect(checkEmail(typed)).toEqual({ ok: true, value: email });
  });

  test.each([
    '',
    'a',
    '@b.vn',
    'a@',
    'a@b',
    'a b@c.vn',
    'a@b..vn',
    'a..b@c.vn',
    '.a@b.vn',
    'a@-b.vn',
    'ă@b.vn',
    'a@b.v',
    `${'a'.repeat(200)}@b.vn`,
  ])('%j is refused with what to do', (typed) => {
    expect(errorOf(checkEmail(typed))).toMatch(/[Nn]hập|Kiểm tra|Xóa/);
  });
});

test('names keep their letter case, addresses get their commas right', () => {
  expect(normalizeName('  NGUYE\u0302\u0303N \u00a0 văn A ')).toBe('NGUYỄN văn A');
  expect(normalizeAddress(' Số 1,5 ,Xóm Mẫu ,  xã Tân Vinh;tổ 2 ')).toBe('Số 1,5, Xóm Mẫu, xã Tân Vinh;tổ 2');
});
