import { Button, Group, Stack, Text } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { useTexts } from '#renderer/i18n/index.ts';
import { notifyDone, Section, useConfirm, useExchangeAction } from '#renderer/ui/index.ts';
import type { ExchangeOverview } from '#shared/contract/index.ts';

/** How the connection is ended: the province ends it for all; here nothing more is sent by network. Then it may be joined again. */
export function EndingSection(props: { overview: ExchangeOverview; onJoinAgain: () => void }) {
  const t = useTexts();
  const confirm = useConfirm();
  const { settings } = props.overview;
  const stop = useExchangeAction(
    (exchange, _input: undefined) => exchange.setSettings({ ...settings, address: '', paused: true }),
    { onDone: () => notifyDone(t('province.ending.done')) },
  );

  async function ask(): Promise<void> {
    const sure = await confirm({
      title: t('province.ending.ask'),
      text: t('province.ending.askText'),
      yes: t('province.ending.stop'),
      dangerous: true,
    });
    if (sure) stop.mutate(undefined);
  }

  return (
    <Section title={t('province.ending.heading')} icon={<IconPlugConnectedX size="1.125rem" />}>
      <Stack gap="sm">
        <Text size="sm">{t('province.ending.text')}</Text>
        {settings.address === '' && <Text size="sm">{t('province.ending.stopped')}</Text>}
        <Group>
          {settings.address !== '' && (
            <Button variant="default" loading={stop.isPending} onClick={() => void ask()}>
              {t('province.ending.stop')}
            </Button>
          )}
          <Button variant="default" onClick={props.onJoinAgain}>
            {t('province.ending.again')}
          </Button>
        </Group>
      </Stack>
    </Section>
  );
}
