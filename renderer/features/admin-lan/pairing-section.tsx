import { Button, Group, Stack, Text } from '@mantine/core';
import { IconPlugConnected } from '@tabler/icons-react';
import { useTexts } from '#renderer/i18n/index.ts';
import { Section } from '#renderer/ui/index.ts';
import type { LanState, PairingNow } from '#shared/contract/index.ts';
import { AskerForm } from './asker-form.tsx';
import classes from './lan-page.module.css';
import { PairingForm } from './pairing-form.tsx';
import { useLanChange } from './use-lan.ts';
import { useSecondsLeft } from './use-seconds-left.ts';

/** Letting one device in: the code, who typed it, yes or no. */
export function PairingSection(props: { state: LanState }) {
  const t = useTexts();
  const { pairing, urls } = props.state;
  return (
    <Section title={t('lan.pairing')} icon={<IconPlugConnected size="1.125rem" />}>
      {pairing === null ? (
        <PairingForm />
      ) : pairing.asker !== null ? (
        <AskerForm key={pairing.id} pairing={pairing} asker={pairing.asker} />
      ) : (
        <Code key={pairing.id} pairing={pairing} urls={urls} />
      )}
    </Section>
  );
}

function Code(props: { pairing: PairingNow; urls: readonly string[] }) {
  const t = useTexts();
  const { pairing, urls } = props;
  const cancel = useLanChange((lan) => lan.cancelPairing({ pairing: pairing.id }));
  const seconds = useSecondsLeft(pairing.until);
  // In Electron's own window this PC has no address of its own.
  const local = window.location.protocol.startsWith('http') ? `${window.location.origin}/pair` : null;
  return (
    <Stack gap="sm">
      {pairing.code === null ? (
        <Text size="sm" role="alert">
          {t('lan.dead')}
        </Text>
      ) : (
        <>
          <Text size="sm">{t('lan.code', { kind: t(`lan.kinds.${pairing.kind}`), name: pairing.name })}</Text>
          <output className={classes.code}>
            {pairing.code.slice(0, 4)}-{pairing.code.slice(4)}
          </output>
          <div>
            <Text size="sm" c="dimmed">
              {t('lan.typeAt')}
            </Text>
            {urls.map((url) => (
              <code key={url} className={classes.url}>
                {url}pair
              </code>
            ))}
            {local !== null && <Text size="sm">{t('lan.loopback', { url: local })}</Text>}
          </div>
          <Text size="sm">{t('lan.left', { time: minutes(seconds) })}</Text>
        </>
      )}
      {pairing.lastWrongFrom !== null && (
        <Text size="sm" role="alert">
          {t('lan.wrongFrom', { tries: pairing.wrongTries, address: pairing.lastWrongFrom })}
        </Text>
      )}
      <Group>
        <Button variant="default" loading={cancel.isPending} onClick={() => cancel.mutate(undefined)}>
          {t(pairing.code === null ? 'lan.makeNew' : 'lan.cancel')}
        </Button>
      </Group>
    </Stack>
  );
}

function minutes(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
