import { describe, expect, it } from 'vitest';
import { fileSizeText } from './file-size.ts';

describe('the size of a file on a stick', () => {
  it('is not blown up to a megabyte', () => {
    expect([0, 970, 2743, 1024 * 1024, 1.2 * 1024 ** 3].map(fileSizeText)).toEqual([
      '1 kB',
      '1 kB',
      '3 kB',
      '1 MB',
      '1,2 GB',
    ]);
  });
});
