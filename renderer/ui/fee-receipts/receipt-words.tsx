import { useFormats, useTexts } from '#renderer/i18n/index.ts';
import type { FeeReceipt } from '#shared/contract/index.ts';
import { StateBadge, type Tone } from '../state-badge.tsx';

const TONES: Record<FeeReceipt['state'], Tone> = {
  waiting: 'attention',
  numbered: 'good',
  withdrawn: 'neutral',
  cancelled: 'bad',
  replaced: 'neutral',
};

/** How a receipt stands, by colour, icon and word. */
export function ReceiptBadge(props: { receipt: Pick<FeeReceipt, 'state'> }) {
  const t = useTexts();
  const { state } = props.receipt;
  return <StateBadge tone={TONES[state]}>{t(`feeReceipts.states.${state}`)}</StateBadge>;
}

/** What is said of a receipt beneath its state: its number, what took its place, why it ended, when it was exported. */
export function useReceiptWords(): (receipt: FeeReceipt) => string[] {
  const t = useTexts();
  const formats = useFormats();
  return ({ number, replacement, endReason, exportedAt }) => [
    ...(number === null
      ? []
      : [
          t('feeReceipts.list.numbered', {
            number: number.number,
            series:
              number.medium === 'paper' ? `${number.series} (${t('feeReceipts.list.paper')})` : number.series,
            day: formats.date(number.issuedOn),
          }),
        ]),
    ...(replacement === null
      ? []
      : [t('feeReceipts.list.replacedBy', { number: replacement.number, series: replacement.series })]),
    ...(endReason === '' ? [] : [t('feeReceipts.list.why', { reason: endReason })]),
    ...(exportedAt === null
      ? []
      : [t('feeReceipts.list.exported', { when: formats.shortMoment(exportedAt) })]),
  ];
}
