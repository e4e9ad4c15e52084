import { expect, it } from 'vitest';
import { fullTitle, shortTitle } from './document-names.ts';

it('names the dossier once, whether or not the title has its code', () => {
  const paper = { title: 'Giấy tiếp nhận H28.1-261122-0001', code: 'H28.1-261122-0001' };
  expect(fullTitle(paper)).toBe('Giấy tiếp nhận H28.1-261122-0001');
  expect(shortTitle(paper)).toBe('Giấy tiếp nhận');
  const file = { title: 'Quyết định', code: 'H28.1-261122-0001' };
  expect(fullTitle(file)).toBe('Quyết định H28.1-261122-0001');
  expect(shortTitle(file)).toBe('Quyết định');
  expect(fullTitle({ title: 'Tờ trình', code: '' })).toBe('Tờ trình');
  expect(shortTitle({ title: 'H28.1', code: 'H28.1' })).toBe('H28.1');
});
