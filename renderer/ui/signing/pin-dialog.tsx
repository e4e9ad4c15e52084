import { Button, Checkbox, Group, Stack, Text } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTexts } from '#renderer/i18n/index.ts';
import type { TokenSession } from '#renderer/office/index.ts';
import { Dialog } from '../dialog.tsx';
import { KeyHint } from '../key-hint.tsx';
import { PinField, takePin } from './pin-field.tsx';
import { PinBadge, PinDetail } from './pin-words.tsx';
import { pinRisk } from './signers.ts';
import classes from './signing.module.css';
import { usePin } from './use-pin.ts';

/**
 * Asks for the PIN of a token, the only place where one is typed. What the token tells of the tries left stands first;
 * the last try is confirmed expressly. `purpose`: what the PIN is for; `action`: the button's verb.
 */
export function PinDialog(props: {
  tokenId: string;
  owner: string;
  purpose: string;
  action: string;
  onSession: (opened: TokenSession) => void;
  onClose: () => void;
}) {
  const t = useTexts();
  return (
    <Dialog opened onClose={props.onClose} title={t('tokens.pin.title')}>
      <Asking {...props} />
    </Dialog>
  );
}

function Asking(props: Parameters<typeof PinDialog>[0]) {
  const t = useTexts();
  const field = useRef<HTMLInputElement>(null);
  const [sure, setSure] = useState(false);
  const [empty, setEmpty] = useState(false);
  const { token, pin, phase, problem, look, send } = usePin(props.tokenId, props.onSession, props.onClose);
  const risk = pin === null ? 'none' : pinRisk(pin);
  const asks = token !== null && risk !== 'shut';
  const ready = asks && phase === 'ready' && (risk !== 'last' || sure);
  // Where the cursor was lost to a field that was busy.
  useEffect(() => {
    if (phase === 'ready') field.current?.focus();
  }, [phase]);

  function submit(): void {
    if (!ready) return;
    const typed = takePin(field.current);
    setEmpty(typed === '');
    if (typed === '') return;
    setSure(false);
    send(typed, risk === 'last');
  }

  return (
    <Stack gap="sm">
      <div>
        <Text size="sm">{props.purpose}</Text>
        <Text size="sm" fw={600} className={classes.long ?? ''}>
          {props.owner}
        </Text>
        {token !== null && (
          <Text size="xs" c="var(--tram-ink-dim)" className={classes.long ?? ''}>
            {[token.label, token.serialNumber].filter((part) => part !== '').join(' · ')}
          </Text>
        )}
      </div>
      <div role="status" className={classes.told}>
        {phase === 'looking' && <Text size="sm">{t('tokens.pin.looking')}</Text>}
        {phase !== 'looking' && pin !== null && <PinBadge pin={pin} />}
        {phase !== 'looking' && token !== null && pin === token.pin && <PinDetail token={token} />}
        {phase === 'ready' && token === null && <Text size="sm">{t('errors.token-missing')}</Text>}
      </div>
      {risk === 'last' && (
        <Checkbox
          checked={sure}
          onChange={(event) => setSure(event.currentTarget.checked)}
          label={t('tokens.pin.sure')}
        />
      )}
      {problem !== null && !asks && (
        <Text size="sm" role="alert" c="var(--tram-bad)">
          {problem}
        </Text>
      )}
      {asks && (
        <PinField
          field={field}
          sending={phase === 'sending'}
          error={empty ? t('tokens.pin.needed') : problem}
          onEnter={submit}
        />
      )}
      <Group justify="flex-end">
        <Button variant="default" onClick={props.onClose}>
          {t('common.cancel')}
        </Button>
        {asks ? (
          <Button
            disabled={!ready && phase === 'ready'}
            loading={phase === 'sending'}
            rightSection={<KeyHint keys="Enter" onAccent />}
            onClick={submit}
          >
            {props.action}
          </Button>
        ) : (
          <Button loading={phase === 'looking'} onClick={look}>
            {t('tokens.lookAnew')}
          </Button>
        )}
      </Group>
    </Stack>
  );
}
