import { describe, expect, it } from 'vitest';
import {
  balancedLines,
  fill,
  fillDate,
  fillMinute,
  groupThousands,
  namesIn,
  readableCheckValue,
  readablePhone,
  twoDigits,
  unparted,
} from './wording.ts';

describe('wording', () => {
  it('fills what it has and leaves the rest visible', () => {
    expect(fill('{a} và {b}', { a: '{b}', b: '$&' })).toBe('{b} và $&');
    expect(fill('{missing}', {})).toBe('{missing}');
  });

  it('writes numbers so that nothing can be put before them', () => {
    expect([0, 3, 12, 120].map(twoDigits)).toEqual(['00', '03', '12', '120']);
    expect([0, 999, 1000, 25000, 1234567].map(groupThousands)).toEqual([
      '0',
      '999',
      '1.000',
      '25.000',
      '1.234.567',
    ]);
  });

  it('writes minutes from minutes and longer timestamps', () => {
    const pattern = '{hour}:{minute} {day}/{month}/{year}';
    expect(fillMinute(pattern, '2026-11-21T10:32')).toBe('10:32 21/11/2026');
    expect(fillMinute(pattern, '2026-11-21T10:32:59.999+07:00')).toBe('10:32 21/11/2026');
    expect(fillMinute(pattern, null)).toBe('……:…… ……/……/……');
  });

  it('writes days, and knows the names of a pattern', () => {
    expect(fillDate('{day}/{month}/{year}', '2026-11-30')).toBe('30/11/2026');
    expect(namesIn('{a}, {b} {a} { c } {}')).toEqual(['a', 'b', 'a']);
  });

  it('keeps a short name on one line, not a long one', () => {
    expect(unparted('Bùi Thu Hà')).toBe('Bùi\u00a0Thu\u00a0Hà');
    const long = 'Nguyễn '.repeat(10);
    expect(unparted(long)).toBe(long);
  });

  it('breaks heads into lines of similar length', () => {
    expect(balancedLines('UBND XÃ LƯƠNG SƠN', 27)).toEqual(['UBND XÃ LƯƠNG SƠN']);
    expect(balancedLines('TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG', 27)).toEqual([
      'TRUNG TÂM PHỤC VỤ',
      'HÀNH CHÍNH CÔNG',
    ]);
    expect(balancedLines('X'.repeat(60), 27)).toEqual(['X'.repeat(60)]);
    expect(balancedLines('MỘT '.repeat(30).trim(), 27).join(' ')).toBe('MỘT '.repeat(30).trim());
  });

  it('groups what is read out', () => {
    expect(readablePhone('0912345678')).toBe('0912 345 678');
    expect(readablePhone('+84 912')).toBe('+84 912');
    expect(readableCheckValue('7KQ2M9XD')).toBe('7KQ2-M9XD');
  });
});
