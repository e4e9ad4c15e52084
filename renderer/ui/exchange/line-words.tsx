import { useLanguage, useTexts } from '#renderer/i18n/index.ts';
import type { ExchangeOverview } from '#shared/contract/index.ts';

/** What is true of the line and what to do: the office's own sentence where it has one, else that of the state. */
export function LineWords(props: { overview: Pick<ExchangeOverview, 'lineMessage' | 'summary'> }) {
  const t = useTexts();
  const language = useLanguage();
  const { lineMessage, summary } = props.overview;
  const own = language === 'vi' && lineMessage !== '';
  return <span>{own ? lineMessage : t(`exchange.line.texts.${summary.line}`)}</span>;
}
