import { IconUsb } from '@tabler/icons-react';
import { useTexts } from '#renderer/i18n/index.ts';
import { Section, StickLog } from '#renderer/ui/index.ts';
import type { ExchangeOverview } from '#shared/contract/index.ts';

/** The newest stick files, either way. */
export function StickLogSection(props: { sticks: ExchangeOverview['sticks'] }) {
  const t = useTexts();
  return (
    <Section title={t('province.stickLog')} icon={<IconUsb size="1.125rem" />}>
      <StickLog sticks={props.sticks} />
    </Section>
  );
}
