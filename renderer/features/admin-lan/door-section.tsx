import { Button, Group, Stack, Text } from '@mantine/core';
import { IconNetwork } from '@tabler/icons-react';
import { useTexts } from '#renderer/i18n/index.ts';
import { QrImage, Section, StateBadge, useConfirm } from '#renderer/ui/index.ts';
import type { LanState } from '#shared/contract/index.ts';
import classes from './lan-page.module.css';
import { OpenForm } from './open-form.tsx';
import { useLanChange } from './use-lan.ts';

/** Whether other devices reach this PC: off, on with its addresses, or why not. */
export function DoorSection(props: { state: LanState }) {
  const t = useTexts();
  const { state } = props;
  return (
    <Section title={t('lan.door')} icon={<IconNetwork size="1.125rem" />} badge={<DoorBadge state={state} />}>
      <Stack gap="md">
        <Text size="sm">{t(state.possible ? 'lan.doorText' : 'lan.impossible')}</Text>
        {state.open ? <OpenDoor state={state} /> : state.possible && <OpenForm state={state} />}
      </Stack>
    </Section>
  );
}

function DoorBadge(props: { state: LanState }) {
  const t = useTexts();
  const { open, listening } = props.state;
  if (!open) return <StateBadge tone="neutral">{t('lan.off')}</StateBadge>;
  return listening === 'yes' ? (
    <StateBadge tone="good">{t('lan.on')}</StateBadge>
  ) : (
    <StateBadge tone="bad">{t('lan.failed')}</StateBadge>
  );
}

function OpenDoor(props: { state: LanState }) {
  const t = useTexts();
  const confirm = useConfirm();
  const { urls, listening } = props.state;
  const close = useLanChange((lan) => lan.close({}), { done: () => t('lan.closed') });

  async function ask(): Promise<void> {
    const sure = await confirm({
      title: t('lan.closeAsk'),
      text: t('lan.closeAskText'),
      yes: t('lan.close'),
      dangerous: true,
    });
    if (sure) close.mutate(undefined);
  }

  const [first] = urls;
  return (
    <>
      {listening === 'failed' && (
        <Text size="sm" role="alert">
          {t('lan.failedText')}
        </Text>
      )}
      {first !== undefined && (
        <div className={classes.addresses}>
          <div>
            <Text size="sm" c="dimmed">
              {t('lan.urls')}
            </Text>
            {urls.map((url) => (
              <code key={url} className={classes.url}>
                {url}
              </code>
            ))}
          </div>
          <QrImage className={classes.qr} text={first} label={t('lan.qr', { url: first })} />
        </div>
      )}
      <Group>
        <Button variant="default" loading={close.isPending} onClick={() => void ask()}>
          {t('lan.close')}
        </Button>
      </Group>
    </>
  );
}
