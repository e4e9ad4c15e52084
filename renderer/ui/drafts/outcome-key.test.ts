import { expect, test } from 'vitest';
import { drafts } from '#renderer/i18n/vi/drafts.ts';
import { outcomeKey } from './outcome-key.ts';

test('who was only given a slip is never told that the dossier was received', () => {
  const state = 'received' as const;
  expect(outcomeKey({ state, code: '000.01' })).toBe('receivedAs');
  expect(outcomeKey({ state, code: null })).toBe('receivedErased');
  for (const slip of ['supplement', 'refusal'] as const) {
    const sentence = drafts[outcomeKey({ state, code: '07/2026/HDHS', slip })];
    expect(sentence).toContain('Đã lập phiếu {{code}}');
    expect(sentence).toContain('chưa tiếp nhận');
  }
});
