import type { useTexts } from '#renderer/i18n/index.ts';
import type { UnderstoodTerm } from '#shared/contract/index.ts';

type Texts = ReturnType<typeof useTexts>;

/** One part of a query in words: “nhận ngày 21/8 năm nào cũng được”. */
export function understoodText(t: Texts, term: UnderstoodTerm): string {
  const { kind, text, open } = term;
  const slashes = text.split('/').length - 1;
  switch (kind) {
    case 'word':
      return t(open ? 'find.understood.wordOpen' : 'find.understood.word', { text });
    case 'code':
      return t(open ? 'find.understood.codeOpen' : 'find.understood.code', { text });
    case 'day':
      return t(slashes === 2 ? 'find.understood.day' : 'find.understood.dayAnyYear', { text });
    case 'month':
      return t(slashes === 1 ? 'find.understood.month' : 'find.understood.monthAnyYear', { text });
    case 'month-or-slip':
      return t('find.understood.monthOrSlip', { text });
    case 'number':
    case 'slip':
    case 'year':
      return t(`find.understood.${kind}`, { text });
  }
}

/** Whether a query was read as more than plain words, so that it is worth saying. */
export function isWorthSaying(understood: readonly UnderstoodTerm[]): boolean {
  return understood.some(({ kind }) => kind !== 'word');
}
