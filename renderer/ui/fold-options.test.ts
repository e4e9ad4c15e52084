import { expect, test } from 'vitest';
import { foldOptions } from './fold-options.ts';

const options = ['Tỉnh Bắc Ninh', 'Thành phố Huế', 'Tỉnh Đồng Nai'].map((label) => ({ value: label, label }));

test.each([
  ['bac ninh', ['Tỉnh Bắc Ninh']],
  ['Đồng nai', ['Tỉnh Đồng Nai']],
  ['nai dong', ['Tỉnh Đồng Nai']],
  ['hue', ['Thành phố Huế']],
  ['', ['Tỉnh Bắc Ninh', 'Thành phố Huế', 'Tỉnh Đồng Nai']],
  ['hà nam', []],
])('"%s" finds its options with and without marks', (search, found) => {
  expect(foldOptions({ options, search, limit: 60 }).map((one) => 'label' in one && one.label)).toEqual(
    found,
  );
});
