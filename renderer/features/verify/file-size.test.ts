import { expect, it } from 'vitest';
import { fileSize } from './file-size.ts';

it('is read as people write it', () => {
  expect(fileSize(0)).toBe('1 KB');
  expect(fileSize(18_000)).toBe('18 KB');
  expect(fileSize(2_500_000)).toBe('2,4 MB');
});
