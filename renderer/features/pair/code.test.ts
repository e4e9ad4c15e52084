import { expect, it } from 'vitest';
import { isWholeCode, writtenCode } from './code.ts';

it('is written as it is compared, however it is typed', () => {
  for (const [typed, written] of [
    ['', ''],
    ['acdf', 'ACDF'],
    ['acdfg', 'ACDF-G'],
    ['ACDF-GHJK', 'ACDF-GHJK'],
    [' acdf ghjk ', 'ACDF-GHJK'],
    ['ACDF-GHJKMN', 'ACDF-GHJK'],
  ] as const) {
    expect(writtenCode(typed)).toBe(written);
  }
});

it('is whole with eight characters', () => {
  expect(isWholeCode('ACDF-GHJK')).toBe(true);
  expect(isWholeCode('ACDF-GHJ')).toBe(false);
});
