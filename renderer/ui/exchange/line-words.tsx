import { useLanguage, useTexts } from '#renderer/i18n/index.ts';
import type { ExchangeOverview } from '#shared/contract/index.ts';

/**
 * What is true of the line and what to do: the office's own sentence where it has one, else that of the state. `alone`:
 * no badge stands beside it, so it says the state, too.
 */
export function LineWords(props: {
  overview: Pick<ExchangeOverview, 'lineMessage' | 'summary'>;
  alone?: boolean;
}) {
  const t = useTexts();
  const language = useLanguage();
  const { lineMessage, summary } = props.overview;
  const own = language === 'vi' && lineMessage !== '';
  if (own) return <span>{lineMessage}</span>;
  return (
    <span>
      {props.alone === true && <strong>{t(`exchange.line.states.${summary.line}`)}. </strong>}
      {t(`exchange.line.texts.${summary.line}`)}
    </span>
  );
}
