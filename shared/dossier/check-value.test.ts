import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkValue, parseCheckValue } from './check-value.ts';

const fiveBytes = fc.uint8Array({ minLength: 5, maxLength: 5 });

/** Written another way: the 40 bits as one number in base 32, digits 0–9 a–v renamed to Crockford's. */
function oracle(bytes: Uint8Array): string {
  const number = BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
  const plain = number.toString(32).padStart(8, '0');
  const renamed: Record<string, string> = {};
  [...'abcdefghijklmnopqrstuv'].forEach((digit, index) => {
    renamed[digit] = 'ABCDEFGHJKMNPQRSTVWXYZ'.charAt(index);
  });
  return [...plain].map((digit) => renamed[digit] ?? digit).join('');
}

test('five bytes give the digits of their number in base 32', () => {
  expect(checkValue(new Uint8Array([0, 0, 0, 0, 0]))).toBe('00000000');
  expect(checkValue(new Uint8Array([255, 255, 255, 255, 255]))).toBe('ZZZZZZZZ');
  fc.assert(
    fc.property(fiveBytes, (bytes) => {
      expect(checkValue(bytes)).toBe(oracle(bytes));
      expect(checkValue(bytes)).toMatch(/^[0-9A-HJKMNP-TV-Z]{8}$/);
    }),
    { seed: 11, numRuns: 500 },
  );
});

test('any other number of bytes is refused', () => {
  expect(() => checkValue(new Uint8Array(4))).toThrow(RangeError);
  expect(() => checkValue(new Uint8Array(6))).toThrow(RangeError);
});

test('what is printed is read back, however it is typed', () => {
  fc.assert(
    fc.property(fiveBytes, (bytes) => {
      const value = checkValue(bytes);
      const typed = ` ${value.slice(0, 4)}-${value.slice(4).toLowerCase()} `
        .replaceAll('0', 'o')
        .replaceAll('1', 'l');
      expect(parseCheckValue(typed)).toEqual({ ok: true, value });
    }),
    { seed: 12, numRuns: 300 },
  );
});

test.each([
  ['', 'đang có 0'],
  ['1234567', 'đang có 7'],
  ['123456789', 'đang có 9'],
  ['1234567U', '"U"'],
  ['12345ă78', '"Ă"'],
])('"%s" is refused with words', (text, part) => {
  const result = parseCheckValue(text);
  expect(result.ok).toBe(false);
  if (!result.ok) expect(result.error.message).toContain(part);
});
