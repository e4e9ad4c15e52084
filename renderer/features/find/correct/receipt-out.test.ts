import { expect, test } from 'vitest';
import { hasReceiptOut } from './receipt-out.ts';

test('a correction prints by itself only where a receipt is out', () => {
  const nothing = { papers: [], jobs: [] };
  expect(hasReceiptOut({ ...nothing, dossier: {} })).toBe(true);
  const dossier = { atOnce: true as const };
  expect(hasReceiptOut({ ...nothing, dossier })).toBe(false);
  expect(hasReceiptOut({ ...nothing, dossier, jobs: [{}] })).toBe(true);
  expect(hasReceiptOut({ ...nothing, dossier, papers: [{ outcome: 'unknown' }] })).toBe(true);
  expect(hasReceiptOut({ ...nothing, dossier, papers: [{ outcome: 'failed' }] })).toBe(false);
});
