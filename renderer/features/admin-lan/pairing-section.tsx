import { Button, Group, Stack, Text } from '@mantine/core';
import { IconPlugConnected } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTexts } from '#renderer/i18n/index.ts';
import { queryKeys } from '#renderer/office/index.ts';
import { Section } from '#renderer/ui/index.ts';
import type { LanState, PairingNow } from '#shared/contract/index.ts';
import { browserName } from './browser-name.ts';
import classes from './lan-page.module.css';
import { PairingForm } from './pairing-form.tsx';
import { useLanChange } from './use-lan.ts';

/** Letting one device in: the code, who typed it, yes or no. */
export function PairingSection(props: { state: LanState }) {
  const t = useTexts();
  const { pairing, urls } = props.state;
  return (
    <Section title={t('lan.pairing')} icon={<IconPlugConnected size="1.125rem" />}>
      {pairing === null ? (
        <PairingForm />
      ) : pairing.asker !== null ? (
        <Asker pairing={pairing} asker={pairing.asker} />
      ) : (
        <Code key={pairing.until} pairing={pairing} urls={urls} />
      )}
    </Section>
  );
}

function Code(props: { pairing: PairingNow; urls: readonly string[] }) {
  const t = useTexts();
  const { pairing, urls } = props;
  const cancel = useLanChange((lan) => lan.cancelPairing({}));
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
          <Text size="sm">{t('lan.left', { time: minutes(seconds), tries: pairing.triesLeft })}</Text>
        </>
      )}
      {pairing.lastWrongFrom !== null && (
        <Text size="sm" role="alert">
          {t('lan.wrongFrom', { address: pairing.lastWrongFrom })}
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

function Asker(props: { pairing: PairingNow; asker: NonNullable<PairingNow['asker']> }) {
  const t = useTexts();
  const { pairing, asker } = props;
  const heading = useRef<HTMLParagraphElement>(null);
  // It appears by itself: whoever works by keyboard or screen reader is brought there, and Enter decides nothing yet.
  useEffect(() => heading.current?.focus(), []);
  useSecondsLeft(pairing.until);
  const decide = useLanChange((lan, admit: boolean) => lan.decide({ asker: asker.id, admit }), {
    done: (admit) => t(admit ? 'lan.admitted' : 'lan.refused'),
  });
  return (
    <Stack gap="sm">
      <p ref={heading} tabIndex={-1} className={classes.asks}>
        {t('lan.asks', { kind: t(`lan.kinds.${pairing.kind}`), name: pairing.name })}
      </p>
      <dl className={classes.facts}>
        <dt>{t('lan.from')}</dt>
        <dd>{asker.address}</dd>
        <dt>{t('lan.browser')}</dt>
        <dd title={asker.browser}>{browserName(asker.browser) ?? t('lan.unknownBrowser')}</dd>
      </dl>
      <Text size="sm">{t('lan.asksText')}</Text>
      <Group>
        <Button loading={decide.isPending} onClick={() => decide.mutate(true)}>
          {t('lan.admit')}
        </Button>
        <Button variant="default" disabled={decide.isPending} onClick={() => decide.mutate(false)}>
          {t('lan.refuse')}
        </Button>
      </Group>
    </Stack>
  );
}

/** Seconds until then; at its end the state is asked anew. Counted from when it was first shown, on this screen's own clock. */
function useSecondsLeft(until: string): number {
  const cache = useQueryClient();
  const [left, setLeft] = useState(() => secondsUntil(until));
  useEffect(() => {
    const timer = setInterval(() => setLeft(secondsUntil(until)), 1_000);
    return () => clearInterval(timer);
  }, [until]);
  const over = left === 0;
  useEffect(() => {
    if (!over) return undefined;
    const timer = setTimeout(() => void cache.invalidateQueries({ queryKey: queryKeys.lan }), 1_000);
    return () => clearTimeout(timer);
  }, [over, cache]);
  return left;
}

function secondsUntil(until: string): number {
  return Math.max(0, Math.min(300, Math.round((Date.parse(until) - Date.now()) / 1000)));
}

function minutes(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
