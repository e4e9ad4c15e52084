import { describe, expect, it } from 'vitest';
import { CopyError, CopyStopped, toCopyError } from './problems.ts';

const withCode = (code: string) => Object.assign(new Error('at /media/usb'), { code });

describe('what the system says of a place', () => {
  it.each([
    ['ENOSPC', 'copy-place-full', /đã đầy/],
    ['EDQUOT', 'copy-place-full', /đã đầy/],
    ['EFBIG', 'copy-place-full', /FAT32/],
    ['EROFS', 'copy-place-unwritable', /chống ghi/],
    ['EACCES', 'copy-place-unwritable', /quyền ghi/],
    ['ENOENT', 'copy-place-missing', /cắm lại/],
    ['EIO', 'copy-place-missing', /cắm lại/],
    ['ENODEV', 'copy-place-missing', /cắm lại/],
  ])('%s is %s, in words that say what to do and that the old copies are safe', (system, code, words) => {
    const error = toCopyError(withCode(system));
    expect(error).toMatchObject({ code });
    expect((error as Error).message).toMatch(words);
    expect((error as Error).message).toMatch(/bản sao cũ không bị thay đổi/);
    expect((error as Error).message).not.toContain('/media');
  });

  it('leaves what is no fault of a place as it is', () => {
    for (const thrown of [new Error('x'), withCode('EPIPE'), 'text', undefined, new CopyStopped()]) {
      expect(toCopyError(thrown)).toBe(thrown);
    }
    const own = new CopyError('copy-running');
    expect(toCopyError(own)).toBe(own);
  });
});
