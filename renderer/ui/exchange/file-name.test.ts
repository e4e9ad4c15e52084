import { expect, it } from 'vitest';
import { fileName } from './file-name.ts';

it('is what stands after the last folder', () => {
  expect(fileName('E:\\gửi tỉnh\\goi-1.tmcs')).toBe('goi-1.tmcs');
  expect(fileName('/media/usb/goi-1.tmcs')).toBe('goi-1.tmcs');
  expect(fileName('goi-1.tmcs')).toBe('goi-1.tmcs');
});
