import { Text } from '@mantine/core';
import { useTexts } from '#renderer/i18n/index.ts';
import type { PinState, TokenPlugged } from '#shared/contract/index.ts';
import { StateBadge, type Tone } from '../state-badge.tsx';
import { pinRisk } from './signers.ts';

const TONES: Record<PinState['state'], Tone> = {
  ok: 'good',
  few: 'attention',
  last: 'bad',
  locked: 'bad',
  'not-set': 'bad',
  unknown: 'neutral',
};

/** What a token tells of the tries left: its number where it tells one, else its own words; never a number of ours. */
export function PinBadge(props: { pin: PinState }) {
  const t = useTexts();
  const { pin } = props;
  const counted = pin.triesLeft !== null && pin.triesLeft > 1 && pinRisk(pin) === 'none';
  return (
    <StateBadge tone={pinRisk(pin) === 'last' ? 'bad' : TONES[pin.state]}>
      {counted
        ? t('tokens.pin.tries', { count: pin.triesLeft ?? 0 })
        : t(`tokens.pin.states.${pinRisk(pin) === 'last' ? 'last' : pin.state}`)}
    </StateBadge>
  );
}

/** The token's own words about its PIN, where a number does not say it all. */
export function PinDetail(props: { token: TokenPlugged }) {
  const { pin, pinDetail } = props.token;
  if (pinDetail === '' || (pin.triesLeft !== null && pinRisk(pin) === 'none')) return null;
  return (
    <Text size="sm" lang="vi">
      {pinDetail}
    </Text>
  );
}
