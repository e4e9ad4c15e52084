import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { amountInWords, numberInWords } from './index.ts';
import { readBack, spellByReplacing } from './number-words.oracle.ts';

/** Standard usage on Vietnamese official papers, number by number. */
const KNOWN: readonly (readonly [bigint, string])[] = [
  [0n, 'không'],
  [1n, 'một'],
  [4n, 'bốn'],
  [5n, 'năm'],
  [10n, 'mười'],
  [11n, 'mười một'],
  [14n, 'mười bốn'],
  [15n, 'mười lăm'],
  [20n, 'hai mươi'],
  [21n, 'hai mươi mốt'],
  [24n, 'hai mươi bốn'],
  [25n, 'hai mươi lăm'],
  [31n, 'ba mươi mốt'],
  [55n, 'năm mươi lăm'],
  [100n, 'một trăm'],
  [101n, 'một trăm linh một'],
  [104n, 'một trăm linh bốn'],
  [105n, 'một trăm linh năm'],
  [110n, 'một trăm mười'],
  [111n, 'một trăm mười một'],
  [115n, 'một trăm mười lăm'],
  [121n, 'một trăm hai mươi mốt'],
  [205n, 'hai trăm linh năm'],
  [1000n, 'một nghìn'],
  [1001n, 'một nghìn không trăm linh một'],
  [1005n, 'một nghìn không trăm linh năm'],
  [1015n, 'một nghìn không trăm mười lăm'],
  [1050n, 'một nghìn không trăm năm mươi'],
  [1105n, 'một nghìn một trăm linh năm'],
  [2000n, 'hai nghìn'],
  [8000n, 'tám nghìn'],
  [10000n, 'mười nghìn'],
  [10005n, 'mười nghìn không trăm linh năm'],
  [15000n, 'mười lăm nghìn'],
  [21000n, 'hai mươi mốt nghìn'],
  [24500n, 'hai mươi bốn nghìn năm trăm'],
  [100000n, 'một trăm nghìn'],
  [101000n, 'một trăm linh một nghìn'],
  [105005n, 'một trăm linh năm nghìn không trăm linh năm'],
  [150000n, 'một trăm năm mươi nghìn'],
  [200000n, 'hai trăm nghìn'],
  [400000n, 'bốn trăm nghìn'],
  [1000000n, 'một triệu'],
  [1000001n, 'một triệu không trăm linh một'],
  [1005000n, 'một triệu không trăm linh năm nghìn'],
  [1021000n, 'một triệu không trăm hai mươi mốt nghìn'],
  [2010000n, 'hai triệu không trăm mười nghìn'],
  [15015015n, 'mười lăm triệu không trăm mười lăm nghìn không trăm mười lăm'],
  [21000021n, 'hai mươi mốt triệu không trăm hai mươi mốt'],
  [1000000000n, 'một tỷ'],
  [1000000001n, 'một tỷ không trăm linh một'],
  [1050000000n, 'một tỷ không trăm năm mươi triệu'],
  [2015000105n, 'hai tỷ không trăm mười lăm triệu một trăm linh năm'],
  [1000000000000n, 'một nghìn tỷ'],
  [1_000_005_000_000n, 'một nghìn tỷ không trăm linh năm triệu'],
  [1_001_000_000_000n, 'một nghìn không trăm linh một tỷ'],
  [1_000_000_000_000_000n, 'một triệu tỷ'],
  [1_000_000_000_000_000_000n, 'một tỷ tỷ'],
  [1_000_000_005_000_000_000n, 'một tỷ tỷ không trăm linh năm tỷ'],
];

describe('numberInWords', () => {
  test.each(KNOWN)('%s is "%s"', (n, words) => {
    expect(numberInWords(n)).toBe(words);
    expect(spellByReplacing(String(n))).toBe(words);
  });

  test('agrees with the independent spelling for every number below 20,000', () => {
    for (let n = 0; n < 20_000; n++) {
      if (numberInWords(n) !== spellByReplacing(String(n)))
        expect(numberInWords(n)).toBe(spellByReplacing(String(n)));
    }
  });

  test('agrees with the independent spelling for large numbers, also with many zeros', () => {
    const sparse = fc
      .array(fc.constantFrom('000', '005', '010', '015', '021', '100', '101', '999', '400'), {
        minLength: 1,
        maxLength: 8,
      })
      .map((groups) => BigInt(groups.join('')));
    fc.assert(
      fc.property(fc.oneof(fc.bigInt(0n, 10n ** 24n), sparse), (n) => {
        expect(numberInWords(n)).toBe(spellByReplacing(String(n)));
      }),
      { seed: 9, numRuns: 3000 },
    );
  });

  test('can be read back as the same number, in the words of north and south', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 10n ** 18n - 1n), fc.boolean(), (n, south) => {
        const words = numberInWords(n, south ? { zeroTens: 'lẻ', thousand: 'ngàn' } : {});
        expect(readBack(words)).toBe(n);
      }),
      { seed: 9, numRuns: 2000 },
    );
  });

  test('takes the words of the south as a setting', () => {
    expect(numberInWords(105_005, { zeroTens: 'lẻ', thousand: 'ngàn' })).toBe(
      'một trăm lẻ năm ngàn không trăm lẻ năm',
    );
  });

  test.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, -1n])('refuses %s', (n) => {
    expect(() => numberInWords(n)).toThrow(RangeError);
  });
});

describe('amountInWords', () => {
  test('begins with a capital and ends in đồng', () => {
    expect(amountInWords(100_000)).toBe('Một trăm nghìn đồng');
    expect(amountInWords(0)).toBe('Không đồng');
    expect(amountInWords(21_005)).toBe('Hai mươi mốt nghìn không trăm linh năm đồng');
  });

  test('writes "đồng chẵn" where the office wants it', () => {
    expect(amountInWords(8000, { even: true, thousand: 'ngàn' })).toBe('Tám ngàn đồng chẵn');
  });
});
