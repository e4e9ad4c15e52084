import { expect, it } from 'vitest';
import { MOST_PDF_BYTES } from '#shared/contract/index.ts';
import { createUploads } from './uploads.ts';

const piece = (text: string) => new Uint8Array(Buffer.from(text));

it('puts pieces together in their order, for the one who sent them', () => {
  const uploads = createUploads({ now: () => 0 });
  expect(uploads.add('me', 'u', 0, piece('%PDF'))).toBe(4);
  expect(uploads.add('me', 'u', 4, piece('-1.7'))).toBe(8);
  expect(Buffer.from(uploads.read('me', 'u')).toString()).toBe('%PDF-1.7');
  expect(() => uploads.read('you', 'u')).toThrow('chọn lại tệp');
  expect(() => uploads.add('me', 'u', 4, piece('x'))).toThrow('đứt quãng');
  expect(uploads.add('me', 'u', 0, piece('anew'))).toBe(4);
  uploads.forget('me', 'u');
  expect(() => uploads.read('me', 'u')).toThrow('chọn lại tệp');
});

it('holds no more than one file may have, nor all of them together, nor for long', () => {
  let now = 0;
  const uploads = createUploads({ now: () => now });
  const large = new Uint8Array(MOST_PDF_BYTES);
  for (const id of ['a', 'b', 'c', 'd']) uploads.add('me', id, 0, large);
  expect(() => uploads.add('me', 'a', MOST_PDF_BYTES, piece('x'))).toThrow('16 MB');
  expect(() => uploads.add('me', 'e', 0, piece('x'))).toThrow('cùng lúc');
  now = 10 * 60_000 + 1;
  expect(() => uploads.read('me', 'a')).toThrow('chọn lại tệp');
  expect(uploads.add('me', 'e', 0, piece('x'))).toBe(1);
});
