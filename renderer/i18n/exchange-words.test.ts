import { expect, it } from 'vitest';
import { EXCHANGE_CODES } from '#shared/exchange/index.ts';
import { codeToSay, findExchangeCode, isNamedEntryKind } from './exchange-words.ts';

it('finds the code of a sentence of the office, and of nothing else', () => {
  expect(findExchangeCode(EXCHANGE_CODES['answers-another'])).toBe('answers-another');
  expect(findExchangeCode('Ổ đĩa đầy.')).toBeUndefined();
});

it('says the other side’s own words in Vietnamese, those of the code in English and where there are none', () => {
  const reason = { code: 'stale-base', message: 'Bản sửa dựa trên bản 2, ở tỉnh đã có bản 3.' };
  expect(codeToSay('vi', reason)).toBeNull();
  expect(codeToSay('en', reason)).toBe('stale-base');
  expect(codeToSay('vi', { code: 'stale-base', message: '' })).toBe('stale-base');
  expect(codeToSay('en', { code: 'newer-code', message: 'Lý do mới.' })).toBeNull();
});

it('knows the kinds it has a name for', () => {
  expect(isNamedEntryKind('dossier-received')).toBe(true);
  expect(isNamedEntryKind('toString')).toBe(false);
});
