import { useTexts } from '#renderer/i18n/index.ts';
import type { ExchangeState, LineState } from '#shared/contract/index.ts';
import { StateBadge } from '../state-badge.tsx';
import { EXCHANGE_TONES, LINE_TONES } from './exchange-tones.ts';

/** How an entry stands with the province, by colour, icon and word. `ofProvince`: says that it is about the province. */
export function ExchangeBadge(props: { state: ExchangeState; ofProvince?: boolean }) {
  const t = useTexts();
  const state = t(`exchange.states.${props.state}`);
  return (
    <StateBadge tone={EXCHANGE_TONES[props.state]}>
      {props.ofProvince === true ? t('exchange.dossier.badge', { state }) : state}
    </StateBadge>
  );
}

/** How the line to the province stands. */
export function LineBadge(props: { line: LineState }) {
  const t = useTexts();
  return <StateBadge tone={LINE_TONES[props.line]}>{t(`exchange.line.states.${props.line}`)}</StateBadge>;
}
