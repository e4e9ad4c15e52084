import { Button, Group, Stack, Text } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import { useFormats, useTexts } from '#renderer/i18n/index.ts';
import { useOfficeClock } from '#renderer/office/index.ts';
import {
  notifyDone,
  Section,
  SpokenFingerprint,
  StateBadge,
  useConfirm,
  useExchangeAction,
} from '#renderer/ui/index.ts';
import type { ExchangeOverview } from '#shared/contract/index.ts';
import { keyAge } from './key-age.ts';

/** Both fingerprints as they are read aloud, how long the office's key is valid, and its renewal. */
export function KeysSection(props: { overview: ExchangeOverview }) {
  const t = useTexts();
  const formats = useFormats();
  const confirm = useConfirm();
  const now = useOfficeClock();
  const { enrolment } = props.overview;
  const renew = useExchangeAction((exchange, _input: undefined) => exchange.renewKeys({}), {
    onDone: ({ fingerprint }) => notifyDone(t('province.keys.renewed', { fingerprint })),
  });
  if (enrolment === null) return null;
  // Who joins again brings other keys: those of before ask for nothing any more.
  const isLeft = enrolment.leftAt !== null;
  // Keys that are over cannot tell of others: only joining again helps then.
  const age = keyAge(enrolment.keyValidTo, now);
  const when = formats.date(enrolment.keyValidTo);

  async function ask(): Promise<void> {
    const sure = await confirm({
      title: t('province.keys.renewAsk'),
      text: t('province.keys.renewText'),
      yes: t('province.keys.renew'),
    });
    if (sure) renew.mutate(undefined);
  }

  return (
    <Section title={t('province.keys.heading')} icon={<IconKey size="1.125rem" />}>
      <Stack gap="sm">
        <Text size="sm">{t('province.keys.text')}</Text>
        <SpokenFingerprint label={t('province.keys.ours')} value={enrolment.fingerprint} />
        {enrolment.comingFingerprint !== null && !isLeft && (
          <>
            <SpokenFingerprint label={t('province.keys.coming')} value={enrolment.comingFingerprint} />
            <Text size="sm">{t('province.keys.comingText')}</Text>
          </>
        )}
        <SpokenFingerprint label={t('province.keys.theirs')} value={enrolment.provinceFingerprint} />
        {isLeft ? null : age === 'good' ? (
          <Text size="sm">{t('province.keys.validTo', { when })}</Text>
        ) : (
          <div>
            <StateBadge tone={age === 'over' ? 'bad' : 'attention'}>
              {t(age === 'over' ? 'province.keys.over' : 'province.keys.soon', { when })}
            </StateBadge>
          </div>
        )}
        {!isLeft && age !== 'over' && (
          <Group>
            <Button
              variant={age === 'soon' ? 'filled' : 'default'}
              loading={renew.isPending}
              onClick={() => void ask()}
            >
              {t('province.keys.renew')}
            </Button>
          </Group>
        )}
      </Stack>
    </Section>
  );
}
