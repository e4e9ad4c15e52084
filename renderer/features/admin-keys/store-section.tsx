import { Button, Group, Stack, Text } from '@mantine/core';
import { IconDeviceDesktopCog } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useErrorText, useTexts } from '#renderer/i18n/index.ts';
import { queryKeys, toOfficeError, useOffice } from '#renderer/office/index.ts';
import { notifyDone, notifyProblem, Section, StateBadge, type Tone, useConfirm } from '#renderer/ui/index.ts';
import type { KeysState } from '#shared/contract/index.ts';

const TONES: Record<KeysState['operatingSystem'], Tone> = {
  on: 'good',
  off: 'neutral',
  absent: 'neutral',
  'not-real': 'attention',
};

/** Whether this PC opens the database by itself, and the switch. */
export function StoreSection(props: { state: KeysState }) {
  const t = useTexts();
  const office = useOffice();
  const cache = useQueryClient();
  const confirm = useConfirm();
  const errorText = useErrorText();
  const store = props.state.operatingSystem;
  const change = useMutation({
    mutationFn: (use: 'on' | 'off') => office.keys.setOperatingSystem({ use }),
    onSuccess: (_, use) => {
      void cache.invalidateQueries({ queryKey: queryKeys.keys });
      notifyDone(t(use === 'on' ? 'keys.storeIsOn' : 'keys.storeIsOff'));
    },
    onError: (thrown) => notifyProblem(errorText(toOfficeError(thrown))),
  });

  async function switchOff(): Promise<void> {
    const sure = await confirm({
      title: t('keys.storeOffAsk'),
      text: t('keys.storeOffAskText'),
      yes: t('keys.storeOff'),
    });
    if (sure) change.mutate('off');
  }

  return (
    <Section
      title={t('keys.store')}
      icon={<IconDeviceDesktopCog size="1.125rem" />}
      badge={<StateBadge tone={TONES[store]}>{t(`keys.storeState.${store}`)}</StateBadge>}
    >
      <Stack gap="sm">
        <Text size="sm">
          {store === 'on' || store === 'off'
            ? `${t('keys.storeText')} ${t(store === 'on' ? 'keys.storeOnText' : 'keys.storeOffText')}`
            : t('keys.storeMissingText')}
        </Text>
        {(store === 'on' || store === 'off') && (
          <Group>
            <Button
              variant="default"
              loading={change.isPending}
              onClick={() => (store === 'on' ? void switchOff() : change.mutate('on'))}
            >
              {t(store === 'on' ? 'keys.storeOff' : 'keys.storeOn')}
            </Button>
          </Group>
        )}
      </Stack>
    </Section>
  );
}
