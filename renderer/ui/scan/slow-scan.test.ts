import { expect, test } from 'vitest';
import { looksLikeReceipt } from './receipt-text.ts';
import { isSlowScan, NOTHING_TYPED, typeOn } from './slow-scan.ts';

function typed(text: string, gap: number, from = NOTHING_TYPED, start = 1000) {
  return [...text].reduce((go, character, index) => typeOn(go, character, start + index * gap), from);
}

test.each([
  ['02/2026/HDHS 7NX364EV', 50],
  ['02/2026/HDHS 7NX364EV', 180],
  ['H44.152-261120-0001 7KQ2M9XD b2', 90],
  ['https://a.vn/?ma=02%2F2026%2FHDHS&kt=7NX364EV', 60],
  ['01/2026/BPTNTKQ', 50],
])('%j with %d ms between its keys is a gun that is slow', (text, gap) => {
  const go = typed(text, gap);
  expect(isSlowScan(go, go.lastAt + gap, looksLikeReceipt)).toBe(true);
});

test.each([
  ['01/2026/BPTNTKQ', 120],
  ['Lê Thị Mỹ Duyên', 20],
  ['phiếu 02/2026/HDHS 7NX364EV', 60],
  ['02/2026/HDHS 7NX364EV', 1100],
])('%j with %d ms between its keys is a person', (text, gap) => {
  const go = typed(text, gap);
  expect(isSlowScan(go, go.lastAt + gap, looksLikeReceipt)).toBe(false);
});

test("what stood there before a pause is no part of it, and a late Enter is a person's", () => {
  const before = typed('Lê', 100);
  const go = typed('02/2026/HDHS 7NX364EV', 100, before, before.lastAt + 1200);
  expect(go.text).toBe('02/2026/HDHS 7NX364EV');
  expect(isSlowScan(go, go.lastAt + 100, looksLikeReceipt)).toBe(true);
  expect(isSlowScan(go, go.lastAt + 1200, looksLikeReceipt)).toBe(false);
});
