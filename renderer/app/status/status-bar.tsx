import { UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useLocation } from 'react-router';
import { useFormats, useTexts } from '#renderer/i18n/index.ts';
import {
  queryKeys,
  useConnectionState,
  useOffice,
  useOfficeClock,
  useSession,
} from '#renderer/office/index.ts';
import {
  Dialog,
  KeyHint,
  StateBadge,
  ToneIcon,
  tokenLampOf,
  useExchangeLampText,
  useKeeping,
  useKey,
  useTokens,
} from '#renderer/ui/index.ts';
import classes from './status-bar.module.css';
import { type Lamp, lampsOf, shownTime } from './status-lamps.ts';
import { StatusReasons } from './status-reasons.tsx';

/** The promise at the foot of every screen: what is true now; F10 opens the reasons. */
export function StatusBar() {
  const t = useTexts();
  const formats = useFormats();
  const office = useOffice();
  const session = useSession();
  const connected = useConnectionState().phase === 'open';
  const [opened, setOpened] = useState(false);
  const now = useOfficeClock();
  const status = useQuery({
    queryKey: queryKeys.status,
    queryFn: () => office.status.get({}),
    enabled: !session.locked,
  });
  const { pathname } = useLocation();
  // Its links lead to other screens; there it would hide what they are about.
  useEffect(
    () => () => {
      // `/` is no screen: it only leads to the first one.
      if (pathname !== '/') setOpened(false);
    },
    [pathname],
  );
  useKey('F10', () => setOpened(true), {
    label: t('shell.status.openReasons'),
    reach: 'screens',
    enabled: !session.locked,
  });

  const lamps = connected && status.data !== undefined ? lampsOf(status.data) : [];
  const shown = status.data === undefined ? now : shownTime(now, status.data);
  return (
    <footer className={classes.bar}>
      <UnstyledButton
        className={classes.lamps}
        aria-keyshortcuts="F10"
        title={t('shell.status.openReasons')}
        onClick={() => setOpened(true)}
      >
        {!connected && <Statement tone="bad" text={t('shell.status.lost')} />}
        {connected && status.data === undefined && (
          <Statement tone="neutral" text={t('shell.status.loading')} />
        )}
        <KeepingLamp />
        {lamps.map((lamp) => (
          <LampText key={lamp.id} lamp={lamp} />
        ))}
        {connected && <TokenLamp />}
        <KeyHint keys="F10" />
      </UnstyledButton>
      <div className={classes.right}>
        {session.office?.sample === true && <StateBadge tone="attention">{t('shell.sample')}</StateBadge>}
        {shown !== null && <span>{formats.shortMoment(shown)}</span>}
      </div>
      <Dialog opened={opened} onClose={() => setOpened(false)} title={t('shell.reasons.title')} size="lg">
        <ClosesByItsKey onClose={() => setOpened(false)} />
        {status.data !== undefined && <StatusReasons status={status.data} />}
      </Dialog>
    </footer>
  );
}

function ClosesByItsKey(props: { onClose: () => void }) {
  useKey('F10', props.onClose);
  return null;
}

/** What is typed could not be kept: said once, here, for as long as it is so. */
function KeepingLamp() {
  const t = useTexts();
  const { phase } = useKeeping();
  return phase === 'failed' ? <Statement tone="attention" text={t('drafts.statusFailed')} urgent /> : null;
}

/** The signing token of this PC; nothing where the office could not say. */
function TokenLamp() {
  const t = useTexts();
  const { data } = useTokens();
  if (data === undefined) return null;
  const { tone, key, days } = tokenLampOf(data);
  return <Statement tone={tone} text={t(`tokens.lamp.${key}`, { count: days })} urgent={tone === 'bad'} />;
}

function Statement(props: { tone: Lamp['tone']; text: string; urgent?: boolean }) {
  return (
    <span className={classes.lamp} data-tone={props.tone} data-urgent={props.urgent === true || undefined}>
      <ToneIcon tone={props.tone} />
      {props.text}
    </span>
  );
}

function LampText(props: { lamp: Lamp }) {
  const t = useTexts();
  const formats = useFormats();
  const now = useOfficeClock();
  const exchangeText = useExchangeLampText();
  const { text, tone, urgent } = props.lamp;
  const words =
    'exchange' in text
      ? exchangeText(text.exchange)
      : 'count' in text
        ? t(`shell.status.${text.key}`, { count: formats.number(text.count) })
        : 'at' in text
          ? t(`shell.status.${text.key}`, { time: formats.time(text.at) })
          : 'when' in text
            ? t(`shell.status.${text.key}`, { when: formats.recentMoment(text.when, now) })
            : t(`shell.status.${text.key}`);
  return <Statement tone={tone} text={words} urgent={urgent} />;
}
