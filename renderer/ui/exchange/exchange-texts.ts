import { useCallback } from 'react';
import {
  codeToSay,
  findExchangeCode,
  isNamedEntryKind,
  type ShownError,
  useErrorText,
  useFormats,
  useLanguage,
  useTexts,
} from '#renderer/i18n/index.ts';
import type { ExchangeSummary, OutboxRow } from '#shared/contract/index.ts';
import { findTrouble, keptOf } from './exchange-tones.ts';

/** What an entry is, in words; one of a newer release is named as it names itself. */
export function useKindText(): (row: Pick<OutboxRow, 'kind' | 'known'>) => string {
  const t = useTexts();
  return ({ kind, known }) =>
    known && isNamedEntryKind(kind) ? t(`exchange.kinds.${kind}`) : t('exchange.unknownKind', { kind });
}

/** Why the other side did not accept: in its own words where they can be read, else in ours. Null: nothing was said. */
export function useReasonText(): (reason: {
  code: string | null;
  message: string | null;
}) => { text: string; language: 'vi' | 'en' } | null {
  const t = useTexts();
  const language = useLanguage();
  return (reason) => {
    const code = codeToSay(language, reason);
    if (code !== null) return { text: t(`exchange.codes.${code}`), language };
    const own = reason.message ?? '';
    return own === '' ? null : { text: own, language: 'vi' };
  };
}

/** The sentence for an error of the exchange: a refusal is explained by its reason, in the language of the screens. */
export function useExchangeErrorText(): (error: ShownError) => string {
  const t = useTexts();
  const language = useLanguage();
  const errorText = useErrorText();
  return useCallback(
    (error) => {
      const code = language === 'en' ? findExchangeCode(error.message) : undefined;
      return code === undefined ? errorText(error) : t(`exchange.codes.${code}`);
    },
    [t, language, errorText],
  );
}

/** What the status bar says of the exchange: `Đồng bộ: 148 giữ, 0 từ chối`, and what is wrong where something is. */
export function useExchangeLampText(): (summary: ExchangeSummary) => string {
  const t = useTexts();
  const formats = useFormats();
  return (summary) => {
    const kept = formats.number(keptOf(summary));
    if (!summary.enrolled) return t('exchange.lamp.notEnrolled', { count: kept });
    const { counts, attention } = summary;
    const trouble = findTrouble(summary.line);
    // What is rejected or in conflict is said by its number already.
    const others = counts.rejected === 0 && counts.conflict === 0 ? attention : 0;
    return [
      t('exchange.lamp.counts', { held: kept, rejected: formats.number(counts.rejected) }),
      ...(counts.conflict > 0
        ? [t('exchange.lamp.conflicts', { count: formats.number(counts.conflict) })]
        : []),
      ...(trouble === undefined ? [] : [t(`exchange.lamp.lines.${trouble}`)]),
      ...(others > 0 ? [t('exchange.lamp.attention', { count: formats.number(others) })] : []),
    ].join(' · ');
  };
}
