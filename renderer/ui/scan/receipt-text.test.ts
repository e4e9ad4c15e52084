import { expect, test } from 'vitest';
import { parseReceiptQr } from '#shared/forms/index.ts';
import { dossierCodeIn, looksLikeReceipt, searchedFor } from './receipt-text.ts';

test.each([
  'https://dichvucong.gov.vn?ma=H44.152-261120-0001&kt=7KQ2M9XD',
  'https://a.vn/tra-cuu?x=1&ma=H44.152-261120-0001&kt=7KQ2M9XD&b=12',
  'H44.152-261120-0001 7KQ2M9XD',
  'H44.152-261120-0001 7KQ2M9XD b2',
  'H44.152-261120-0001',
  '000.00.16.H28-190105-0001\n',
  '02/2026/HDHS 7NX364EV',
  '02/2026/HDHS 7NX364EV b2',
  '02/2026/HDHS',
  '01/K7F3QX/2026/HDHS 7NX364EV',
  '01/2026/BPTNTKQ',
  '12/2026/TTPVHCC 7NX364EV',
  'https://a.vn/?ma=02%2F2026%2FHDHS&kt=7NX364EV',
])('%j is a receipt or slip, here and for the office', (text) => {
  expect(looksLikeReceipt(text)).toBe(true);
  expect(parseReceiptQr(text)).toBeDefined();
});

test.each([
  '',
  '017195004821|1|A|01011990|Nam|B|01012021',
  'https://a.vn/?ma=1',
  '2.000815',
  '0912345678',
  'hẹn trả 20-11',
  '21/11/2026',
  '02/2026/HDHS bị mất một tờ',
])('%j is none', (text) => expect(looksLikeReceipt(text)).toBe(false));

test('of a slip its number is what an administrator confirms or erases', () => {
  expect(dossierCodeIn('01/K7F3QX/2026/HDHS 7NX364EV')).toBe('01/K7F3QX/2026/HDHS');
  expect(dossierCodeIn(' 02/2026/HDHS\n')).toBe('02/2026/HDHS');
});

test.each([
  ['H44.152-261120-0001 7KQ2M9XD', 'H44.152-261120-0001'],
  ['  H44.152-261120-0001   7kq2m9xd b2 ', 'H44.152-261120-0001'],
  ['https://a.vn/tra-cuu?ma=H44.152-261120-0001&kt=7KQ2M9XD', 'H44.152-261120-0001'],
  ['02/2026/HDHS 7NX364EV', '02/2026/HDHS'],
  // As it stands: a blank at the end says that the word is whole.
  ['nguyen van a ', 'nguyen van a '],
  ['H44.152-261120-0001 ', 'H44.152-261120-0001 '],
  ['H44.152-261120-0001 7KQ2', 'H44.152-261120-0001 7KQ2'],
])('of %j typed into a search, %j is looked for', (typed, sought) => {
  expect(searchedFor(typed)).toBe(sought);
});
