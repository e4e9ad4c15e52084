import { expect, test } from 'vitest';
import { parseReceiptQr } from '#shared/forms/index.ts';
import { looksLikeReceipt } from './receipt-text.ts';

test.each([
  'https://dichvucong.gov.vn?ma=H44.152-261120-0001&kt=7KQ2M9XD',
  'https://a.vn/tra-cuu?x=1&ma=H44.152-261120-0001&kt=7KQ2M9XD&b=12',
  'H44.152-261120-0001 7KQ2M9XD',
  'H44.152-261120-0001 7KQ2M9XD b2',
  'H44.152-261120-0001',
  '000.00.16.H28-190105-0001\n',
])('%j is a receipt, here and for the office', (text) => {
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
])('%j is none', (text) => expect(looksLikeReceipt(text)).toBe(false));
